"""`jd-assets library affected`: which stored decisions the library of today would make otherwise."""

import click

from jd_assets.cli.environment import prepare
from jd_assets.cli.library.impact import print_impact
from jd_assets.database.connection import connector


@click.command()
@click.option("--materialise", is_flag=True, help="Process exactly these postings again.")
def affected(materialise: bool) -> None:
    """List the stored decisions whose case or role the current library changes, before and after."""
    connect = connector(prepare())
    # Imported here: Dagster takes more than a second, which `--help` should not cost.
    from jd_assets.cli.process import process  # noqa: PLC0415
    from jd_assets.defs.resources.embedder import EmbedderResource  # noqa: PLC0415
    from jd_assets.defs.resources.role_library import RoleLibraryResource  # noqa: PLC0415
    from jd_assets.impact.compare import impact_of  # noqa: PLC0415

    impact = impact_of(connect, RoleLibraryResource().library(), EmbedderResource().embedder())
    print_impact(impact, f"would come out otherwise with library version {impact.library_version}")
    if materialise and impact.changes:
        process([change.run_id for change in impact.changes], engine=None)
        click.echo(f"{len(impact.changes)} postings processed again")
