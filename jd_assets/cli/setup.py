"""`jd-assets setup`: everything that a first run would otherwise pay for."""

import click

from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.library.seed.load import library_version


@click.command()
def setup() -> None:
    """Start the database, apply migrations, load the seed library and export the embedding model."""
    from jd_assets.defs.resources.embedder import EmbedderResource  # noqa: PLC0415 - imports openvino and dagster

    url = prepare()
    with connector(url)() as connection:
        version = library_version(connection)
    embedder = EmbedderResource().embedder()
    click.echo(f"Ready: role library version {version}, embedder {embedder.embedder_id}")
