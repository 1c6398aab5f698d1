"""`jd-assets run`: takes files through the pipeline."""

import itertools
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from jd_assets.cli.environment import prepare
from jd_assets.cli.export import write_export
from jd_assets.cli.table import print_summary
from jd_assets.database.connection import Connect, connector
from jd_assets.database.without_gc import uncollected
from jd_assets.embedding.embedder import EmbedderSettings, open_embedder
from jd_assets.ingest.feeds.mapping import read_mappings
from jd_assets.ingest.files import input_files, read_file
from jd_assets.ingest.register import take_in
from jd_assets.library.seed.load import library_version
from jd_assets.llm.settings import LlmSettings
from jd_assets.settings import data_dir, mapping_file
from jd_assets.stages.up_to_date import out_of_date
from jd_assets.stages.versions import fingerprint_of


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--export", "export_path", type=click.Path(path_type=Path), help="Write one JSON line a posting to FILE.")
@click.option("--mapping", type=click.Path(path_type=Path), help="What columns of feeds mean; default JD_MAPPING.")
@click.option(
    "--engine", type=click.Choice(["rules", "openai", "auto"]), help="Engine that reads; openai where a key is set."
)
@click.option("--force", is_flag=True, help="Do postings again that are up to date.")
def run(
    paths: tuple[str, ...], export_path: Path | None, mapping: Path | None, engine: str | None, force: bool
) -> None:
    """Take the postings in PATHS (files, folders or URLs) through the whole graph.

    Postings that went through before, with the same library, models and code, are not done again. The exit code is 1
    when a posting failed or was refused; the others are done all the same.
    """
    mappings = read_mappings(mapping or mapping_file())
    files = input_files(paths)
    began = time.monotonic()
    connect = connector(prepare())
    intake = take_in(connect, itertools.chain.from_iterable(read_file(file, mappings) for file in files))
    stale = intake.run_ids if force else _out_of_date(connect, intake.run_ids, engine)
    if stale:
        # Imported here: Dagster takes more than a second, which a wrong path or known postings should not cost.
        with uncollected():
            from jd_assets.cli.process import process  # noqa: PLC0415

        process(stale, engine)
    if export_path:
        write_export(connect, intake, export_path)
    if print_summary(connect, intake, len(stale), time.monotonic() - began):
        sys.exit(1)


def _out_of_date(connect: Connect, run_ids: Sequence[str], engine: str | None) -> list[str]:
    """Those that a run with the settings of now would come out differently for, or that never went through."""
    embedder = open_embedder(EmbedderSettings(data_dir() / "models"))
    with connect() as connection:
        version = library_version(connection)
    return out_of_date(connect, run_ids, fingerprint_of(version, embedder, LlmSettings.from_env(engine=engine)))
