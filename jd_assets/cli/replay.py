"""`jd-assets replay`: makes a stored decision again, without an LLM."""

import sys

import click

from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.impact.replay import replay_stored
from jd_assets.ingest.identity import run_id_of
from jd_assets.library.snapshot import read_library


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
    again = replay_stored(connect, run_id, library)
    for note in again.notes:
        click.echo(f"note: {note}")
    for line in again.differing or ("same",):
        click.echo(line)
    if not again.same:
        sys.exit(1)
