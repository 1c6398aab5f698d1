"""A history shared out among processes, each of which makes the Dagster runs of its part.

Half of what a run does is Python, of which one process uses one processor. The processes are forked: they inherit what
they read, the library and Dagster among it, and hold it in common.
"""

import gc
import logging
import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

from jd_assets.cli.progress import PROGRESS_LOGGER
from jd_assets.cli.stopping import STOP_SECONDS, Stopped, stoppable, tell_stopping
from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure
from jd_assets.stages.side_by_side import end_with_parent

#: What a process does for the postings of its part.
Work = Callable[[Sequence[str]], None]

#: Seconds that a process that is told to stop may take to end its run as cancelled, before it is ended.
_END_SECONDS = STOP_SECONDS + 2.5


@dataclass
class _Share:
    """A process at work on its part.

    Attributes:
        process: That does it.
        heard: Where it says how far it is.
        postings: How many they are.
        error: What it said it failed with.
        is_over: Whether it said that it is through.
    """

    process: ForkProcess
    heard: Connection
    postings: int
    error: JdAssetsError | None = None
    is_over: bool = False


def share_out(work: Work, parts: Sequence[Sequence[str]], progress: AbstractContextManager[None]) -> None:
    """Do the work for all parts, each in a process of its own. A part that fails leaves the others at theirs.

    Call it before this process has threads or open connections, which its children would take for their own.

    Args:
        work: What is done for a part.
        parts: Of the postings.
        progress: Shows the lines of progress of all of them; entered once the processes are there.

    Raises:
        JdAssetsError: Parts failed: the first one's failure, with those of others in its text.
        Stopped: A signal came; the runs of all parts are ended as cancelled.
    """
    gc.freeze()  # what a collection visits becomes a copy of the process that visits it
    shares = [_begun(work, part) for part in parts]
    try:
        with progress:
            _hear(shares)
    except Stopped:
        tell_stopping()
        raise
    finally:
        _end(shares)
    if errors := [share.error for share in shares if share.error]:
        told = "; ".join(dict.fromkeys(str(error) for error in errors))
        raise type(errors[0])(told) from errors[0]


def _begun(work: Work, part: Sequence[str]) -> _Share:
    context = multiprocessing.get_context("fork")
    heard, telling = context.Pipe(duplex=False)
    process = context.Process(target=_work_off, args=(work, part, telling), daemon=False)
    process.start()
    telling.close()
    return _Share(process, heard, len(part))


def _hear(shares: Sequence[_Share]) -> None:
    """Pass on what the processes say until all are through."""
    share_of = {share.heard: share for share in shares}
    while share_of:
        for share in [share_of[heard] for heard in share_of.keys() & set(wait(list(share_of)))]:
            try:
                _take(share, share.heard.recv())
            except EOFError:
                share.process.join()
                if not share.is_over:
                    share.error = _lost(share)
                del share_of[share.heard]


def _take(share: _Share, told: tuple[str, str] | JdAssetsError | None) -> None:
    if isinstance(told, tuple):
        name, message = told
        logging.getLogger(name).info("%s", message)
    else:
        share.is_over, share.error = True, told


def _lost(share: _Share) -> TransientFailure:
    code = share.process.exitcode
    return TransientFailure(
        f"A process at work on {share.postings} postings ended with code {code}, perhaps for want of memory (fewer "
        "processes: JD_PROCESSES=1); `jd-assets retry` goes on"
    )


def _end(shares: Sequence[_Share]) -> None:
    """End what is still at work: asked first, so that no run stays as if it were."""
    for share in shares:
        share.process.terminate()
    for share in shares:
        share.process.join(_END_SECONDS)
        share.process.kill()
        share.process.join()


class _Teller(logging.Handler):
    """Sends lines of progress to the process that shares out."""

    def __init__(self, telling: Connection) -> None:
        super().__init__()
        self._telling = telling

    def emit(self, record: logging.LogRecord) -> None:
        self._telling.send((record.name, record.getMessage()))


def _work_off(work: Work, part: Sequence[str], telling: Connection) -> None:
    """A new process: it reads alone, as the processors are shared out already."""
    end_with_parent()
    os.environ["JD_PROCESSES"] = "1"
    logger = logging.getLogger(PROGRESS_LOGGER)
    logger.handlers = [_Teller(telling)]
    try:
        stoppable(lambda: work(part), tells=False)
    except Stopped:
        return
    except JdAssetsError as error:
        kind = TransientFailure if isinstance(error, TransientFailure) else PermanentFailure
        telling.send(kind(str(error)))
    else:
        telling.send(None)
