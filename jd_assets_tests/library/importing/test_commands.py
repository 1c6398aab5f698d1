from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from jd_assets.cli.environment import DAGSTER_SETTINGS
from jd_assets.cli.library.group import library
from jd_assets.failures import PermanentFailure


@pytest.fixture
def run(seeded_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command of `jd-assets library` and returns what it prints."""
    settings = {**DAGSTER_SETTINGS, "DAGSTER_HOME": str(tmp_path / "dagster"), "JD_DATABASE_URL": seeded_url}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def invoke(*arguments: str | Path) -> str:
        result = CliRunner().invoke(library, [str(part) for part in arguments], catch_exceptions=True)
        if isinstance(result.exception, PermanentFailure):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


def test_an_import_ends_with_one_line_of_figures(run: Callable[..., str], esco_zip: Callable[..., Path]) -> None:
    (line,) = run("import-esco", esco_zip()).splitlines()
    assert line.startswith("ESCO 1.1.1: 1 roles added (1 known), 3 titles added")
    assert "3 skills added (1 known)" in line


def test_the_same_file_again_is_said_to_be_known(run: Callable[..., str], onet_zip: Path) -> None:
    run("import-onet", onet_zip)
    assert run("import-onet", onet_zip).endswith("nothing to do\n")


def test_a_wrong_file_is_one_sentence(run: Callable[..., str], esco_zip: Callable[..., Path]) -> None:
    with pytest.raises(PermanentFailure, match="is not the zip file of the O\\*NET database"):
        run("import-onet", esco_zip())


def test_sources_lists_licence_and_attribution(run: Callable[..., str], esco_zip: Callable[..., Path]) -> None:
    assert "Nothing was imported" in run("sources")
    run("import-esco", esco_zip())
    listed = run("sources")
    assert "esco 1.1.1, CC BY 4.0" in listed
    assert "ESCO classification of the European Commission" in listed
