"""`jd-assets failed`, `retry` and `find`: what did not go through is listed, and done again once the world is back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest
from click.testing import Result

from jd_assets.failures import PermanentFailure, TransientFailure
from jd_assets_tests.cli.command_line import command_line
from jd_assets_tests.conftest import new_database
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.graph.test_openai_engine import ANSWERS, stage_of
from jd_assets_tests.llm.fake_server import FakeLlmServer, completion, error

TEXTS = [BACKEND, BACKEND + "\n- Go", BACKEND + "\n- Rust"]
LINES = [
    {"id": f"lost {number}", "title": f"Backend Engineer {number}", "company": "Quorvex \x1b[31mLtd", "text": text}
    for number, text in enumerate(TEXTS)
]


@dataclass
class Story:
    """Three postings while the server is away, then again when it is back.

    Attributes:
        results: What each step gave.
        failed_runs: Runs that Dagster shows as failed after the first step.
    """

    results: dict[str, Result] = field(default_factory=dict)
    failed_runs: int = 0


@pytest.fixture(scope="module")
def story(
    server_url: str, library_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    server, told = FakeLlmServer(), Story()
    with new_database(server_url, "test", library_url) as url:
        model = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url, "JD_LLM_MAX_RETRIES": "0"}
        jd_assets = command_line(url, tmp_path_factory.mktemp("data"), models_dir, **model)
        drop = jd_assets.data_folder / "drop.jsonl"
        drop.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
        server.answer = lambda request: error(503, "away")
        told.results["run"] = jd_assets("run", drop)
        with jd_assets.set(), dg.DagsterInstance.get() as instance:
            told.failed_runs = instance.get_runs_count(dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE]))
        told.results["failed"] = jd_assets("failed")
        told.results["json"] = jd_assets("failed", "--json", "--kind", "transient")
        told.results["audit"] = jd_assets("audit")
        server.answer = lambda request: completion(json.dumps(ANSWERS[stage_of(request)]))
        told.results["retry"] = jd_assets("retry")
        told.results["failed after"] = jd_assets("failed")
        told.results["audit after"] = jd_assets("audit")
        told.results["retry after"] = jd_assets("retry")
        told.results["find"] = jd_assets("find", "quorvex")
        told.results["find nothing"] = jd_assets("find", "100%")
        told.results["show one"] = jd_assets("show", "engineer 1")
        told.results["show several"] = jd_assets("show", "quorvex")
    yield told
    server.close()


def test_a_run_whose_server_is_away_fails_and_says_how_many_postings_wait(story: Story) -> None:
    error = story.results["run"].exception
    assert isinstance(error, TransientFailure)
    assert "nano_parse: The LLM server is away, in one try with status 503" in str(error)
    assert str(error).endswith("(tried 4 times; the postings are undone); 3 postings wait for `jd-assets retry`")
    assert story.failed_runs == 1


def test_they_are_listed_with_stage_kind_and_reason(story: Story) -> None:
    listed = story.results["failed"]
    assert listed.exit_code == 1
    assert "transient, tried 1x  Backend Engineer 0 · Quorvex Ltd" in listed.output
    assert "nano_parse: The LLM server is away" in listed.output
    assert listed.output.endswith("3 open: 3 transient\n")
    assert "\x1b" not in listed.output


def test_as_json_each_is_an_object(story: Story) -> None:
    lines = [json.loads(line) for line in story.results["json"].output.splitlines()]
    assert {(line["kind"], line["stage"], line["attempts"]) for line in lines} == {("transient", "nano_parse", 1)}


def test_the_audit_knows_them(story: Story) -> None:
    assert story.results["audit"].exit_code == 1
    assert "3  undone: Every posting that was taken in was brought to an end." in story.results["audit"].output
    assert story.results["audit after"].exit_code == 0


def test_retry_does_them_again_once_the_server_is_back(story: Story) -> None:
    assert story.results["retry"].exit_code == 0
    assert "3 done again, 0 of them failed" in story.results["retry"].output
    assert (story.results["failed after"].exit_code, story.results["failed after"].output) == (0, "0 open\n")
    assert story.results["retry after"].output == "Nothing to do again\n"


def test_find_shows_postings_by_a_part_of_anything(story: Story) -> None:
    assert story.results["find"].output.count("Backend Engineer") == 3
    assert "3 found" in story.results["find"].output
    assert isinstance(story.results["find nothing"].exception, PermanentFailure)


def test_a_part_that_one_posting_has_is_enough_and_one_of_several_names_them(story: Story) -> None:
    assert story.results["show one"].exit_code == 0
    assert "case A" in story.results["show one"].output
    several = story.results["show several"].exception
    assert isinstance(several, PermanentFailure)
    assert "quorvex may be " in str(several)
    assert str(several).endswith(": give more of one of them")
