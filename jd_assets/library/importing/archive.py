"""Tables out of the zip files in which taxonomies are published."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Literal, Self

from jd_assets.failures import PermanentFailure

ArchiveRow = dict[str, str]

#: Longest cell that is read: descriptions of ISCO groups have 5,000 characters.
_LONGEST_CELL = 1_000_000
_RELEASE = re.compile(r"(?<!\d)(\d+(?:[._]\d+){1,2})(?!\d)")


class Archive:
    """A zip file of tables; folders inside it do not matter.

    Args:
        path: The file.
        expected: What it should be, for the message when it is something else.
    """

    def __init__(self, path: Path, expected: str) -> None:
        self._path = path
        self._expected = expected
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise PermanentFailure(f"{path} is not the zip file of {expected}: {error}") from error
        self._names = {PurePosixPath(name).name: name for name in self._zip.namelist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def table(self, name: str, columns: Sequence[str], delimiter: str = ",") -> list[ArchiveRow]:
        """The rows of a table.

        Raises:
            PermanentFailure: The archive lacks the table, or the table a column, or it cannot be read.
        """
        # Tab-separated tables have no quoting: a quotation mark in a task is only that.
        quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        csv.field_size_limit(_LONGEST_CELL)
        try:
            reader = csv.DictReader(
                io.StringIO(self.text(name), newline=""), delimiter=delimiter, quoting=quoting, restval=""
            )
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise PermanentFailure(f"{self._path}: {name} lacks the column {missing[0]!r}")
            return [{column: row[column].strip() for column in columns} for row in reader]
        except csv.Error as error:
            raise PermanentFailure(f"{self._path}: {name} cannot be read: {error}") from error

    def text(self, name: str) -> str:
        """The text of a member.

        Raises:
            PermanentFailure: The archive lacks it, or it is damaged or no UTF-8.
        """
        if name not in self._names:
            raise PermanentFailure(f"{self._path} is not the zip file of {self._expected}: it lacks {name}")
        try:
            return self._zip.read(self._names[name]).decode("utf-8-sig")
        except (zipfile.BadZipFile, UnicodeDecodeError, OSError) as error:
            raise PermanentFailure(f"{self._path}: {name} cannot be read: {error}") from error


def release_in(text: str) -> str | None:
    """The first release number in a text: "1.1.1" of "esco_1_1_1_en.zip"."""
    found = _RELEASE.search(text)
    return found[1].replace("_", ".") if found else None


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PermanentFailure(f"{path} cannot be read: {error.strerror}") from error


def lines(cell: str) -> list[str]:
    """The labels of a cell that holds one a line."""
    return [" ".join(label.split()) for label in cell.splitlines() if label.strip()]
