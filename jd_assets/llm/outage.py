"""When a batch of calls should stop, because every further one would fail like the last; and whose fault it is."""

from collections.abc import Collection
from threading import Lock

from jd_assets.failures import JdAssetsError
from jd_assets.llm.failures import (
    LlmBudgetReached,
    LlmOddAnswer,
    LlmServerAway,
    LlmServerFailure,
    LlmSettingsFailure,
    no_chat_completion,
)
from jd_assets.llm.settings import LlmSettings

#: Calls in a row that a server may leave unanswered, each after all its retries, before the rest is not asked any more.
TOLERATED_IN_A_ROW = 10


class Outage:
    """Told the outcome of every call of a batch; `failure` is set as soon as asking on is pointless."""

    def __init__(self) -> None:
        self.failure: JdAssetsError | None = None
        self._lock = Lock()
        self._in_a_row = 0

    def note(self, failure: JdAssetsError | None) -> None:
        """A call ended, with a failure or (None) with a good answer."""
        with self._lock:
            self._in_a_row = self._in_a_row + 1 if isinstance(failure, LlmServerFailure) else 0
            if isinstance(failure, LlmSettingsFailure | LlmBudgetReached) or self._in_a_row >= TOLERATED_IN_A_ROW:
                self.failure = failure


def fault_of_the_world(
    failures: Collection[JdAssetsError], answered: bool, has_spoken: bool, settings: LlmSettings
) -> JdAssetsError | None:
    """The failure that a batch as a whole ends with; None where each failure is its own question's.

    A wrong setting, a spent budget and a server that is away are nobody's own fault. A call that the server broke down
    over is its question's, where the server answered another one; where it answered none, nobody can say, and the
    server is taken to be away.

    Args:
        failures: Of the batch.
        answered: Whether the server answered any question of the batch, well or not.
        has_spoken: Whether it gave a chat completion before.
        settings: Where the server is.
    """
    for kind in (LlmSettingsFailure, LlmBudgetReached):
        if found := next((failure for failure in failures if isinstance(failure, kind)), None):
            return found
    lost = [failure for failure in failures if isinstance(failure, LlmServerFailure)]
    away = [failure for failure in lost if isinstance(failure, LlmServerAway)]
    if not away and (answered or not lost):
        return None
    if not answered and not has_spoken and all(isinstance(failure, LlmOddAnswer) for failure in lost):
        return no_chat_completion(settings)
    return max(away or lost, key=lambda failure: failure.retry_after or 0.0)
