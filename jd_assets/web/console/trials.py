"""Dry runs in the background: what an action would change of the stored decisions, while the card is read."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import JdAssetsError
from jd_assets.library.change_log import Change
from jd_assets.review.preview import Preview, preview

_logger = logging.getLogger(__name__)

#: A trial that nobody asked for in so many seconds is not begun any more: its card was left.
WANTED_SECONDS = 20.0
#: Trials that are remembered.
KEPT = 200


@dataclass(frozen=True)
class Action:
    """What is tried: an action on a card, in the state in which its proposals were seen.

    Attributes:
        name: `approve`, `merge` or `reject`.
        proposal_ids: The card's proposals.
        seen: Their state.
        into: What they are merged into.
        edits: Fields that are to be other than proposed.
        library: The newest change of the library: what is tried on another library is another trial.
    """

    name: str
    proposal_ids: tuple[int, ...]
    seen: str
    into: str = ""
    edits: tuple[tuple[str, str], ...] = ()
    library: int = 0


@dataclass
class Trial:
    """A dry run under way or done.

    Attributes:
        state: `waiting`, `running`, `done`, or `refused` (the action would be).
        found: What it would change, when it is done.
        refusal: Why it would be refused.
    """

    state: Literal["waiting", "running", "done", "refused"] = "waiting"
    found: Preview | None = None
    refusal: str = ""
    wanted: float = field(default_factory=time.monotonic)
    ended: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float) -> "Trial":
        """This trial, once it is over or so many seconds passed."""
        self.wanted = time.monotonic()
        self.ended.wait(seconds)
        return self

    @property
    def changed(self) -> int | None:
        """Stored decisions that the action itself changes; None while that is not known."""
        return len(self.found.changes) - len(self.found.earlier) if self.found else None


class Trials:
    """Runs one trial at a time; a reader asks again until it is done."""

    def __init__(self, connect: Connect, embedder: Embedder) -> None:
        self._connect = connect
        self._embedder = embedder
        self._lock = threading.Lock()
        self._held: OrderedDict[Action, Trial] = OrderedDict()
        self._work = ThreadPoolExecutor(1, "dry run")

    def ask(self, action: Action, change: Callable[[Connect], Change]) -> Trial:
        """The trial of an action, begun where it is not there yet.

        Args:
            action: What is tried.
            change: The action as a function of its connections.
        """
        with self._lock:
            trial = self._held.get(action)
            if trial is None:
                trial = self._held[action] = Trial()
                self._work.submit(self._run, action, trial, change)
                while len(self._held) > KEPT:
                    self._held.popitem(last=False)
            trial.wanted = time.monotonic()
            return trial

    def known(self, action: Action) -> Trial | None:
        """The trial of an action if it was asked for."""
        with self._lock:
            return self._held.get(action)

    def _run(self, action: Action, trial: Trial, change: Callable[[Connect], Change]) -> None:
        if time.monotonic() - trial.wanted > WANTED_SECONDS:
            with self._lock:
                self._held.pop(action, None)
            trial.ended.set()
            return
        trial.state = "running"
        try:
            trial.found = preview(self._connect, self._embedder, change)
            trial.state = "done"
        except JdAssetsError as error:
            trial.refusal, trial.state = str(error), "refused"
        except Exception:
            _logger.exception("A dry run failed")
            trial.refusal, trial.state = "The dry run failed; the log of the console says why", "refused"
        finally:
            trial.ended.set()
