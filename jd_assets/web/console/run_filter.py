"""The filter of the list of runs, as an address says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

CASES = "ABCDEFR"
#: Words of a search that are used: more only narrow what is narrow already.
MOST_WORDS = 12

_LIKE = re.compile(r"([\\%_])")


@dataclass(frozen=True)
class RunFilter:
    """What runs are to be like; an empty field asks for nothing.

    Attributes:
        q: Words, or beginnings of words, of the posting and what came with it.
        case: Letters of cases.
        role: Slug of the chosen role.
        source: Where the posting came from.
        employer: Beginning of the employer's name.
        since: First day of arrival (UTC).
        until: Last day of arrival.
        least: Lowest confidence.
        most: Highest confidence.
        new_role: Only postings whose role the library lacks (case F).
        failed: Only runs that failed.
    """

    q: str = ""
    case: str = ""
    role: str = ""
    source: str = ""
    employer: str = ""
    since: date | None = None
    until: date | None = None
    least: float | None = None
    most: float | None = None
    new_role: bool = False
    failed: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "RunFilter":
        """The filter of an address; what cannot be read asks for nothing."""
        return cls(
            q=query.get("q", "").strip()[:400],
            case="".join(letter for letter in CASES if letter in query.get("case", "").upper()),
            role=query.get("role", "").strip(),
            source=query.get("source", "").strip(),
            employer=query.get("employer", "").strip(),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            least=_share(query.get("least", "")),
            most=_share(query.get("most", "")),
            new_role=query.get("new_role") == "1",
            failed=query.get("failed") == "1",
        )

    @property
    def address(self) -> str:
        """The filter as the query of an address; empty where it asks for nothing."""
        said = {name: _said(value) for name, value in vars(self).items() if value not in ("", None, False)}
        return urlencode(said)

    @property
    def parameters(self) -> dict[str, Any]:
        """The filter as the parameters of `console_runs`."""
        cases = set(self.case or CASES) & ({"F"} if self.new_role else set(CASES))
        return {
            "words": search_words(self.q),
            "cases": sorted(cases) if self.case or self.new_role else None,
            "role": self.role or None,
            "source": self.source or None,
            "employer": _LIKE.sub(r"\\\1", self.employer.lower()) + "%" if self.employer else None,
            "since": _midnight(self.since) if self.since else None,
            "until": _midnight(self.until) + timedelta(days=1) if self.until else None,
            "least": self.least,
            "most": self.most,
            "failed": self.failed,
        }


def search_words(text: str) -> str | None:
    """Words as an expression of `to_tsquery`: all of them, each as the beginning of a word; None for none.

    A word that ends in a sign is looked for whole: the parser leaves the sign away, and every word of a posting that
    begins with c would be C++.
    """
    words = [word for word in text.split()[:MOST_WORDS] if any(letter.isalnum() for letter in word)]
    quoted = ("'" + word.replace("\\", " ").replace("'", "''") + "'" for word in words)
    return " & ".join(f"{each}:*" if each[-2].isalnum() else each for each in quoted) or None


def _said(value: object) -> str:
    return "1" if value is True else str(value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _share(text: str) -> float | None:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
