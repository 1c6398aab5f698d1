"""Ends a command when it is told to: at once said, within seconds done, and no run left as if it were at work."""

import atexit
import contextvars
import ctypes
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click

T = TypeVar("T")

#: Ctrl-C, what service managers send, and a terminal that was closed.
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
#: Seconds that the statement at work may take to end; what waits for longer is left, and the database takes it back.
STOP_SECONDS = 2.5


class Stopped(BaseException):
    """A signal came.

    Attributes:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def raise_when_told() -> None:
    """Let the signals raise `Stopped` in the main thread."""

    def told(number: int, _: FrameType | None) -> None:
        raise Stopped(number)

    for each in SIGNALS:
        signal.signal(each, told)


def tell_stopping() -> None:
    """Say that the command heard it."""
    click.echo("Stopping after the statement at work; the same command goes on where this ends", err=True)


def stoppable(work: Callable[[], T], *, tells: bool = True) -> T:
    """The result of work that takes long, done beside the main thread, which goes on listening for signals.

    Dagster takes the signals of a run in its main thread for itself, and says nothing until the step at work has ended.

    Args:
        work: What takes long.
        tells: Whether it says that it heard a signal.

    Raises:
        Stopped: A signal came; the runs of this process are ended as cancelled.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    outcome: list[Any] = []
    told: list[int] = []
    over = threading.Event()

    def body() -> None:
        try:
            outcome.append((work(), None))
        except BaseException as error:  # handed on to the main thread
            outcome.append((None, error))
        over.set()

    def tell(number: int, _: FrameType | None) -> None:
        told.append(number)
        over.set()

    before = {each: signal.signal(each, tell) for each in SIGNALS}
    worker = threading.Thread(target=contextvars.copy_context().run, args=(body,), daemon=True)
    try:
        worker.start()
        over.wait()
        if told:
            if tells:
                tell_stopping()
            _interrupt(worker)
            worker.join(STOP_SECONDS)
            end_own_runs()
            raise Stopped(told[0])
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    result, error = outcome[0]
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def _interrupt(worker: threading.Thread) -> None:
    """Raise in the worker what Dagster raises itself on Ctrl-C, as soon as it is back in Python."""
    from dagster import DagsterExecutionInterruptedError  # noqa: PLC0415 - the worker has it already

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(worker.ident or 0), ctypes.py_object(DagsterExecutionInterruptedError)
    )


def end_own_runs() -> None:
    """End the runs of this process that are still at work as cancelled."""
    import dagster as dg  # noqa: PLC0415

    from jd_assets.defs.run_process import own_runs  # noqa: PLC0415

    with suppress(Exception), dg.DagsterInstance.get() as instance:
        for run in own_runs(instance):
            instance.report_run_canceled(run, "The command was told to stop")


def leave(number: int) -> NoReturn:
    """End this process as a signal ends one, without waiting for calls that are under way in other threads."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    atexit._run_exitfuncs()  # among them the embedded server's: its last user stops it
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(128 + number)
