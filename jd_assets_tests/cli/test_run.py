"""`jd-assets run`: what it prints, exports and does again."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from jd_assets.failures import PermanentFailure
from jd_assets_tests.cli.command_line import CommandLine, command_line
from jd_assets_tests.conftest import new_database
from jd_assets_tests.graph.test_failures import CURSE
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.graph.test_openai_engine import fails_at
from jd_assets_tests.llm.fake_server import FakeLlmServer

DATA = """Data Engineer

Responsibilities
- Build ingestion pipelines with Python and Spark that fill the warehouse every night
- Model the tables of the warehouse and keep their tests green

Requirements
- 3 years of experience with SQL and Airflow
"""
PAYLOADS = ["extract_from_jd", "extract_details", "final_role_output", "client_output"]


#: A drop: two postings of which one stands twice, one that the model fails on, and a line that is no posting.
DROP = [
    json.dumps({"id": "p0", "text": BACKEND}),
    json.dumps({"id": "p1", "text": DATA}),
    "{broken",
    json.dumps({"id": "p3", "text": BACKEND + CURSE}),
    json.dumps({"id": "p0", "text": BACKEND}),
]
#: The same without what is refused.
GOOD = [line for line in DROP if line.startswith('{"')]


@dataclass(frozen=True)
class Story:
    """A drop that is run three times, at first while the model cannot answer for one of its postings; then by force.

    Attributes:
        outputs: What each run printed.
        codes: The exit code of each run.
        lines: What the first run exported.
        dagster_runs: Runs that Dagster had stored after each run.
    """

    outputs: list[str]
    codes: list[int]
    lines: list[dict[str, Any]]
    dagster_runs: list[int]


@pytest.fixture(scope="module")
def story(
    server_url: str, library_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    server, folder = FakeLlmServer(), tmp_path_factory.mktemp("story")
    told = Story([], [], [], [])
    with new_database(server_url, "test", library_url) as url:
        model = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url}
        jd_assets = command_line(url, tmp_path_factory.mktemp("data"), models_dir, **model)
        drop, good = written(folder / "drop.jsonl", DROP), written(folder / "good" / "drop.jsonl", GOOD)
        for stage, path, option in (
            ("nano_parse", drop, ["--export", folder / "out.jsonl"]),
            ("no stage", drop, []),
            ("no stage", drop, []),
            ("no stage", good, ["--force"]),
        ):
            server.answer = fails_at(stage)
            result = jd_assets("run", path, *option)
            told.outputs.append(result.output)
            told.codes.append(result.exit_code)
            told.dagster_runs.append(dagster_runs(jd_assets))
    told.lines.extend(map(json.loads, (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()))
    yield told
    server.close()


def written(path: Path, lines: list[str]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_run_ends_with_a_table_of_its_postings(story: Story) -> None:
    for words in ("run", "posting", "case", "role", "sure", "skills", "new"):
        assert words in story.outputs[0]
    assert re.search(r"[0-9a-f]{8} +p0 +A +backend-engineer +1\.00 ", story.outputs[0])


def test_the_table_fits_eighty_columns(story: Story) -> None:
    rows = [line for line in story.outputs[0].splitlines() if re.match(r" *[0-9a-f]{8} ", line)]
    assert rows
    assert [row for row in rows if len(row.rstrip()) > 80] == []


def test_it_says_before_whom_it_asks_about_how_much_and_after_what_that_cost(story: Story) -> None:
    first = story.outputs[0]
    assert "Engine openai (because OPENAI_API_KEY is set; `--engine rules` or JD_LLM_ENGINE=rules reads" in first
    assert "model gpt-6-luna at http://127.0.0.1:" in first
    assert "3 postings to ask about, no cap (JD_LLM_MAX_USD_RUN, JD_LLM_MAX_USD_DAY)" in first
    assert re.search(r"4 calls, \$0\.0008; answers that were paid for before cost nothing", first)


def test_it_counts_what_came_of_them(story: Story) -> None:
    assert "5 postings (A 2, failed 1; 1 refused, 1 repeats): 3 processed, 0 up to date" in story.outputs[0]


def test_a_failed_and_a_refused_posting_are_named_with_their_reasons(story: Story) -> None:
    assert re.search(r"p3 +failed +nano_parse: ", story.outputs[0])
    assert re.search(r"refused drop\.jsonl#3: drop\.jsonl line 3 is not JSON", story.outputs[0])


def test_the_exit_code_says_that_some_failed_or_were_refused(story: Story) -> None:
    assert story.codes == [1, 1, 1, 0]


def test_all_postings_go_through_in_one_dagster_run(story: Story) -> None:
    assert story.dagster_runs[0] == 1


def test_the_next_run_does_again_what_failed_and_nothing_else(story: Story) -> None:
    assert "5 postings (A 3; 1 refused, 1 repeats): 1 processed, 2 up to date" in story.outputs[1]
    assert story.dagster_runs[1] == 2


def test_a_run_with_nothing_to_do_makes_no_dagster_run(story: Story) -> None:
    assert "0 processed, 3 up to date" in story.outputs[2]
    assert story.dagster_runs[2] == 2


def test_force_does_again_what_is_up_to_date(story: Story) -> None:
    assert "3 processed, 0 up to date" in story.outputs[3]
    assert story.dagster_runs[3] == 3


def test_the_export_has_a_line_for_every_input_line(story: Story) -> None:
    assert [line["id"] for line in story.lines] == ["p0", "p1", "p3", "p0", "drop.jsonl#3"]
    assert story.lines[0] == story.lines[3]


def test_a_line_holds_the_four_payloads_or_why_there_are_none(story: Story) -> None:
    good, _, failed, _, refused = story.lines
    assert list(good) == ["id", "run_id", *PAYLOADS]
    assert list(failed) == list(refused) == ["id", "run_id", *PAYLOADS, "failure"]
    assert all(good[payload]["run_id"] == good["run_id"] for payload in PAYLOADS)
    assert [line[payload] for line in (failed, refused) for payload in PAYLOADS] == [None] * 8


def test_a_failed_line_has_its_run_and_a_refused_one_has_none(story: Story) -> None:
    failed, refused = story.lines[2], story.lines[4]
    assert failed["failure"].startswith("nano_parse: ")
    assert (failed["run_id"] is None, refused["run_id"]) == (False, None)
    assert "is not JSON" in refused["failure"]


@pytest.fixture
def jd_assets(graph_url: str, tmp_path: Path, models_dir: Path) -> CommandLine:
    """The commands with a data folder of one test's own."""
    return command_line(graph_url, tmp_path, models_dir)


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere.txt", "nowhere.txt does not exist"), ("empty", "empty holds no postings"), ("a.xyz", "cannot be read")],
)
def test_a_path_that_cannot_be_read_is_an_error_before_anything_is_done(
    jd_assets: CommandLine, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.xyz").touch()
    result = jd_assets("run", tmp_path / name)
    assert isinstance(result.exception, PermanentFailure)
    assert said in str(result.exception)


def test_postings_beyond_the_size_of_a_run_go_through_several(
    jd_assets: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jd_assets.cli.process.BATCH_SIZE", 2)
    lines = [json.dumps({"id": f"several {number}", "text": BACKEND}) for number in range(3)]
    jd_assets("setup")  # where Dagster keeps its runs
    before = dagster_runs(jd_assets)
    result = jd_assets("run", written(tmp_path / "several.jsonl", lines))
    assert "3 processed, 0 up to date" in result.output
    assert dagster_runs(jd_assets) - before == 2


def test_an_engine_without_its_key_is_an_error_that_names_the_variable(jd_assets: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BACKEND, encoding="utf-8")
    result = jd_assets("run", tmp_path / "a.txt", "--engine", "openai")
    assert isinstance(result.exception, PermanentFailure)
    assert "OPENAI_API_KEY" in str(result.exception)


def dagster_runs(jd_assets: CommandLine) -> int:
    """Runs that Dagster has stored, beside the postings in the same database."""
    with jd_assets.set(), dg.DagsterInstance.get() as instance:
        return instance.get_runs_count()
