"""A job that is advertised again, through the real graph."""

from pathlib import Path

import dagster as dg
import pytest

from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets_tests.graph.test_failures import job_of_its_own
from jd_assets_tests.pipeline import Pipeline, posting_record

AGENCY = "\nHarvest Staffing is an equal opportunity employer.\n"


@pytest.fixture
def bakery(seeded_url: str, data_folder: Path, instance: dg.DagsterInstance) -> Pipeline:
    """A database without postings."""
    return Pipeline(seeded_url, data_folder, instance)


def updates(pipeline: Pipeline, run_ids: list[str]) -> list[CentroidUpdate]:
    rows = pipeline.rows("centroid_update", run_ids).payloads
    return [rows[run_id] for run_id in run_ids]


def test_a_repost_by_an_agency_counts_once_and_says_so(bakery: Pipeline) -> None:
    text = job_of_its_own("bakeries")
    run_ids = bakery.take_in(
        [
            posting_record("first", text, company="Crumb Brothers"),
            posting_record("again", text + AGENCY, company="Harvest Staffing", location="Leeds"),
        ]
    )
    bakery.materialise(run_ids)
    found = updates(bakery, run_ids)
    assert sorted((update.left_out or "", update.centroid_updated) for update in found) == [
        ("", True),
        ("repost", False),
    ]
    assert [update.centroid_n_after for update in found] == [1, 1]


def test_an_employer_has_no_more_postings_in_a_centroid_than_it_may(bakery: Pipeline) -> None:
    texts = [job_of_its_own(subject) for subject in ("bakeries", "seaports", "museums")]
    run_ids = bakery.take_in([posting_record(text, text, company="Crumb Brothers") for text in texts])
    bakery.materialise(run_ids, assets={"centroid_update": {"max_per_employer": 2}})
    assert [update.centroid_n_after for update in updates(bakery, run_ids)] == [2, 2, 2]
    left_out = {run_id: update.left_out for run_id, update in zip(run_ids, updates(bakery, run_ids), strict=True)}
    assert left_out == dict.fromkeys(run_ids) | {max(run_ids): "employer"}
