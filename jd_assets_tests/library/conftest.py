"""Fixtures of the library tests: a small library of our own as seed files, and postings to count and to learn from."""

import csv
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect, connector
from jd_assets.database.stage_tables import write_batch
from jd_assets.library.seed.files import COLUMNS
from jd_assets.library.seed.load import load_seed
from jd_assets.library.snapshot import Library, read_library

_TYPING = "Kitchen,Tools,TOOL,LOW,EVERGREEN,UNVERSIONED,mature".split(",")
SMALL: dict[str, list[list[str]]] = {
    "roles": [["1", "baker", "Baker", "Kitchen", "Bakes bread."], ["2", "waiter", "Waiter", "Hall", "Serves guests."]],
    "role_aliases": [["baker", "Baker", ""], ["baker", "Bread Maker", ""], ["waiter", "Waiter", ""]],
    "role_kras": [["baker", "Bakes bread every morning."], ["waiter", "Brings what guests ordered."]],
    "role_skills": [["baker", "Oven", "3"], ["baker", "Dough Mixer", "1"], ["waiter", "Tray", "2"]],
    "role_dimensions": [["baker", "heat"], ["waiter", "service"]],
    "dimensions": [["heat", "Heat", "What is hot."], ["service", "Service", "What guests see."]],
    "skills": [
        ["oven", "Oven", *_TYPING, "", "heat", "", "Stove|=OVN"],
        ["dough-mixer", "Dough Mixer", *_TYPING, "oven", "heat", "", "?Mixer"],
        ["tray", "Tray", *_TYPING, "", "service", "cased", ""],
    ],
    "merged_skills": [],
    "trade_skills": [],
    "skill_aliases": [],
}


class SeedFolder:
    """Seed files to change: rows by file, as the files have them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = {name: [list(row) for row in rows] for name, rows in SMALL.items()}
        self.write()

    def write(self) -> None:
        """Write the rows to the files."""
        for name, columns in COLUMNS.items():
            with (self.path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([columns.split(), *self.rows[name]])

    def add(self, name: str, *cells: str) -> None:
        """Append a row to a file."""
        self.rows[name].append(list(cells))
        self.write()

    def drop(self, name: str, first: str) -> None:
        """Take the rows out whose first cell is this."""
        self.rows[name] = [row for row in self.rows[name] if row[0] != first]
        self.write()


@pytest.fixture
def seed(tmp_path: Path) -> SeedFolder:
    return SeedFolder(tmp_path)


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)


@pytest.fixture
def loaded(connect: Connect, seed: SeedFolder) -> Connect:
    """A database that holds the small library."""
    load_seed(connect, seed.path)
    return connect


@pytest.fixture
def run_ids(loaded: Connect) -> list[str]:
    """Six postings that were taken in."""
    keys = [str(uuid.UUID(int=number)) for number in range(1, 7)]
    postings = [Posting(run_id=key, source="drop", source_id=key, content_hash="0" * 64, text="x") for key in keys]
    write_batch(loaded, "posting", Batch({posting.run_id: posting for posting in postings}, {}))
    return keys


@pytest.fixture
def connection(loaded: Connect) -> Iterator[psycopg.Connection]:
    with loaded() as connection:
        yield connection


def library_of(connect: Connect) -> Library:
    """The library as it is now."""
    with connect() as connection:
        return read_library(connection)
