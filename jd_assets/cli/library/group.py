"""`jd-assets library`: the role library from the command line."""

from pathlib import Path

import click

from jd_assets.cli.environment import prepare, tell_load
from jd_assets.cli.library.affected import affected
from jd_assets.cli.library.check import check
from jd_assets.cli.library.drafts import drafts
from jd_assets.cli.library.importing import import_esco, import_onet, sources
from jd_assets.cli.library.teach import teach
from jd_assets.database.connection import connector
from jd_assets.library.seed.load import load_seed
from jd_assets.library.snapshot import read_library


@click.group()
def library() -> None:
    """Load and check the role library."""


@library.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def load(folder: Path | None) -> None:
    """Load the seed files of FOLDER (default sql/library) but for what admins decided otherwise.

    Loading the same files again changes nothing.
    """
    connect = connector(prepare())
    loaded = load_seed(connect, folder)
    with connect() as connection:
        held = read_library(connection)
    click.echo(f"Role library version {loaded.version}: {len(held.roles)} roles, {len(held.skills)} skills")
    tell_load(loaded)


library.add_command(affected)
library.add_command(check)
library.add_command(import_esco)
library.add_command(import_onet)
library.add_command(sources)
library.add_command(drafts)
library.add_command(teach)
