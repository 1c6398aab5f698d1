"""Which postings of the ledger count: one a group of reposts, and at most so many an employer and role."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

#: Why a posting of the ledger does not count.
LeftOut = Literal["repost", "employer"]
#: No cap of postings an employer.
NO_CAP = 0


@dataclass(frozen=True)
class Entry:
    """A row of the ledger without its vector.

    Attributes:
        run_id: The posting.
        role_id: The role that it is decided to be.
        embedder: What made its vector; the postings of each embedder are counted by themselves.
        employer: Key of its employer, empty where it is not known.
        group_id: Its group of reposts.
        counted: Whether it counts now.
    """

    run_id: str
    role_id: int
    embedder: str
    employer: str
    group_id: str
    counted: bool = False

    @property
    def house(self) -> tuple[int, str, str] | None:
        """The postings that share a cap with it; None where the employer is not known, which no cap holds for."""
        return (self.role_id, self.embedder, self.employer) if self.employer else None


def left_out(entries: Iterable[Entry], max_per_employer: int = NO_CAP) -> Mapping[str, LeftOut]:
    """The postings that do not count, with the reason.

    Of a group the smallest run_id counts; of an employer's postings for a role that are left, the smallest run_ids. A
    group whose posting is beyond the cap does not count through another one.

    Args:
        entries: Whole groups, and all postings that share a cap.
        max_per_employer: The cap; `NO_CAP` for none.
    """
    found: dict[str, LeftOut] = {}
    groups: set[tuple[str, str]] = set()
    houses: Counter[tuple[int, str, str]] = Counter()
    for entry in sorted(entries, key=lambda item: item.run_id):
        group, house = (entry.embedder, entry.group_id), entry.house
        if group in groups:
            found[entry.run_id] = "repost"
            continue
        groups.add(group)
        if house is None or max_per_employer == NO_CAP:
            continue
        if houses[house] >= max_per_employer:
            found[entry.run_id] = "employer"
        houses[house] += 1
    return MappingProxyType(found)
