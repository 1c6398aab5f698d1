"""`jd-assets library teach`: what confirmed postings teach about the words of roles."""

import getpass

import click
from rich.console import Console
from rich.table import Table

from jd_assets.cli.environment import prepare
from jd_assets.cli.terminal import safe
from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import CachedEmbedder, EmbedderSettings, open_embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.impact.learning.evidence_model import Figures, teach_library
from jd_assets.library.snapshot import read_library
from jd_assets.settings import data_dir


@click.command()
def teach() -> None:
    """Teach the evidence model by confirmed postings, and let it decide where it is better on others.

    The asset `evidence_model` does the same each night. `jd-assets review history` lists the change, `jd-assets review
    undo` takes it back.
    """
    connect = connector(prepare())
    with connect() as connection:
        held = read_library(connection)
    embedder = CachedEmbedder(open_embedder(EmbedderSettings(data_dir() / "models")), VectorStore(connect))
    taught = teach_library(connect, held, embedder, getpass.getuser())
    console = Console(width=None if Console().is_terminal else 100)
    console.print(f"{taught.postings} confirmed postings of {taught.roles} roles. {safe(taught.reason)}")
    if taught.figures:
        console.print(_table(taught.figures))


def _table(figures: Figures) -> Table:
    table = Table("role", "held out", "right before", "after", box=None, pad_edge=False)
    for row in figures.rows:
        table.add_row(*row)
    return table
