"""Files at a URL, through fsspec: read by way of a copy on the disk, so that every reader sees a file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec

from jd_assets.failures import PermanentFailure, TransientFailure, reason_of

#: A remote file that is larger is refused before it is fetched.
MAX_REMOTE_BYTES = 5_000_000_000
#: Extras of this package that bring what fsspec needs for a protocol.
_EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gs",
    "gcs": "gs",
    "az": "az",
    "abfs": "az",
    "abfss": "az",
    "http": "http",
    "https": "http",
}


def is_url(text: str) -> bool:
    """Whether a path names a file system of its own: `s3://…`, `memory://…`."""
    head, mark, _ = text.partition("://")
    return bool(mark) and head.replace("+", "").isalnum()


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it.

    Raises:
        PermanentFailure: Its protocol is unknown, or what it needs is not installed.
    """
    protocol = url.partition("://")[0]
    try:
        return fsspec.core.url_to_fs(url)  # type: ignore[no-any-return]
    except ImportError as error:
        extra = _EXTRAS.get(protocol)
        how = f"pip install 'jd_assets[{extra}]'" if extra else str(error)
        raise PermanentFailure(f"{url} needs more than is installed: {how}") from error
    except ValueError as error:
        raise PermanentFailure(f"{url} cannot be read: {error}") from error


@dataclass(frozen=True)
class RemoteFile:
    """A file at a URL.

    Attributes:
        url: As it was given, or found in a folder.
        name: The file's name.
    """

    url: str
    name: str

    @contextmanager
    def local(self) -> Iterator[Path]:
        """A copy of the file on the disk, for as long as it is read.

        Raises:
            PermanentFailure: It is too large or gone.
            TransientFailure: It could not be fetched.
        """
        files, path = file_system(self.url)
        with tempfile.TemporaryDirectory(prefix="jd_assets_") as folder:
            target = Path(folder) / "fetched"
            try:
                size = files.info(path).get("size") or 0
                if size <= MAX_REMOTE_BYTES:
                    files.get_file(path, str(target))
            except FileNotFoundError as error:
                raise PermanentFailure(f"{self.url} does not exist") from error
            except Exception as error:  # each file system has errors of its own
                raise TransientFailure(f"{self.url} could not be fetched: {reason_of(error)}") from error
            if size > MAX_REMOTE_BYTES:
                raise PermanentFailure(f"{self.url} is larger than {MAX_REMOTE_BYTES // 1_000_000_000} GB; split it")
            yield target


def remote_files(url: str, endings: tuple[str, ...]) -> list[RemoteFile]:
    """The file at a URL, or the files of the folder that it names, in the order of their names.

    Raises:
        PermanentFailure: There is nothing at the URL, or nothing to read in the folder.
        TransientFailure: The file system does not answer.
    """
    files, path = file_system(url)
    try:
        is_folder = files.isdir(path) and not files.isfile(path)
        found = sorted(files.find(path)) if is_folder else [path] if files.exists(path) else []
    except Exception as error:
        raise TransientFailure(f"{url} does not answer: {reason_of(error)}") from error
    if not found:
        raise PermanentFailure(f"{url} does not exist")
    named = [RemoteFile(files.unstrip_protocol(each), PurePosixPath(each.partition("?")[0]).name) for each in found]
    if not is_folder:
        return named
    wanted = [each for each in named if not each.name.startswith(".") and each.name.lower().endswith(endings)]
    if not wanted:
        raise PermanentFailure(f"{url} holds no postings: expected files ending in {', '.join(endings)}")
    return wanted
