"""`jd-assets library check`: what is wrong with the role library."""

import sys

import click

from jd_assets.cli.environment import prepare
from jd_assets.library.lint import check_library


@click.command()
def check() -> None:
    """Look for faults in the role library, one line each: what, where, what to do. The exit code is 1 on faults."""
    prepare()
    # Imported here: Dagster takes more than a second, which `--help` should not cost.
    from jd_assets.defs.resources.embedder import EmbedderResource  # noqa: PLC0415
    from jd_assets.defs.resources.role_library import RoleLibraryResource  # noqa: PLC0415

    resource = RoleLibraryResource()
    library = resource.library()
    findings = check_library(library, resource.cached(EmbedderResource().embedder()))
    for finding in findings:
        click.echo(str(finding))
    if findings:
        click.echo(f"{len(findings)} faults in library version {library.version}", err=True)
        sys.exit(1)
    click.echo(f"Role library version {library.version} is in order: {len(library.roles)} roles")
