"""Pure work on the postings of a batch, shared by forked processes, which inherit what they read.

Postings are read in plain Python, of which one process uses one processor; threads would take turns.
"""

import ctypes
import logging
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from jd_assets.contracts.base import Payload
from jd_assets.database.without_gc import uncollected
from jd_assets.settings import processes

T = TypeVar("T")
R = TypeVar("R")

#: Fewer are done in this process: to fork one that holds the library takes some 30 ms, as much as a few postings.
LEAST = 48
#: Postings that a process takes at once: few enough that none is left with the last of them, and that one which is
#: told to stop ends in a second.
AT_ONCE = 16
#: Postings after which the processes are forked anew. A process comes to own a copy of whatever it looks at, since
#: Python counts who holds an object in the object itself: at the end of a batch of 1,000, of the whole batch.
RENEWED = 256
#: Seconds between two looks at whether this thread was told to stop.
_LOOK = 0.2
#: `PR_SET_PDEATHSIG` of Linux: the signal that a process gets when the thread that forked it has ended.
_PARENT_DEATH = 1

_log = logging.getLogger(__name__)

#: Where the seconds of each item are noted, if anybody asked.
_taken: ContextVar[list[float] | None] = ContextVar("seconds of each item", default=None)

_work: Callable[[Any], Any]
_items: Sequence[Any]


@contextmanager
def timed() -> Iterator[list[float]]:
    """The seconds that each item takes of what is done side by side within the block, in no order."""
    taken: list[float] = []
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)


def side_by_side(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The results of `work` for all items in their order, made by as many processes as `settings.processes` allows.

    Args:
        work: Opens nothing and changes nothing: what it does to objects is lost with the process that did it. It
            returns what can be sent, an exception included; payloads go as JSON.
        items: What it is done to. Neither is sent.
    """
    count = min(processes(), -(-len(items) // AT_ONCE))
    with uncollected():  # what comes in is kept
        if count > 1 and len(items) >= LEAST and may_fork():
            rounds = (items[first : first + RENEWED] for first in range(0, len(items), RENEWED))
            return [result for each in rounds for result in _shared_out(work, each, count)]
        return _kept(_done(work, item) for item in items)


def _shared_out(work: Callable[[T], R], items: Sequence[T], count: int) -> list[R]:
    try:
        return _forked(work, items, count)
    except BrokenProcessPool:
        _log.warning("A process that read postings was killed, perhaps for want of memory: reading on in one")
        return _kept(_done(work, item) for item in items)


def may_fork() -> bool:
    """Not from a process of a Celery worker: it is a daemonic one, which may have no children, and has a core alone."""
    return sys.platform == "linux" and not multiprocessing.current_process().daemon


def _forked(work: Callable[[T], R], items: Sequence[T], count: int) -> list[R]:
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, context, initializer=_begin, initargs=(work, items)) as pool:
        firsts = range(0, len(items), AT_ONCE)
        parts: list[Future[list[Any]]] = [pool.submit(_part, first) for first in firsts]
        try:
            while wait(parts, timeout=_LOOK, return_when=FIRST_EXCEPTION).not_done:
                if any(part.done() and part.exception() for part in parts):
                    break
            return _kept((_received(sent), seconds) for part in parts for sent, seconds in part.result())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """A new process: it holds the work, leaves signals to the one that forked it, and ends with that."""
    global _work, _items
    _work, _items = work, items
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent()


def end_with_parent() -> None:
    """Let this process, which was forked, be killed when the thread that forked it ends."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)


@dataclass(frozen=True)
class _Sent:
    """A payload on its way: as JSON it is read three times as fast as a pickle of it."""

    model: type[Payload]
    json: str


def _part(first: int) -> list[Any]:
    with uncollected():
        done = (_done(_work, item) for item in _items[first : first + AT_ONCE])
        return [(_sent(result), seconds) for result, seconds in done]


def _done(work: Callable[[T], R], item: T) -> tuple[R, float]:
    began = time.perf_counter()
    return work(item), time.perf_counter() - began


def _kept(done: Iterable[tuple[R, float]]) -> list[R]:
    """The results; the seconds are noted."""
    taken, results = _taken.get(), []
    for result, seconds in done:
        results.append(result)
        if taken is not None:
            taken.append(seconds)
    return results


def _sent(result: object) -> object:
    return _Sent(type(result), result.model_dump_json()) if isinstance(result, Payload) else result


def _received(sent: Any) -> Any:
    return sent.model.model_validate_json(sent.json) if isinstance(sent, _Sent) else sent
