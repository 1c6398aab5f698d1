"""`jd-assets retire` and `jd-assets recall`: finished run_ids out of Dagster's partition keys, and back into them."""

import click

from jd_assets.cli.environment import prepare
from jd_assets.cli.finding import one_run
from jd_assets.database.connection import connector
from jd_assets.settings import retire_days, retire_keep


@click.command()
@click.option("--days", type=click.FloatRange(0), help="Finished longer ago than that; default JD_RETIRE_DAYS.")
@click.option("--keep", type=click.IntRange(0), help="The newest keys that stay; default JD_RETIRE_KEEP.")
def retire(days: float | None, keep: int | None) -> None:
    """Take finished run_ids out of Dagster's partition keys and event log, by age and count.

    Rows and pages stay. What a run or backfill is at work on, or may be executed again over, stays a key. Under
    `jd-assets dev` the schedule frequent_retirement does the same.
    """
    connect = connector(prepare())
    import dagster as dg  # noqa: PLC0415 - more than a second, which `--help` should not cost

    from jd_assets.defs import retirement  # noqa: PLC0415

    with dg.DagsterInstance.get() as instance:
        done = retirement.retire(
            connect,
            instance,
            retire_days() if days is None else days,
            retire_keep() if keep is None else keep,
        )
    click.echo(f"{done.keys} run_ids and {done.events} events taken out of Dagster, {done.left} run_ids left")


@click.command()
@click.argument("runs", nargs=-1, required=True)
def recall(runs: tuple[str, ...]) -> None:
    """Register retired RUNS as partition keys again; each is named as `jd-assets show` takes it."""
    connect = connector(prepare())
    run_ids = [one_run(connect, text) for text in runs]
    import dagster as dg  # noqa: PLC0415

    from jd_assets.definitions import defs  # noqa: PLC0415
    from jd_assets.defs.runless import call_back  # noqa: PLC0415

    with dg.DagsterInstance.get() as instance:
        count = call_back(defs, instance, connect, run_ids)
    click.echo(f"{count} registered, {len(run_ids) - count} were known")
