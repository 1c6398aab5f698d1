"""`jd-assets worker`: executes runs that a Dagster on another machine hands out."""

import os

import click

from jd_assets.cli.environment import prepare
from jd_assets.failures import PermanentFailure
from jd_assets.settings import configured_database_url


@click.command()
@click.option("--name", default="jd_assets", show_default=True, help="Name of this worker, one of its kind a machine.")
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 256), help="Runs at the same time, a core each."
)
def worker(name: str, processes: int) -> None:
    """Execute runs from a Celery queue until told to end.

    DAGSTER_HOME must be a folder with deploy/celery/dagster.yaml, JD_DATABASE_URL the Postgres that all share, and
    JD_CELERY_BROKER the queue, such as redis://HOST:6379/0. Nothing that is worth keeping stays on this machine.
    """
    if not os.environ.get("DAGSTER_HOME") or configured_database_url() is None:
        raise PermanentFailure("A worker needs DAGSTER_HOME and JD_DATABASE_URL: see docs/scale.md")
    prepare()
    try:
        from jd_assets.defs.celery_launcher import work  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        raise PermanentFailure(f"{error.name} is missing: pip install 'jd_assets[celery]'") from error
    import dagster as dg  # noqa: PLC0415

    with dg.DagsterInstance.get() as instance:
        work(instance, name, processes)
