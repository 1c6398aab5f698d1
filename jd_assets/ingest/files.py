"""Reads postings from files and folders of any kind, here or at a URL."""

import os
import stat
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from jd_assets.failures import PermanentFailure, reason_of
from jd_assets.ingest.containers.csv_file import read_csv
from jd_assets.ingest.containers.drop import Drop, Found, Progress, Reader
from jd_assets.ingest.containers.json_file import read_json
from jd_assets.ingest.containers.kind import ENDINGS, Kind, kind_of
from jd_assets.ingest.containers.lines import read_lines
from jd_assets.ingest.containers.mail import read_mail
from jd_assets.ingest.containers.packed import read_gzip, read_zip
from jd_assets.ingest.containers.page import read_page
from jd_assets.ingest.containers.parquet_file import read_parquet
from jd_assets.ingest.containers.text_file import read_pdf, read_text, read_word
from jd_assets.ingest.containers.workbook import read_workbook
from jd_assets.ingest.containers.xml_file import read_xml
from jd_assets.ingest.feeds.mapping import NO_MAPPINGS, Mappings
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.remote import RemoteFile, is_url, remote_files

SUPPORTED = ENDINGS
_EXPECTED = f"expected a file ending in {', '.join(SUPPORTED)}"

#: A file to read: of this machine, or at a URL.
Input = Path | RemoteFile


def input_files(paths: Iterable[Path | str]) -> list[Input]:
    """All files to read, folders searched, in the order of their names; hidden files of a folder are left out.

    Raises:
        PermanentFailure: A path does not exist, a file has an unknown ending, or a folder holds nothing to read.
    """
    found: list[Input] = []
    for given in paths:
        if is_url(str(given)):
            found += remote_files(str(given), SUPPORTED)
            continue
        path = Path(given)
        if path.is_dir():
            inside = list(_walked(path))
            if not inside:
                raise PermanentFailure(f"{path} holds no postings: expected files ending in {', '.join(SUPPORTED)}")
            found += inside
        elif not path.exists():
            raise PermanentFailure(f"{path} does not exist")
        elif path.suffix.lower() not in SUPPORTED:
            raise PermanentFailure(f"{path} cannot be read: {_EXPECTED}")
        else:
            found.append(path.resolve() if path.is_symlink() else path)
    return found


def _walked(folder: Path) -> Iterator[Path]:
    """The files of a folder and those within; links to folders are not followed, links to files are read as such."""
    files = (
        Path(place) / name
        for place, folders, names in os.walk(folder)
        if not folders.sort() and not any(part.startswith(".") for part in Path(place).relative_to(folder).parts)
        for name in names
        if not name.startswith(".") and Path(name).suffix.lower() in SUPPORTED
    )
    return iter(sorted(files))


def read_file(
    path: Input, mappings: Mappings = NO_MAPPINGS, source: str | None = None, progress: Progress | None = None
) -> Found:
    """The postings of one file; a line or row that is no posting is refused alone, a broken file as a whole.

    Args:
        path: The file.
        mappings: The mapping file in force.
        source: What the file is called in refusals; its name, where nothing else is given.
        progress: Where an earlier reading of the file ended, which is moved on; what came before is passed over.

    Raises:
        TransientFailure: A file at a URL could not be fetched.
    """
    called, progress = source or path.name, progress or Progress()
    if isinstance(path, RemoteFile):
        try:
            with path.local() as here:
                yield from _read(Drop(here, called, called, path.name, mappings, progress=progress))
        except PermanentFailure as error:
            yield Refused(called, called, f"{called} cannot be read: {error}")
    else:
        yield from _read(Drop(path, called, called, path.name, mappings, progress=progress))


def _read(drop: Drop) -> Found:
    """What a file gives, up to where it breaks, and then why it does."""
    try:
        _refuse_odd(drop.path)
        yield from _reader_of(drop)(drop)
    except (OSError, ValueError, PermanentFailure) as error:
        yield drop.refused(f"cannot be read: {reason_of(error)}")
    except Exception as error:  # whatever a file does to its reader, the others are taken in
        yield drop.refused(f"cannot be read: {reason_of(error)} (a fault of this program)")


def _reader_of(drop: Drop) -> Reader:
    kind = kind_of(drop.path, drop.name)
    if kind is None:
        raise PermanentFailure(_EXPECTED)
    return _READERS[kind]


def _refuse_odd(path: Path) -> None:
    """Refuse what is no file of its own: reading a FIFO never ends, and a link may lead anywhere."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise PermanentFailure("it is a link: put the file itself here")
    if not stat.S_ISREG(mode):
        raise PermanentFailure("it is no file but a pipe, device or socket: remove it")


_READERS: dict[Kind, Reader] = {
    Kind.GZIP: partial(read_gzip, read=_read),
    Kind.ZIP: partial(read_zip, read=_read),
    Kind.PDF: read_pdf,
    Kind.DOCX: read_word,
    Kind.XLSX: read_workbook,
    Kind.PARQUET: read_parquet,
    Kind.JSON: read_json,
    Kind.JSON_LINES: read_lines,
    Kind.CSV: read_csv,
    Kind.XML: read_xml,
    Kind.HTML: read_page,
    Kind.MAIL: read_mail,
    Kind.MARKDOWN: read_text,
    Kind.TEXT: read_text,
}

__all__ = ["SUPPORTED", "Input", "Record", "Refused", "input_files", "read_file"]
