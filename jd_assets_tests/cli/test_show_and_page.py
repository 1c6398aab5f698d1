"""`jd-assets show` and `jd-assets page`: one run, readably."""

import uuid
from pathlib import Path

import dagster as dg
import pytest

from jd_assets.contracts import STAGES
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.database.connection import connector
from jd_assets.database.stage_tables import write_batch
from jd_assets.failures import PermanentFailure
from jd_assets_tests.cli.command_line import CommandLine, command_line
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.pipeline import Pipeline, posting_record

NOBODY = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture(scope="module")
def jd_assets(graph_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return command_line(graph_url, tmp_path_factory.mktemp("data"), models_dir)


@pytest.fixture(scope="module")
def run_id(jd_assets: CommandLine, data_folder: Path) -> str:
    """A run that went through."""
    with dg.DagsterInstance.ephemeral() as instance:
        pipeline = Pipeline(jd_assets.url, data_folder, instance)
        [made] = pipeline.take_in([posting_record("shown", BACKEND + "- Experience with Quorvex\n")])
        pipeline.materialise([made])
    return made


@pytest.fixture(scope="module")
def failed_run_id(jd_assets: CommandLine, data_folder: Path) -> str:
    """A run that the parser failed on."""
    with dg.DagsterInstance.ephemeral() as instance:
        [made] = Pipeline(jd_assets.url, data_folder, instance).take_in([posting_record("failed", BACKEND)])
    lost = Failure("nano_parse", "permanent", "The dragon [ate] it")
    for stage in list(STAGES)[1:]:
        write_batch(connector(jd_assets.url), stage, Batch({}, {made: lost}))
    return made


def test_show_prints_the_decision_and_why(jd_assets: CommandLine, run_id: str) -> None:
    result = jd_assets("show", run_id)
    words = " ".join(result.output.split())
    assert result.exit_code == 0
    assert "case A Backend Developer (backend-engineer, id 1) confidence 1.0" in words
    assert "Exact alias hit on backend-engineer (1.0)" in words
    assert "turned by:" in words
    assert "Java" in words
    assert "Quorvex (new)" in words
    assert "library 1 ·" in words


def test_show_ranks_the_roles_with_each_signals_part(jd_assets: CommandLine, run_id: str) -> None:
    output = jd_assets("show", run_id).output
    assert all(head in output for head in ("role", "score", "alias", "kra", "skill", "centroid", "evidence"))
    assert "0.400" in output


def test_a_run_id_may_be_typed_in_capitals(jd_assets: CommandLine, run_id: str) -> None:
    assert jd_assets("show", run_id.upper()).exit_code == 0


def test_show_prints_why_a_run_failed(jd_assets: CommandLine, failed_run_id: str) -> None:
    result = jd_assets("show", failed_run_id)
    assert (result.output.strip(), result.exit_code) == ("failed nano_parse: The dragon [ate] it", 0)


def test_page_writes_the_page_and_prints_where(jd_assets: CommandLine, run_id: str) -> None:
    result = jd_assets("page", run_id)
    path = Path(result.output.strip())
    assert path == jd_assets.data_folder / "run_pages" / f"{run_id}.html"
    page = path.read_text(encoding="utf-8")
    assert page.startswith(("<!doctype html>", "<!DOCTYPE html>"))
    assert "Backend Developer" in page


def test_a_failed_run_has_a_page_too(jd_assets: CommandLine, failed_run_id: str) -> None:
    path = Path(jd_assets("page", failed_run_id).output.strip())
    assert "The dragon [ate] it" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["show", "page"])
@pytest.mark.parametrize(
    ("typed", "said"), [(NOBODY, f"There is no run {NOBODY}"), ("no such.txt", "There is no run no such.txt")]
)
def test_a_run_that_is_not_there_is_an_error(jd_assets: CommandLine, command: str, typed: str, said: str) -> None:
    result = jd_assets(command, typed)
    assert isinstance(result.exception, PermanentFailure)
    assert str(result.exception).startswith(said)


def test_a_posting_that_was_only_taken_in_is_no_run_yet(jd_assets: CommandLine) -> None:
    posting = uuid.uuid5(uuid.NAMESPACE_URL, "waiting")
    with connector(jd_assets.url)() as connection:
        connection.execute("INSERT INTO posting (run_id, payload) VALUES (%s, '{}')", (posting,))
    assert isinstance(jd_assets("show", posting).exception, PermanentFailure)
