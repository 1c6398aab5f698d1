"""`jd-assets setup` and `jd-assets library load`."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from jd_assets.cli.environment import set_environment
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import PermanentFailure
from jd_assets.settings import data_dir, inbox_location, sql_dir
from jd_assets_tests.cli.command_line import CommandLine, command_line

#: The user without rights, on every Linux.
NOBODY = 65534


@pytest.fixture
def jd_assets(database_url: str, tmp_path: Path, models_dir: Path) -> CommandLine:
    """The commands over an empty database."""
    return command_line(database_url, tmp_path, models_dir)


def test_setup_makes_everything_ready_and_says_so(jd_assets: CommandLine, embedder: Embedder) -> None:
    result = jd_assets("setup")
    assert (result.output, result.exit_code) == (f"Ready: role library version 1, embedder {embedder.embedder_id}\n", 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can leave something that another user may not write")
def test_a_folder_that_root_used_before_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "dagster_home").mkdir(mode=0o755)
        os.chown(folder, NOBODY, -1)
        monkeypatch.setenv("JD_DATA_DIR", folder)
        os.seteuid(NOBODY)
        try:
            with pytest.raises(PermanentFailure) as failure:
                set_environment()
        finally:
            os.seteuid(0)
    assert "belongs to the user root: work as that user" in str(failure.value)
    assert f"sudo chown -R nobody {Path(folder).resolve()}" in str(failure.value)


def test_loading_the_library_says_what_it_holds(jd_assets: CommandLine) -> None:
    first, second = jd_assets("library", "load"), jd_assets("library", "load")
    assert first.output.startswith("Role library version 1: ")
    assert "roles, " in first.output
    assert second.output == first.output


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The seed files with one KRA more."""
    folder = Path(shutil.copytree(sql_dir() / "library", tmp_path / "library"))
    kras = folder / "role_kras.csv"
    kras.write_text(
        kras.read_text(encoding="utf-8") + "backend-engineer,Bakes the bread of the team.\n", encoding="utf-8"
    )
    return folder


def test_another_folder_raises_the_version_and_stays_loaded(jd_assets: CommandLine, changed: Path) -> None:
    assert jd_assets("library", "load", changed).output.startswith("Role library version 2: ")
    assert jd_assets("setup").output.startswith("Ready: role library version 2, ")


def test_the_projects_own_files_are_loaded_back_by_name(jd_assets: CommandLine, changed: Path) -> None:
    jd_assets("library", "load", changed)
    assert jd_assets("library", "load").output.startswith("Role library version 3: ")


def test_a_load_and_the_log_say_what_an_admin_decided_otherwise(jd_assets: CommandLine, changed: Path) -> None:
    jd_assets("review", "merge", "skill:ab-tasty", "--into", "ab-testing", "--by", "ann", "--why", "one thing")
    told = "skill ab-tasty (AB Tasty) stays merged into ab-testing (change 2 (merge by ann: one thing))"
    loaded = jd_assets("library", "load", changed)
    assert told in loaded.stderr
    assert "`jd-assets review undo 3` takes the load back" in loaded.stderr
    assert told in jd_assets("review", "history").output


def test_a_folder_that_lacks_a_file_is_an_error_that_names_it(jd_assets: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = jd_assets("library", "load", tmp_path / "empty")
    assert isinstance(result.exception, PermanentFailure)
    assert "roles.csv" in str(result.exception)


def test_a_folder_that_is_not_there_is_a_usage_error(jd_assets: CommandLine) -> None:
    result = jd_assets("library", "load", "no/such/folder")
    assert result.exit_code == 2
    assert "does not exist" in result.output


@pytest.mark.parametrize("variable", ["JD_DATA_DIR", "JD_INBOX"])
def test_a_folder_that_cannot_be_made_is_told_with_what_names_another(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("JD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv(variable, str(file / "below"))

    with pytest.raises(PermanentFailure, match=rf"{file}/below cannot be made \(Not a directory\).*{variable}"):
        data_dir() if variable == "JD_DATA_DIR" else inbox_location()
