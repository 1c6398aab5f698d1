"""`jd-assets audit` and the asset check say the same as the audit."""

import pytest
from click.testing import CliRunner, Result

from jd_assets.cli import commands
from jd_assets.database.connection import connector
from jd_assets_tests.conftest import new_database


@pytest.fixture
def url(server_url: str, processed_url: str, command_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with new_database(server_url, "audit", processed_url) as url:
        monkeypatch.setenv("JD_DATABASE_URL", url)
        yield url


def audited(*options: str) -> Result:
    return CliRunner().invoke(commands, ["audit", *options])


def spoil(url: str) -> None:
    with connector(url)() as connection:
        connection.execute("DELETE FROM collision_log")
