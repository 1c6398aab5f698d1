"""Settings under which the commands work on a database and a data folder of the test's own."""

from pathlib import Path

import pytest

from jd_assets.cli.environment import DAGSTER_SETTINGS
from jd_assets.embedding.embedder import Embedder


@pytest.fixture
def command_url(
    seeded_url: str, data_folder: Path, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A database with the seed library that the commands use; what they set in the environment ends with the test."""
    monkeypatch.setenv("JD_DATABASE_URL", seeded_url)
    monkeypatch.setenv("JD_DATA_DIR", str(data_folder))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster_home"))
    for name, value in DAGSTER_SETTINGS.items():
        monkeypatch.setenv(name, value)
    return seeded_url
