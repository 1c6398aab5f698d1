"""Names whose wording tells their type: "* certification", "AWS *", "ISO 27001"."""

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from math import log
from pathlib import Path

from jd_assets.enriching.typing_model import Opinion, scored

_FILE = Path(__file__).with_name("name_patterns.csv")
#: What a pattern of even odds is worth before its weight: with 20 categories that is much.
_WORTH = 3.0


@dataclass(frozen=True)
class NamePattern:
    """A row of `name_patterns.csv`.

    Attributes:
        pattern: Searched in the name, whatever the case.
        label: The pattern as a person reads it.
        category: A category of the library.
        sub_category: A sub-category of it, or None where neighbours of the category decide.
        skill_nature: A nature of the library, or None likewise.
        confidence: Share of the library's names with this wording that have this category, at least two thirds for
            those that the library has fewer than three names of.
    """

    pattern: re.Pattern[str]
    label: str
    category: str
    sub_category: str | None
    skill_nature: str | None
    confidence: float


def by_name_pattern(name: str, categories: Collection[str]) -> Opinion | None:
    """The type that the first fitting pattern gives; None where none fits."""
    for row in name_patterns():
        if row.pattern.search(name):
            scores = {row.category: _WORTH + log(row.confidence / (1.0 - row.confidence))}
            opinion = scored("name pattern", row.category, scores, categories, f"names like '{row.label}'")
            return replace(opinion, sub_category=row.sub_category, skill_nature=row.skill_nature)
    return None


@cache
def name_patterns() -> tuple[NamePattern, ...]:
    """The patterns in the order of the file: what stands first goes first."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            NamePattern(
                re.compile(row["pattern"], re.IGNORECASE),
                row["label"],
                row["category"],
                row["sub_category"] or None,
                row["skill_nature"] or None,
                float(row["confidence"]),
            )
            for row in csv.DictReader(file)
        )
