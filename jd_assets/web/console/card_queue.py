"""The cards that wait, kept in the process: made once, and anew in the background when something changed them."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.embedder import Embedder
from jd_assets.review.card import Card
from jd_assets.review.cards import in_order, read_cards

_logger = logging.getLogger(__name__)

Stamp = tuple[int, ...]


@dataclass(frozen=True)
class _Made:
    stamp: Stamp
    cards: Sequence[Card]


class CardQueue:
    """The pending cards in order of consequence.

    A reader gets what is there: nobody waits for the cards to be made but the very first. What was settled through this
    process is gone from the next read on, and back at once where it was undone; actions compare what was seen with
    what is stored, so that a card that is behind by a moment can do no harm.
    """

    def __init__(self, connect: Connect, embedder: Embedder) -> None:
        self._connect = connect
        self._embedder = embedder
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._made: _Made | None = None
        self._settled: dict[int, Card] = {}
        self._returned: dict[int, Card] = {}

    def stamp(self) -> Stamp:
        """Changes whenever a card may have changed."""
        with self._connect() as connection:
            row = connection.execute(sql("review_stamp")).fetchone()
        return tuple(map(int, row or ()))

    def cards(self) -> list[Card]:
        """The cards of now, or of a moment ago while they are made anew.

        Raises:
            PermanentFailure: The role library is empty.
        """
        stamp = self.stamp()
        made = self._made
        if made is None:
            with self._making:
                made = self._made or self._make(stamp)
        elif made.stamp != stamp and not self._making.locked():
            threading.Thread(target=self._make_behind, args=(stamp,), name="review cards", daemon=True).start()
        with self._lock:
            gone = {number for card in self._settled.values() for number in card.proposal_ids}
            return [card for card in made.cards if gone.isdisjoint(card.proposal_ids)]

    def warm(self) -> None:
        """Begin making the cards, so that the first reader waits less."""
        if self._made is None and not self._making.locked():
            threading.Thread(target=self._make_behind, args=(self.stamp(),), name="review cards", daemon=True).start()

    def find(self, proposal_id: int) -> Card | None:
        """The waiting card with this proposal in it."""
        return next((card for card in self.cards() if proposal_id in card.proposal_ids), None)

    def settle(self, card: Card) -> None:
        """Let a card be gone that was just settled."""
        with self._lock:
            self._settled[card.card_id] = card
            self._returned.pop(card.card_id, None)

    def give_back(self, proposal_ids: Sequence[int]) -> Card | None:
        """Let a card be back that was just opened again, as it was; None where it was settled elsewhere."""
        with self._lock:
            back = next((card for card in self._settled.values() if set(card.proposal_ids) & set(proposal_ids)), None)
            if back is None:
                return None
            del self._settled[back.card_id]
            self._returned[back.card_id] = back
            if self._made:
                self._made = _Made(self._made.stamp, self._with_returned(self._made.cards))
            return back

    def _with_returned(self, cards: Sequence[Card]) -> Sequence[Card]:
        """The cards and those that were given back since they began to be made."""
        there = {card.card_id for card in cards}
        back = [card for number, card in self._returned.items() if number not in there]
        return in_order([*cards, *back]) if back else cards

    def _make_behind(self, stamp: Stamp) -> None:
        if not self._making.acquire(blocking=False):
            return
        try:
            self._make(stamp)
        except Exception:
            _logger.exception("The cards could not be made anew; those of before stay")
        finally:
            self._making.release()

    def _make(self, stamp: Stamp) -> _Made:
        """Make the cards; the stamp was read before, so that a change meanwhile shows at the next look."""
        with self._lock:
            self._returned.clear()
        cards = read_cards(self._connect, self._embedder)
        waiting = {number for card in cards for number in card.proposal_ids}
        with self._lock:
            made = self._made = _Made(stamp, self._with_returned(cards))
            # A card that was settled while these were made is among them still.
            self._settled = {number: card for number, card in self._settled.items() if waiting & set(card.proposal_ids)}
        return made
