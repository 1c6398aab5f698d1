"""`jd-assets retire` and `jd-assets recall`: postings leave Dagster's keys, keep rows and pages, and come back."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest
from click.testing import Result

from jd_assets.contracts import STAGES
from jd_assets.database.connection import connector
from jd_assets.defs.partitions import registered
from jd_assets_tests.cli.command_line import command_line
from jd_assets_tests.conftest import new_database
from jd_assets_tests.graph.test_materialise import BACKEND

LINES = [
    {"id": f"old {number}", "title": "Backend Engineer", "text": f"{BACKEND}\n- Reference {number}"}
    for number in range(3)
]


@dataclass
class Story:
    """Three postings that go through, are retired, and of which two are wanted again.

    Attributes:
        results: What each command gave.
        keys: Dagster's keys after it.
        materialised: Of each stage, the partitions that Dagster knew as materialised after it.
    """

    results: dict[str, Result] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)
    materialised: dict[str, dict[str, set[str]]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def story(server_url: str, library_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Story:
    told = Story()
    with new_database(server_url, "test", library_url) as url:
        jd_assets = command_line(url, tmp_path_factory.mktemp("data"), models_dir, JD_LLM_ENGINE="rules")
        drop = jd_assets.data_folder / "drop.jsonl"
        drop.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")

        def step(name: str, *arguments: object) -> None:
            told.results[name] = jd_assets(*arguments)
            with jd_assets.set(), dg.DagsterInstance.get() as instance:
                told.keys[name] = registered(instance)
                told.materialised[name] = {
                    stage: set(instance.get_materialized_partitions(dg.AssetKey(stage))) for stage in STAGES
                }

        step("run", "run", drop)
        with connector(url)() as connection:  # ranges are kept for their runs for two minutes
            connection.execute("DELETE FROM partition_claim")
        step("retire", "retire", "--keep", 1)
        step("show", "show", "old 0")
        step("recall", "recall", "old 0")
        step("recall again", "recall", "old 0")
        step("force", "run", drop, "--force")
    return told


def test_retired_run_ids_are_out_of_dagster(story: Story) -> None:
    [last] = story.keys["run"][2:]
    # A materialisation of each stage and partition, nothing else, is noted of a run that went well.
    assert story.results["retire"].output == (
        f"2 run_ids and {2 * len(STAGES)} events taken out of Dagster, 1 run_ids left\n"
    )
    assert story.keys["retire"] == [last]
    assert story.materialised["retire"] == {stage: {last} for stage in STAGES}


def test_their_postings_are_shown_as_before(story: Story) -> None:
    assert story.results["show"].exit_code == 0
    assert "case A" in story.results["show"].output


def test_one_that_is_called_back_is_known_with_what_it_went_through(story: Story) -> None:
    assert story.results["recall"].output == "1 registered, 0 were known\n"
    [back] = story.keys["recall"][1:]
    assert back in story.keys["run"]
    assert story.materialised["recall"] == {stage: set(story.keys["recall"]) for stage in STAGES}


def test_one_that_is_known_is_left_as_it_is(story: Story) -> None:
    assert story.results["recall again"].output == "0 registered, 1 were known\n"
    assert story.keys["recall again"] == story.keys["recall"]


def test_postings_that_are_processed_again_are_registered_again(story: Story) -> None:
    assert story.results["force"].exit_code == 0
    assert set(story.keys["force"]) == set(story.keys["run"])
    assert story.materialised["force"] == {stage: set(story.keys["run"]) for stage in STAGES}
