"""Runs over postings that others ask for at the same time."""

from collections.abc import Sequence

import pytest

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.defs.partitions import RUN_IDS, register
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.stage_asset import EMPTY_RANGE
from jd_assets.stages import posting as posting_module
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.pipeline import Pipeline, posting_record


def test_a_run_ends_with_all_its_postings_whoever_asks_for_some_of_them_meanwhile(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_ids = pipeline.take_in([posting_record(f"asked for by two {number}", BACKEND) for number in range(11)])
    scattered = run_ids[::2]
    meanwhile: list[list[tuple[str, str]]] = []

    def read(stored: Batch[Posting], keys: Sequence[str]) -> Batch[Posting]:
        """The first stage of the run, in which another actor chooses ranges over every second posting of it."""
        meanwhile.append(claim_ranges(pipeline.connect, pipeline.instance, scattered, 1000))
        return posting_stage(stored, keys)

    posting_stage = posting_module.posting
    monkeypatch.setattr(posting_module, "posting", read)
    pipeline.materialise(run_ids)
    assert set(pipeline.rows("run_record", run_ids).payloads) == set(run_ids)
    assert meanwhile == [[(key, key) for key in scattered]]


def test_a_run_whose_keys_were_registered_anew_does_not_succeed_over_nothing(pipeline: Pipeline) -> None:
    run_ids = pipeline.take_in([posting_record(f"moved {number}", BACKEND) for number in range(2)])
    pipeline.instance.delete_dynamic_partition(str(RUN_IDS.name), run_ids[0])
    register(pipeline.instance, run_ids)
    result = pipeline.materialise(run_ids, succeeds=False)
    [failed] = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    assert failed.user_failure_data is not None
    assert failed.user_failure_data.description == EMPTY_RANGE
