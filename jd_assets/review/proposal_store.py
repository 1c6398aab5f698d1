"""Proposals and their sightings as they are stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import dict_row

from jd_assets.contracts.proposal import ProposalKind, ProposalStatus
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.review.proposals import lost


@dataclass(frozen=True)
class StoredSighting:
    """One posting that shows what is proposed.

    Attributes:
        posting: Its group of reposts: what is counted as one posting.
        start: First character in the posting's text of the place that shows it; None where the title does.
        end: One past the last character.
        section: Section of that place.
        sureness: Chance that the proposal is good by this posting alone; None where nobody graded it.
    """

    run_id: str
    posting: str
    employer: str | None
    is_primary: bool | None
    start: int | None
    end: int | None
    section: str | None
    sureness: float | None = None


def once_a_posting(seen: Iterable[StoredSighting]) -> list[StoredSighting]:
    """The first sighting of each posting: one that is advertised again, by an agency too, has one employer."""
    first: dict[str, StoredSighting] = {}
    for sighting in sorted(seen, key=lambda item: item.run_id):
        first.setdefault(sighting.posting, sighting)
    return list(first.values())


@dataclass(frozen=True)
class Proposal:
    """A row of `proposal`; `certainty` is the confidence of its decision, or for a KRA the similarity to known ones."""

    proposal_id: int
    kind: ProposalKind
    role_id: int | None
    slug: str | None
    key: str
    label: str
    status: ProposalStatus
    certainty: float | None
    sightings: tuple[StoredSighting, ...] = ()

    @property
    def postings(self) -> int:
        """Postings behind it."""
        return len({sighting.posting for sighting in self.sightings})


def read_proposals(
    connection: psycopg.Connection, kinds: Sequence[ProposalKind], status: ProposalStatus
) -> list[Proposal]:
    """All proposals of these kinds in the order of their ids; those of the status with their sightings."""
    given = {"kinds": list(kinds), "status": status}
    seen: Mapping[int, list[StoredSighting]] = defaultdict(list)
    for number, *columns in connection.execute(sql("review_sightings"), given):
        seen[number].append(StoredSighting(*columns))
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(sql("review_proposals"), given).fetchall()
    return [Proposal(**row, sightings=tuple(seen.get(row["proposal_id"], ()))) for row in rows]


def kind_and_status(connection: psycopg.Connection, proposal_id: int) -> tuple[ProposalKind, ProposalStatus]:
    """What a proposal is and whether it is settled.

    Raises:
        PermanentFailure: There is no such proposal.
    """
    row = connection.execute(sql("review_proposal"), {"proposal_id": proposal_id}).fetchone()
    if row is None:
        raise PermanentFailure(lost(connection, proposal_id))
    return row[0], row[1]
