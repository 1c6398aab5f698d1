"""`jd-assets review`: settle, undo and look back."""

import getpass

import pytest
from click.testing import CliRunner, Result

from jd_assets.cli import commands
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import connector
from jd_assets.database.stage_tables import write_batch
from jd_assets.failures import PermanentFailure
from jd_assets.proposals.write import Sighting, Teaching, write_teaching

RUN = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def proposal(command_url: str) -> int:
    """A proposed skill of role 1."""
    connect = connector(command_url)
    posting = Posting(run_id=RUN, source="drop", source_id=RUN, content_hash="0" * 64, text="x")
    write_batch(connect, "posting", Batch({RUN: posting}, {}))
    sighting = Sighting(RUN, "skill", 1, "bread oven", "Bread Oven")
    receipt = write_teaching(connect, Teaching([RUN], [sighting], [], [], []))
    return receipt.proposals[sighting.proposal_key][0]


def call(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["review", *(str(argument) for argument in arguments)])


def test_an_approval_its_history_and_its_undo(proposal: int) -> None:
    done = call("approve", proposal, "--by", "ann", "--why", "many ask for it", "--set", "category=new:Kitchen")
    assert done.output.startswith("Done as change 2 (approve by ann: many ask for it); library version 2")
    assert "+ backend-engineer asks for bread-oven (weight 1)" in done.output
    assert "`jd-assets review undo 2` takes it back" in done.output
    told = call("history").output
    assert "approve by ann: many ask for it" in told
    assert "+ role_skill origin=review, weight=1, role_id=1, skill_id=bread-oven" in told
    assert f"~ proposal proposal_id={proposal}: status 'pending' → 'approved'" in told
    assert "load by seed" in told
    undone = call("undo", 2, "--why", "a mistake")
    assert undone.output.startswith(f"Done as change 3 (undo by {getpass.getuser()}: a mistake); library version 3")
    assert "undone by 3" in call("history", "--limit", 2).output


def test_a_merge_and_a_rejection(proposal: int) -> None:
    wrong = call("merge", "python", "--into", "java", "--why", "x")
    assert isinstance(wrong.exception, PermanentFailure)
    assert "skill:its-id" in str(wrong.exception)
    assert "(merge by" in call("merge", "skill:kotlin", "--into", "java", "--why", "x").output
    assert "(reject by" in call("reject", proposal, "--why", "no skill").output


def test_a_field_without_a_value_is_refused(proposal: int) -> None:
    result = call("approve", proposal, "--why", "x", "--set", "category")
    assert "write it as FIELD=VALUE" in str(result.exception)


def test_the_reason_is_asked_for(proposal: int) -> None:
    result = CliRunner().invoke(commands, ["review", "reject", str(proposal)], input="no skill\n")
    assert "no skill)" in result.output


def test_a_dry_run_says_what_would_be_and_writes_nothing(proposal: int) -> None:
    tried = call("approve", proposal, "--dry-run")
    assert tried.output.startswith("Nothing is written. It would write:\n  + ")
    assert "0 of 0 stored decisions would change" in tried.output
    done = call("approve", proposal, "--why", "asked for")
    assert "~ 1 proposal now approved" in done.output
    assert "- skill bread-oven" in call("undo", done.output.split()[3], "--dry-run").output
    assert "approve by" in call("history", "--limit", 1).output
