"""The proposals that an admin settles together, as they are at that moment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import settled_by
from jd_assets.review.seen import StaleCardError, seen_token


@dataclass(frozen=True)
class OpenProposal:
    """A proposal that waits; `sightings` is the number of postings behind it."""

    proposal_id: int
    kind: ProposalKind
    role_id: int | None
    key: str
    label: str
    sightings: int


@dataclass(frozen=True)
class Together:
    """Proposals of one kind that are one thing, however it was spelled and for whichever roles."""

    proposals: Sequence[OpenProposal]

    @property
    def kind(self) -> ProposalKind:
        """What all of them are."""
        return self.proposals[0].kind

    @property
    def ids(self) -> list[int]:
        """Their ids."""
        return [proposal.proposal_id for proposal in self.proposals]

    @property
    def role_ids(self) -> list[int]:
        """The library roles that they are about."""
        return sorted({proposal.role_id for proposal in self.proposals if proposal.role_id is not None})

    @property
    def seen(self) -> str:
        """Their state, to compare with what an admin saw."""
        return seen_token((proposal.proposal_id, proposal.label) for proposal in self.proposals)

    @property
    def labels(self) -> list[str]:
        """Their spellings, the most seen first; one of those that differ in case alone."""
        counted: Counter[str] = Counter()
        for proposal in self.proposals:
            counted[proposal.label] += proposal.sightings
        ordered = sorted(counted, key=lambda label: (-counted[label], len(label), label))
        return list({label.lower(): label for label in reversed(ordered)}.values())[::-1]


def read_together(connection: psycopg.Connection, proposal_ids: Sequence[int]) -> Together:
    """The proposals of these ids.

    Raises:
        PermanentFailure: One of them is unknown, gone or settled, or they are of several kinds.
    """
    ids = sorted(set(proposal_ids))
    if not ids:
        raise PermanentFailure("Name the proposals to settle: `jd-assets review list` has their numbers")
    rows = connection.execute(sql("proposals_to_settle"), {"proposal_ids": ids}).fetchall()
    missing = sorted(set(ids) - {row[0] for row in rows})
    if missing:
        raise StaleCardError(lost(connection, missing[0]))
    for proposal_id, *_, sightings, status, follows in rows:
        if status != "pending":
            raise StaleCardError(_settled(connection, proposal_id, status, follows))
        if not sightings:
            raise StaleCardError(_gone(proposal_id))
    kinds = sorted({row[1] for row in rows})
    if len(kinds) > 1:
        raise PermanentFailure(f"These proposals are of several kinds ({', '.join(kinds)}): settle each kind by itself")
    return Together([OpenProposal(*row[:6]) for row in rows])


def lost(connection: psycopg.Connection, proposal_id: int) -> str:
    """Why there is no such proposal."""
    row = connection.execute(sql("review_newest_proposal")).fetchone()
    if row and 0 < proposal_id <= (row[0] or 0):
        return _gone(proposal_id)
    return f"There is no proposal {proposal_id}: `jd-assets review list` has those that wait"


def _gone(proposal_id: int) -> str:
    return (
        f"Proposal {proposal_id} was retracted meanwhile: no posting backs it any more, so there is nothing to settle"
    )


def _settled(connection: psycopg.Connection, proposal_id: int, status: str, follows: int | None) -> str:
    change = settled_by(connection, follows or proposal_id)
    how = f"{status} with proposal {follows}, which it spells otherwise," if follows else status
    if change is None:
        return f"Proposal {proposal_id} was {how} already"
    return f"Proposal {proposal_id} was {how} already, by {change}: undo that change to decide it anew"
