"""`jd-assets console` and `jd-assets dev`: what they say before they start, and how they end."""

import importlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from jd_assets.cli import commands
from jd_assets.cli.dev import together
from jd_assets.cli.stopping import SIGNALS
from jd_assets.failures import PermanentFailure


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("arguments", [["console", "--port"], ["dev", "--port"], ["dev", "--console-port"]])
def test_a_taken_port_is_said_and_nothing_is_started(
    taken: int, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def started() -> None:
        raise AssertionError("started")

    # The package's names `console` and `dev` are the commands.
    for module in ("console", "dev"):
        monkeypatch.setattr(importlib.import_module(f"jd_assets.cli.{module}"), "prepare", started)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        other = str(free.getsockname()[1])
    others = ["--port", other] if arguments == ["dev", "--console-port"] else []
    result = CliRunner().invoke(commands, [arguments[0], *others, arguments[1], str(taken)])
    assert isinstance(result.exception, PermanentFailure)
    assert f"Port {taken}" in str(result.exception)
    assert f"with {arguments[1]}" in str(result.exception)


def test_another_host_needs_tokens(command_url: str) -> None:
    del command_url
    result = CliRunner().invoke(commands, ["console", "--host", "0.0.0.0", "--port", "39117"])
    assert isinstance(result.exception, PermanentFailure)
    assert "JD_CONSOLE_TOKENS" in str(result.exception)


@pytest.fixture
def handlers() -> Iterator[None]:
    """The handlers of signals are afterwards what they were."""
    before = {each: signal.getsignal(each) for each in SIGNALS}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.usefixtures("handlers")
def test_when_one_part_ends_the_others_end_with_it() -> None:
    ends = [sys.executable, "-c", "raise SystemExit(3)"]
    stays = [sys.executable, "-c", "import time; time.sleep(600)"]
    assert together([stays, ends]) == 3


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_to_the_command_alone_is_told_to_its_parts(tmp_path: Path, number: int, code: int) -> None:
    began, told = tmp_path / "began", tmp_path / "told"
    part = (
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n    pathlib.Path(sys.argv[2]).touch()\n    sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\npathlib.Path(sys.argv[1]).touch()\ntime.sleep(600)\n"
    )

    def tell() -> None:
        while not began.exists():
            time.sleep(0.02)
        os.kill(os.getpid(), number)

    threading.Thread(target=tell, daemon=True).start()

    assert together([[sys.executable, "-c", part, str(began), str(told)]]) == code
    assert told.exists()
