"""Compressed files and archives: unpacked to the disk, never further than a limit."""

import gzip
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found, Reader

#: What a file may unpack to; a bomb of a few kilobytes unpacks to more.
MAX_UNPACKED_BYTES = 2_000_000_000
#: Above so many bytes, a file that unpacks to more than so many times its size is a bomb: text packs 10 times.
BOMB_FROM_BYTES, BOMB_RATIO = 50_000_000, 200
MAX_MEMBERS = 100_000
MAX_DEPTH = 3
_PIECE = 1_000_000
_ENCRYPTED = 0x1


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def read_gzip(drop: Drop, read: Reader) -> Found:
    """What a .gz file holds; of one that ends early, what could be unpacked.

    Raises:
        PermanentFailure: It is broken, ends early, or unpacks to too much.
    """
    _refuse_deep(drop)
    name = drop.name.removesuffix(".gz").removesuffix(".GZ")
    with _scratch() as target:
        broken: Exception | None = None
        with gzip.open(drop.path) as packed:
            try:
                _unpack(packed, target, drop.path.stat().st_size)
            except (OSError, EOFError, zlib.error) as error:
                broken = error
        if target.stat().st_size:
            yield from read(drop.within(target, name))
        if broken:
            raise PermanentFailure(f"it is broken after {target.stat().st_size:,} bytes: {broken}") from broken


def read_zip(drop: Drop, read: Reader) -> Found:
    """The files of an archive, each read as if it were dropped; one that cannot be read is refused alone.

    Raises:
        PermanentFailure: It is no archive, or has too many files in it.
    """
    _refuse_deep(drop)
    try:
        archive = zipfile.ZipFile(drop.path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise PermanentFailure(f"it is no ZIP archive: {error}") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_hidden(member.filename)]
        if len(members) > MAX_MEMBERS:
            raise PermanentFailure(f"it holds {len(members):,} files, more than {MAX_MEMBERS:,}; split it")
        left = MAX_UNPACKED_BYTES
        for member in members:
            label = f"{drop.label}/{member.filename}"
            inner = drop.within(drop.path, PurePosixPath(member.filename).name, label)
            with _scratch() as target:
                try:
                    left -= _member(archive, member, target, left)
                except (PermanentFailure, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError,
                        RuntimeError, ValueError) as error:  # fmt: skip
                    yield inner.refused(f"cannot be read: {error}")
                    continue
                yield from read(drop.within(target, inner.name, label))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    if stat.S_ISLNK(member.external_attr >> 16):
        raise PermanentFailure("it is a link: pack the file that it leads to")
    if member.flag_bits & _ENCRYPTED:
        raise PermanentFailure("it is locked by a password: pack it without one")
    with archive.open(member) as packed:
        return _unpack(cast(_Readable, packed), target, member.compress_size, left)


def _unpack(packed: _Readable, target: Path, size: int, left: int = MAX_UNPACKED_BYTES) -> int:
    written = 0
    with target.open("wb") as file:
        while piece := packed.read1(_PIECE):
            written += len(piece)
            if written > left or (written > BOMB_FROM_BYTES and written > BOMB_RATIO * max(size, 1)):
                file.truncate(0)
                raise PermanentFailure(f"it unpacks to more than {written - len(piece):,} bytes; split it")
            file.write(piece)
    return written


def _refuse_deep(drop: Drop) -> None:
    if drop.depth >= MAX_DEPTH:
        raise PermanentFailure(f"it lies in more than {MAX_DEPTH} archives: unpack it")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="jd_assets_") as folder:
        path = Path(folder) / "unpacked"
        path.touch()
        yield path
