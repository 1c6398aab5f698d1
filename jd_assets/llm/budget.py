"""What asking may cost, a run and a day, and what it has cost so far."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from jd_assets.llm.failures import LlmBudgetReached, LlmSettingsFailure
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.usage import cost_usd


class Bill:
    """The costs of one run; may be used from several threads.

    Calls under way when a cap is reached are paid for, so that it can be passed by as much as `max_concurrency` of them
    cost.

    Attributes:
        spent_usd: What the calls of this run cost, as far as their prices are known.
        calls: How many were made.
    """

    def __init__(self) -> None:
        self.spent_usd = 0.0
        self.calls = 0
        self._seconds: list[float] = []
        self._lock = threading.Lock()

    def add(self, cost: float | None, seconds: float) -> None:
        """A call was answered and paid for: its price, if it is known, and how long it took with all its tries."""
        with self._lock:
            self.calls += 1
            self._seconds.append(seconds)
            self.spent_usd += cost or 0.0

    def lap(self) -> list[float]:
        """The seconds of each call that was answered since this was asked last."""
        with self._lock:
            lap, self._seconds = self._seconds, []
        return lap


class Budget:
    """The caps of the settings, held against a run's bill and what the day has cost.

    Args:
        settings: The caps.
        bill: The run's.
        spent_today: What all calls of today cost, in US dollars; asked once.
    """

    def __init__(self, settings: LlmSettings, bill: Bill, spent_today: Callable[[], float]) -> None:
        self._settings, self._bill = settings, bill
        self._before = 0.0
        if settings.max_usd_run is None and settings.max_usd_day is None:
            return
        one = {"prompt_tokens": 1, "completion_tokens": 1}
        if cost_usd(settings.model, one, settings.base_url or "https://api.openai.com/v1", None) is None:
            raise LlmSettingsFailure(
                f"No price of model {settings.model!r} is known, so no cap on costs can hold: unset JD_LLM_MAX_USD_RUN "
                "and JD_LLM_MAX_USD_DAY, or set JD_LLM_MODEL to a priced one"
            )
        if settings.max_usd_day is not None:
            self._before = spent_today() - bill.spent_usd

    def check(self) -> None:
        """Ask before each call.

        Raises:
            LlmBudgetReached: A cap is reached.
        """
        run, day = self._settings.max_usd_run, self._settings.max_usd_day
        spent = self._bill.spent_usd
        if run is not None and spent >= run:
            raise LlmBudgetReached(
                f"This run has cost ${spent:.4f} and JD_LLM_MAX_USD_RUN is {run:g}: what is left is undone; "
                "`jd-assets retry` does it in a run of its own"
            )
        if day is not None and self._before + spent >= day:
            raise LlmBudgetReached(
                f"Today's calls have cost ${self._before + spent:.4f} and JD_LLM_MAX_USD_DAY is {day:g}: what is left "
                "is undone until tomorrow (UTC)",
                _until_midnight(),
            )


def _until_midnight() -> float:
    now = datetime.now(UTC)
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (tomorrow - now).total_seconds()
