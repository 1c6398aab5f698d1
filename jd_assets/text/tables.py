"""The small tables of `data/`, read once."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`, by column name."""
    text = (files("jd_assets.text") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def listed(cell: str) -> list[str]:
    """The values of a cell that holds several, parted by bars."""
    return [value.strip() for value in cell.split("|") if value.strip()]
