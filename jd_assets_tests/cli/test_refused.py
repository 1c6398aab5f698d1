"""`jd-assets refused`: what is refused now, and why."""

from pathlib import Path

import pytest

from jd_assets.database.connection import connector
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import take_in
from jd_assets_tests.cli.command_line import CommandLine, command_line


@pytest.fixture
def jd_assets(seeded_url: str, tmp_path: Path, models_dir: Path) -> CommandLine:
    """The commands over a database in which of three refused lines one was mended since."""
    refused = [Refused("drop.jsonl", name, f"line of {name} has no 'text' that is a string") for name in "abc"]
    take_in(connector(seeded_url), refused)
    take_in(connector(seeded_url), [Record("drop.jsonl", "b", "Bake bread.")])
    return command_line(seeded_url, tmp_path, models_dir)


def test_it_lists_what_is_open_with_its_reason(jd_assets: CommandLine) -> None:
    output = jd_assets("refused").output
    assert "drop.jsonl  a: line of a has no 'text' that is a string" in output
    assert "2 refused" in output
    assert "line of b" not in output


def test_what_is_dismissed_leaves_the_list(jd_assets: CommandLine) -> None:
    assert jd_assets("refused", "dismiss", "drop.jsonl", "a").output == "1 dismissed\n"
    output = jd_assets("refused").output
    assert "1 refused" in output
    assert "line of a" not in output


def test_dismissing_what_is_not_refused_is_an_error(jd_assets: CommandLine) -> None:
    result = jd_assets("refused", "dismiss", "drop.jsonl", "b")
    assert isinstance(result.exception, PermanentFailure)
    assert "Nothing of drop.jsonl is refused now" in str(result.exception)
