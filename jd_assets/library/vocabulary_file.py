"""The matching dictionary kept beside the database: every process needs it, and building it takes most of a start."""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import jd_assets.skills
import jd_assets.text
from jd_assets.library.snapshot import Library
from jd_assets.library.vocabulary import entry_hash, skill_entries, vocabulary_fingerprint
from jd_assets.skills.vocabulary import Vocabulary

#: Dictionaries kept: the current one, and the one of a library that an undo brings back.
KEPT = 2


def vocabulary_of(library: Library, folder: Path) -> Vocabulary:
    """The matching dictionary of a library, built once for its spellings and this code: .3 s instead of 3.

    Args:
        library: The library.
        folder: Where dictionaries are kept; one that cannot be written to costs each process its time.
    """
    entries = skill_entries(library)
    spelled = vocabulary_fingerprint([entry_hash(entry) for entry in entries])
    file = folder / f"vocabulary-{spelled}-{_code()}.pickle"
    # A file that another version wrote, or that a full disk cut short, is made anew.
    with suppress(OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError):
        held = pickle.loads(file.read_bytes())  # noqa: S301 - this user's own, in a folder of this user's own
        if isinstance(held, Vocabulary):
            return held
    built = Vocabulary.build(entries)
    with suppress(OSError):
        _write(file, built)
    return built


def _write(file: Path, vocabulary: Vocabulary) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=".vocabulary-")
    with os.fdopen(handle, "wb") as out:
        pickle.dump(vocabulary, out, protocol=5)
    Path(unfinished).replace(file)
    older = sorted(file.parent.glob("vocabulary-*.pickle"), key=lambda each: each.stat().st_mtime)
    for each in older[:-KEPT]:
        each.unlink(missing_ok=True)


@cache
def _code() -> str:
    """Short hash of what spellings are compiled by: the modules and word lists of skills and text."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for package in (jd_assets.skills, jd_assets.text):
        for folder in package.__path__:
            yield from sorted(
                path for path in Path(folder).rglob("*") if path.is_file() and path.parent.name != "__pycache__"
            )
