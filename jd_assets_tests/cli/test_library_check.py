"""`jd-assets library check` says what is wrong and fails on it."""

from click.testing import CliRunner, Result

from jd_assets.cli import commands
from jd_assets.database.connection import connector
from jd_assets.library.changes import begin_change


def check() -> Result:
    return CliRunner().invoke(commands, ["library", "check"])


def test_the_seed_library_passes(command_url: str) -> None:
    result = check()
    assert result.exit_code == 0
    assert "is in order: 83 roles" in result.output


def test_a_fault_is_a_line_and_the_exit_code(command_url: str) -> None:
    with connector(command_url)() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute("UPDATE jd.role SET archetype = '' WHERE slug = 'data-engineer'")
    result = check()
    assert result.exit_code == 1
    assert "role without archetype: data-engineer: say in two sentences what its holders are there for" in result.output
