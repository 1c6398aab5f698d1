"""What a reviewer can do with a card: its button, its key, and the function of `review.actions` behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jd_assets.contracts.proposal import ChangeAction
from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change
from jd_assets.review import actions
from jd_assets.web.console.trials import Action


@dataclass(frozen=True)
class CardAction:
    """An action as the desk offers it.

    Attributes:
        label: Of its button.
        key: That presses it.
        done: What is said afterwards.
        label_for_all: Of its button where it is done to all cards of a list.
        call: It, by a connection and an action on a card as it was seen, with the reviewer and the reason.
    """

    label: str
    key: str
    done: str
    label_for_all: str
    call: Callable[[Connect, Action, str, str], Change]


def _approve(connect: Connect, action: Action, reviewer: str, reason: str) -> Change:
    return actions.approve(connect, list(action.proposal_ids), reviewer, reason, dict(action.edits), action.seen)


def _merge(connect: Connect, action: Action, reviewer: str, reason: str) -> Change:
    edits: dict[str, Any] = dict(action.edits)
    return actions.merge(connect, list(action.proposal_ids), action.into, reviewer, reason, edits, action.seen)


def _reject(connect: Connect, action: Action, reviewer: str, reason: str) -> Change:
    return actions.reject(connect, list(action.proposal_ids), reviewer, reason, action.seen)


#: In the order of their buttons.
CARD_ACTIONS: dict[ChangeAction, CardAction] = {
    "approve": CardAction("Approve", "a", "Approved", "Approve", _approve),
    "merge": CardAction("Merge", "m", "Merged", "Merge into the skills they spell", _merge),
    "reject": CardAction("Reject", "x", "Rejected", "Reject", _reject),
}


def card_action(name: str) -> CardAction:
    """The action of a name that a page sent.

    Raises:
        PermanentFailure: There is none of that name.
    """
    for known, action in CARD_ACTIONS.items():
        if known == name:
            return action
    raise PermanentFailure(f"What can be done with a card is {', '.join(CARD_ACTIONS)}, not {name[:40]!r}")
