"""`jd-assets replay` on rows as the pipeline stores them."""

import uuid

import pytest
from click.testing import CliRunner, Result

from jd_assets.cli import commands
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect, connector
from jd_assets.database.stage_tables import write_batch
from jd_assets.decision.thresholds import Thresholds
from jd_assets.failures import PermanentFailure
from jd_assets.stages.case_decision import case_decision
from jd_assets_tests.decision.signals import exact, parse, scoring
from jd_assets_tests.library.conftest import library_of

RUN_ID = str(uuid.UUID(int=1))


@pytest.fixture
def connect(command_url: str) -> Connect:
    """The database of the commands, holding one decided posting."""
    connect = connector(command_url)
    library = library_of(connect)
    scores = scoring(exact("backend-engineer")).model_copy(update={"library_version": library.version})
    posting = Posting(run_id=RUN_ID, source="drop", source_id="1", content_hash="0" * 64, text="x")
    parsed, skills = Batch({RUN_ID: parse()}, {}), Batch({RUN_ID: SkillExtraction()}, {})
    scored = Batch({RUN_ID: scores}, {})
    write_batch(connect, "posting", Batch({RUN_ID: posting}, {}))
    write_batch(connect, "nano_parse", Batch({RUN_ID: parse()}, {}))
    write_batch(connect, "skill_extraction", Batch({RUN_ID: SkillExtraction()}, {}))
    write_batch(connect, "role_scoring", Batch({RUN_ID: scores}, {}))
    decided = case_decision(parsed, skills, scored, library, Thresholds())
    write_batch(connect, "case_decision", Batch(dict(decided.payloads), {}))
    return connect


def replay() -> Result:
    return CliRunner().invoke(commands, ["replay", RUN_ID])


def test_a_decision_that_is_made_again_to_the_same_bytes(connect: Connect) -> None:
    result = replay()
    assert (result.output, result.exit_code) == ("same\n", 0)


def test_the_keys_that_differ_are_printed(connect: Connect) -> None:
    with connect() as connection:
        connection.execute(
            "UPDATE jd.case_decision SET payload = jsonb_set(payload, '{stage4_decision,confidence}', '0.1')"
        )
    result = replay()
    assert (result.output, result.exit_code) == ("stage4_decision.confidence\n", 1)


def test_another_library_version_is_said(connect: Connect) -> None:
    with connect() as connection:
        path = "{stage4_decision,versions,library_version}"
        connection.execute("UPDATE jd.case_decision SET payload = jsonb_set(payload, %s, '0')", (path,))
    result = replay()
    assert result.output.startswith("note: decided with library version 0, the library is at ")
    assert result.output.endswith("stage4_decision.versions\n")
    assert result.exit_code == 1


def test_a_posting_that_failed_has_nothing_to_replay(connect: Connect) -> None:
    write_batch(connect, "role_scoring", Batch({}, {RUN_ID: Failure("nano_parse", "permanent", "unreadable")}))
    assert isinstance(replay().exception, PermanentFailure)
    assert str(replay().exception) == f"Run {RUN_ID} has no role_scoring to replay: unreadable"
