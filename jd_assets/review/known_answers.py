"""Known answers: settled proposals put before a reviewer once more, unmarked, to measure how carefully cards are read.

A queue of which nearly all is fine teaches to wave through. One card in `EVERY` is a proposal that somebody else
settled; its answer is kept, writes nothing to the library, and shows in the reviewers' figures alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import PermanentFailure
from jd_assets.review.card import Card
from jd_assets.review.cards import read_card

#: Decisions between two known answers: five in a working hour of 100 cards, the rate that Labelbox's users ask for
#: is five a day.
EVERY = 20

Answer = Literal["approve", "merge", "reject"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


@dataclass(frozen=True)
class KnownAnswer:
    """A settled proposal to ask about.

    Attributes:
        card: Its card, looking like one that waits.
        expected: What was decided.
        change_id: The change that did.
    """

    card: Card
    expected: Answer
    change_id: int


def due_answer(connect: Connect, embedder: Embedder, reviewer: str) -> KnownAnswer | None:
    """The known answer that it is time to ask this reviewer for; None where it is not, or nothing is left to ask."""
    with connect() as connection:
        row = connection.execute(sql("review_decided_since_check"), {"reviewer": reviewer}).fetchone()
        if row is None or row[0] < EVERY:
            return None
        chosen = connection.execute(sql("review_known_answer"), {"reviewer": reviewer}).fetchone()
    if chosen is None:
        return None
    proposal_id, change_id, action = chosen
    return KnownAnswer(_as_waiting(read_card(connect, embedder, proposal_id), proposal_id), action, change_id)


def as_answer(action: str) -> Answer:
    """An action on a card as an answer.

    Raises:
        PermanentFailure: There is no such action.
    """
    found = next((answer for answer in ANSWERS if answer == action), None)
    if found is None:
        raise PermanentFailure(f"A card is approved, merged or rejected, not {action!r}")
    return found


def keep_answer(connect: Connect, known: KnownAnswer, reviewer: str, answer: Answer, seconds: float | None) -> None:
    """Keep how a reviewer met a known answer."""
    given = {
        "proposal_id": known.card.card_id,
        "reviewer": reviewer,
        "expected": known.expected,
        "answer": answer,
        "seconds": seconds,
    }
    with connect() as connection:
        connection.execute(sql("review_check_keep"), given)


def _as_waiting(card: Card, proposal_id: int) -> Card:
    """The card of one settled proposal as it looked before: without what the library holds because of it."""
    spelling = next(item for item in card.spellings if item.proposal_id == proposal_id)
    names = {spelling.label.casefold() for spelling in card.spellings}
    near = tuple(item for item in card.near if item.name.casefold() not in names)
    return replace(
        card,
        card_id=proposal_id,
        label=spelling.label,
        spellings=(spelling,),
        proposal_ids=(proposal_id,),
        status="pending",
        held=None,
        near=near,
    )


@dataclass(frozen=True)
class Reviewer:
    """A reviewer's figures.

    Attributes:
        name: Actor of the changes.
        decided: Cards that they approved, merged or rejected; `undone` of these were taken back.
        newest: When they last decided one.
        asked: Known answers they were asked for; they gave `agreed` of these as they are.
        bad: Known answers among these that are no approval.
        waved: Of these, those that they approved: the rubber-stamp rate is waved / bad.
        pace: Median seconds to a known answer.
    """

    name: str
    decided: int
    approved: int
    merged: int
    rejected: int
    undone: int
    newest: datetime | None
    asked: int
    agreed: int
    waved: int
    bad: int
    pace: float | None


def read_reviewers(connect: Connect) -> Sequence[Reviewer]:
    """All reviewers, those of most decisions first."""
    with connect() as connection:
        return [Reviewer(*row) for row in connection.execute(sql("review_reviewers"))]
