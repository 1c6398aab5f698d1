"""Runs commands in this process, on a database and a data folder of the test's own."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jd_assets.cli import commands
from jd_assets.cli.environment import DAGSTER_SETTINGS
from jd_assets_tests.conftest import make_data_folder


@dataclass
class CommandLine:
    """`jd-assets` with Dagster's storage in the database, as `make run` sets it up.

    Attributes:
        url: The database.
        data_folder: JD_DATA_DIR.
        environment: Further variables.
    """

    url: str
    data_folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: object) -> Result:
        """The result of a command; an error for a person is its exception."""
        with self.set():
            return CliRunner().invoke(commands, [str(argument) for argument in arguments])

    def exported(self, *arguments: object) -> list[dict[str, Any]]:
        """The lines that a run exports."""
        file = self.data_folder / "export.jsonl"
        self("run", *arguments, "--export", file)
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    def variables(self) -> dict[str, str]:
        """The environment of a command in a process of its own."""
        return {**os.environ, **self._variables()}

    def _variables(self) -> dict[str, str]:
        home = str(self.data_folder / "dagster_home")
        named = {"JD_DATABASE_URL": self.url, "JD_DATA_DIR": str(self.data_folder), "DAGSTER_HOME": home}
        return {**DAGSTER_SETTINGS, "JD_STAGE_PAUSE": "0", **named, **self.environment}

    @contextmanager
    def set(self) -> Iterator[None]:
        """Put the variables in place for a while."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._variables().items():
                patch.setenv(name, value)
            yield


def command_line(url: str, folder: Path, models_dir: Path, **environment: str) -> CommandLine:
    """Commands over this database, with a data folder of their own."""
    return CommandLine(url, make_data_folder(folder, models_dir), environment)
