"""The state in which a reviewer saw proposals: an action says it, and a card that is another by now is stale."""

import hashlib
from collections.abc import Iterable

from jd_assets.failures import PermanentFailure


class StaleCardError(PermanentFailure):
    """The card changed since the reviewer saw it; nothing was written."""


def seen_token(labels: Iterable[tuple[int, str]]) -> str:
    """The state of pending proposals as ids and labels: 16 hex digits.

    New postings behind a proposal do not make its card stale; another name, or a proposal that came or went, does.
    """
    text = "\n".join(f"{proposal_id} {label}" for proposal_id, label in sorted(labels))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
