"""The review desk of this process: cards, dry runs, known answers and the actions of reviewers."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from fastapi import Request

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change, read_change
from jd_assets.library.seed.load import library_version
from jd_assets.library.snapshot import Library, read_library
from jd_assets.review.card import Card
from jd_assets.review.claims import Desk
from jd_assets.review.effects import changed_by, keep_effect
from jd_assets.review.known_answers import KnownAnswer, due_answer
from jd_assets.review.undo import undo
from jd_assets.web.console.card_actions import card_action
from jd_assets.web.console.card_queue import CardQueue
from jd_assets.web.console.trials import Action, Trial, Trials
from jd_assets.web.security.access import principal_of
from jd_assets.web.services import Services

_logger = logging.getLogger(__name__)

#: Seconds that a change waits for its own dry run to say what it alters.
TRIAL_SECONDS = 120.0
#: The reason of a change where the reviewer gave none: the evidence was on the card.
REASON = "reviewed in the console"


@dataclass(frozen=True)
class Undone:
    """A change that was taken back, and the card that is there again."""

    change: Change
    card: Card | None


class ReviewDesk:
    """What the pages of the desk share; one a process."""

    def __init__(self, connect: Connect, embedder: Embedder) -> None:
        self.connect = connect
        self.embedder = embedder
        self.queue = CardQueue(connect, embedder)
        self.trials = Trials(connect, embedder)
        self._library: Library | None = None
        self._known: dict[str, KnownAnswer] = {}
        self._lock = threading.Lock()
        self._effects = ThreadPoolExecutor(1, "effects")

    def library(self) -> Library:
        """The library of now, read once a version."""
        with self.connect() as connection:
            held = self._library
            if held is None or held.version != library_version(connection):
                held = self._library = read_library(connection)
            return held

    def settle(self, card: Card, action: Action, reviewer: str, reason: str) -> Change:
        """Settle a card as it was seen.

        Raises:
            StaleCardError: It is another card by now; nothing was written.
            PermanentFailure: It cannot be settled so, with what to do about it.
        """
        change = change_of(action, reviewer, reason)(self.connect)
        self.queue.settle(card)
        if action.name != "reject":
            self._effects.submit(self._keep_effect, change.change_id, self.trials.known(action))
        return change

    def undo(self, change_id: int, reviewer: str, reason: str) -> Undone:
        """Take a change back; the card that it settled is there again.

        Raises:
            PermanentFailure: It cannot be undone, with what to do about it.
        """
        change = undo(self.connect, change_id, reviewer, reason)
        return Undone(change, self.queue.give_back(change.proposal_ids))

    def change(self, change_id: int) -> Change:
        """A change of the library.

        Raises:
            PermanentFailure: There is none of that number.
        """
        with self.connect() as connection:
            found = read_change(connection, change_id)
        if found is None:
            raise PermanentFailure(f"There is no change {change_id}: the history of the library lists them")
        return found

    def known_answer(self, desk: Desk) -> KnownAnswer | None:
        """The known answer that is to be put before a reviewer now."""
        with self._lock:
            held = self._known.get(desk.holder)
        if held is None:
            held = due_answer(self.connect, self.embedder, desk.reviewer)
            if held is not None:
                with self._lock:
                    self._known[desk.holder] = held
        return held

    def known_card(self, desk: Desk, card_id: int) -> KnownAnswer | None:
        """The known answer that lies before a reviewer, if it is this card."""
        with self._lock:
            held = self._known.get(desk.holder)
        return held if held and held.card.card_id == card_id else None

    def put_away(self, desk: Desk) -> None:
        """The known answer was given, or passed on."""
        with self._lock:
            self._known.pop(desk.holder, None)

    def _keep_effect(self, change_id: int, trial: Trial | None) -> None:
        """Remember how many stored decisions a change alters: as its dry run finds, else compared with its undo."""
        try:
            if trial and trial.wait(TRIAL_SECONDS).changed is not None:
                keep_effect(self.connect, change_id, trial.changed or 0)
            else:
                keep_effect(self.connect, change_id, changed_by(self.connect, self.embedder, change_id))
        except Exception:
            _logger.exception("What change %s alters could not be worked out", change_id)


def change_of(action: Action, reviewer: str, reason: str) -> Callable[[Connect], Change]:
    """An action as a function of its connections, to make or to try."""
    called = card_action(action.name)
    return lambda connect: called.call(connect, action, reviewer, reason)


def again(change_id: int, action: Action, reviewer: str) -> Callable[[Connect], Change]:
    """A known answer's action as a function of its connections: what settled the card is taken back first."""

    def change(connect: Connect) -> Change:
        undo(connect, change_id, reviewer, "a dry run")
        return change_of(action, reviewer, "a dry run")(connect)

    return change


_opening = threading.Lock()


def desk_of(request: Request) -> ReviewDesk:
    """The review desk of the application that serves this request; a dependency."""
    state = request.app.state
    with _opening:
        if getattr(state, "review_desk", None) is None:
            services: Services = state.services
            state.review_desk = ReviewDesk(services.connect, services.cached_embedder)
    desk: ReviewDesk = state.review_desk
    return desk


def reviewer_of(request: Request) -> Desk:
    """Who sits at the desk; a dependency."""
    return Desk(principal_of(request).name, request.state.session.nonce)
