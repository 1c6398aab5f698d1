"""`jd-assets replay`: makes a stored decision again, without an LLM."""

import sys
from typing import TypeVar

import click

from jd_assets.cli.environment import prepare
from jd_assets.contracts.base import Payload
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect, connector
from jd_assets.database.stage_tables import read_batch
from jd_assets.failures import PermanentFailure
from jd_assets.impact import replay as replaying
from jd_assets.ingest.identity import run_id_of
from jd_assets.library.snapshot import read_library

P = TypeVar("P", bound=Payload)


@click.command()
@click.argument("run_id")
def replay(run_id: str) -> None:
    """Make the decision of RUN_ID again from its stored rows and print "same", or the keys that differ.

    No LLM is asked: what it answered is stored. The exit code is 1 when anything differs.
    """
    connect = connector(prepare())
    run_id = run_id_of(run_id)
    with connect() as connection:
        library = read_library(connection)
    again = replaying.replay(
        _row(connect, "case_decision", run_id, CaseDecision),
        _row(connect, "nano_parse", run_id, NanoParse),
        _row(connect, "skill_extraction", run_id, SkillExtraction),
        _row(connect, "role_scoring", run_id, RoleScoring),
        library,
    )
    for note in again.notes:
        click.echo(f"note: {note}")
    for line in again.differing or ("same",):
        click.echo(line)
    if not again.same:
        sys.exit(1)


def _row(connect: Connect, stage: str, run_id: str, model: type[P]) -> P:
    batch = read_batch(connect, stage, [run_id])
    payload = batch.payloads.get(run_id)
    if isinstance(payload, model):
        return payload
    raise PermanentFailure(f"Run {run_id} has no {stage} to replay: {batch.failures[run_id].reason}")
