"""Who looks at which card: claims that expire, and cards that a reviewer passed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql

#: Seconds that a card stays with the desk that opened it: longer than anybody looks at one, shorter than a break.
CLAIM_SECONDS = 300


@dataclass(frozen=True)
class Desk:
    """A reviewer at work; two windows of one person are two desks.

    Attributes:
        reviewer: Name, the actor of the changes.
        session: What tells this desk from others of the same name.
    """

    reviewer: str
    session: str

    @property
    def holder(self) -> str:
        """The desk's key."""
        return f"{self.reviewer} {self.session}"


@dataclass(frozen=True)
class Claim:
    """Another desk looks at a proposal."""

    reviewer: str
    expires_at: datetime


def take(connect: Connect, desk: Desk, proposal_ids: Sequence[int]) -> None:
    """Claim a card's proposals and let go of every other; what another desk claimed stays that desk's."""
    given = {
        "holder": desk.holder,
        "reviewer": desk.reviewer,
        "proposal_ids": list(proposal_ids),
        "seconds": CLAIM_SECONDS,
    }
    with connect() as connection:
        connection.execute(sql("review_claim_let_go"), given)
        connection.execute(sql("review_claim_take"), given)


def claimed_elsewhere(connect: Connect, desk: Desk) -> dict[int, Claim]:
    """Claims of other desks by proposal."""
    with connect() as connection:
        rows = connection.execute(sql("review_claims"), {"holder": desk.holder}).fetchall()
    return {proposal_id: Claim(reviewer, expires_at) for proposal_id, reviewer, expires_at in rows}


def pass_on(connect: Connect, desk: Desk, proposal_ids: Sequence[int]) -> None:
    """Leave a card to others: no decision, and last in this reviewer's queue."""
    with connect() as connection:
        given = {"reviewer": desk.reviewer, "proposal_ids": list(proposal_ids)}
        connection.execute(sql("review_pass_on"), given)


def passed_on(connect: Connect, desk: Desk) -> frozenset[int]:
    """Proposals that the reviewer left to others."""
    with connect() as connection:
        return frozenset(row[0] for row in connection.execute(sql("review_passed"), {"reviewer": desk.reviewer}))


def take_back_passes(connect: Connect, desk: Desk) -> None:
    """Let the reviewer see again what they passed on."""
    with connect() as connection:
        connection.execute(sql("review_passes_take_back"), {"reviewer": desk.reviewer})
