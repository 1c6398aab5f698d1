"""`jd-assets batches`: the questions that wait for the Batch API."""

import click

from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.failures import PermanentFailure
from jd_assets.llm.batch_exchange import BatchExchange, counts
from jd_assets.llm.settings import LlmSettings


@click.command()
def batches() -> None:
    """Send the questions that wait to the Batch API, keep the answers that came, and say how all stand.

    `llm_batch_sensor` does the same each minute. When the answers are there `jd-assets retry` does the postings again.
    """
    settings = LlmSettings.from_env()
    if not settings.waits_for_batches:
        raise PermanentFailure(
            "Questions are asked at once: set JD_LLM_SERVICE_TIER=batch to ask through the Batch API"
        )
    connect = connector(prepare())
    done = BatchExchange(connect, settings).turn()
    with connect() as connection:
        waiting, sent, answered, failed = counts(connection)
    click.echo(
        f"{done.sent} questions sent now, {done.answered} answered, {done.unanswered} came back without an answer"
    )
    if done.held_back:
        click.echo(done.held_back)
    click.echo(
        f"In all {waiting} wait, {sent} are with the server in {done.under_way} batches, {answered} are answered"
    )
    if failed:
        click.echo(f"{failed} failed; `jd-assets failed` says why once their postings were done again")
