"""When a batch of calls should stop, because every further one would fail like the last."""

from threading import Lock

from jd_assets.failures import JdAssetsError
from jd_assets.llm.failures import LlmServerFailure, LlmSettingsFailure

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
            if isinstance(failure, LlmSettingsFailure) or self._in_a_row >= TOLERATED_IN_A_ROW:
                self.failure = failure
