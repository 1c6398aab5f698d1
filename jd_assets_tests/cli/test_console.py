"""`jd-assets console` and `jd-assets dev`: what they say before they start."""

import importlib
import socket
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from jd_assets.cli import commands
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
