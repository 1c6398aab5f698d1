"""What all tables share: a header, rows of as many cells, and which columns are read."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.feeds import jobspy, own
from jd_assets.ingest.feeds.mapping import Mappings
from jd_assets.ingest.feeds.registry import shape_of

#: More columns are no table of postings; a row of a million cells takes seconds.
MAX_COLUMNS = 2_000
#: Columns shown where none of them is known.
_SHOWN = 20


def known_columns(mappings: Mappings) -> frozenset[str]:
    """Columns that a shape or the mapping file speaks of."""
    return frozenset(own.FIELDS) | frozenset(jobspy.COLUMNS) | mappings.columns_read


def checked_header(drop: Drop, header: Sequence[str]) -> list[str]:
    """The names of the columns.

    Raises:
        PermanentFailure: They are too many, one that is read stands twice, or none is known.
    """
    names = [name.strip() for name in header]
    if len(names) > MAX_COLUMNS:
        raise PermanentFailure(f"it has {len(names):,} columns, more than {MAX_COLUMNS:,}: it is no table of postings")
    wanted = known_columns(drop.mappings)
    twice = sorted({name for name in names if name in wanted and names.count(name) > 1})
    if twice:
        raise PermanentFailure(f"its column {twice[0]!r} stands twice: rename one")
    if shape_of(dict.fromkeys(names)) is None and drop.mappings.feed_of(drop.name, names) is None:
        raise PermanentFailure(f"it has no column 'text', only {_some(names)}")
    return names


def read_rows(drop: Drop, names: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> Found:
    """The postings of rows, each with its number; one with other than the header's cells is refused, never shifted."""
    wanted = known_columns(drop.mappings)
    for number, cells in rows:
        if len(cells) != len(names):
            yield drop.refused(
                f"row {number} has {len(cells):,} cells, the header {len(names):,}: put cells that hold the delimiter "
                "or a line break in quotes",
                number,
            )
        else:
            item = {name: cell for name, cell in zip(names, cells, strict=True) if name in wanted}
            yield drop.item(item, {}, number, "row")


def _some(names: Collection[str]) -> str:
    shown = [name[:60] for name in list(names)[:_SHOWN]]
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(shown) + more
