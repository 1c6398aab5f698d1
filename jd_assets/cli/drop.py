"""`jd-assets drop explain`: how a file would be read, before anything of it is stored."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from rich.console import Console

from jd_assets.cli.terminal import safe
from jd_assets.contracts.posting import Posting
from jd_assets.failures import JdAssetsError, reason_of
from jd_assets.ingest.explain import description_of
from jd_assets.ingest.feeds.mapping import read_mappings
from jd_assets.ingest.files import input_files, read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import read_record
from jd_assets.settings import mapping_file

#: Postings shown of each file, and characters of each one's text.
SHOWN, TEXT_CHARS = 3, 400
#: Items looked through for these; a file of which all are refused need not be read to its end.
LOOKED_THROUGH = 1_000


@click.group()
def drop() -> None:
    """What files would become."""


@drop.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--mapping", type=click.Path(path_type=Path), help="What columns of feeds mean; default JD_MAPPING.")
def explain(paths: tuple[str, ...], mapping: Path | None) -> None:
    """Show how PATHS would be read: kind, columns, shape, and the first three postings. Nothing is stored."""
    mappings = read_mappings(mapping or mapping_file())
    console = Console(width=None if Console().is_terminal else 120)
    for file in input_files(paths):
        console.print(f"[bold]{safe(file.name)}[/]")
        for name, said in description_of(file, mappings):
            console.print(f"  {name}: {safe(said)}")
        good = refused = 0
        for found in islice(_read(read_file(file, mappings)), LOOKED_THROUGH):
            if isinstance(found, Refused):
                refused += 1
                if refused <= SHOWN:
                    console.print(f"  [red]refused[/] {safe(found.source_id)}: {safe(found.reason)}")
            else:
                good += 1
                if good <= SHOWN:
                    _print(console, found)
        more = " of the first" if good + refused >= LOOKED_THROUGH else ""
        console.print(f"  {good} postings, {refused} refused{more}; nothing was stored")


def _read(found: Iterator[Record | Refused]) -> Iterator[Posting | Refused]:
    for each in found:
        if isinstance(each, Refused):
            yield each
            continue
        try:
            yield read_record(each)
        except JdAssetsError as error:
            yield Refused(each.source, each.source_id, reason_of(error))


def _print(console: Console, posting: Posting) -> None:
    console.print(f"  [green]posting[/] {safe(posting.source_id)}  run {posting.run_id}")
    given = {"feed": posting.feed, "title": posting.title, "company": posting.company, "location": posting.location}
    stated = posting.stated.model_dump(mode="json", exclude_none=True) if posting.stated else {}
    if pay := stated.pop("pay", None):
        stated["pay"] = " ".join(f"{key} {value}" for key, value in pay.items())
    for name, value in (given | stated).items():
        if value is not None:
            console.print(f"    {name}: {safe(str(value))}")
    text = " ".join(posting.text[:TEXT_CHARS].split()) + ("…" if len(posting.text) > TEXT_CHARS else "")
    console.print(f"    text ({len(posting.text):,} characters): {safe(text)}")
