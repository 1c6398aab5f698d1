"""Paths of the settings mean the same to processes that work in another folder."""

from pathlib import Path

import pytest

from jd_assets.settings import data_dir, inbox_location, mapping_file, pin_paths


def test_paths_are_kept_when_the_working_folder_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable, value in (("JD_DATA_DIR", "mine"), ("JD_INBOX", "mine/drops"), ("JD_MAPPING", "mapping.yaml")):
        monkeypatch.setenv(variable, value)
    before = data_dir(), inbox_location(), mapping_file()
    assert before[:2] == (tmp_path / "mine", tmp_path / "mine/drops")
    pin_paths()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert (data_dir(), inbox_location(), mapping_file()) == (*before[:2], tmp_path / "mapping.yaml")


def test_the_url_of_an_inbox_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JD_INBOX", "memory://drops")
    pin_paths()
    assert inbox_location() == "memory://drops"
