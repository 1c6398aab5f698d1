"""The kept dictionary is the one that would be built, and a broken file costs time only."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.library.snapshot import Library
from jd_assets.library.vocabulary import build_vocabulary
from jd_assets.library.vocabulary_file import KEPT, vocabulary_of


@pytest.fixture(scope="module")
def library(library_url: str) -> Library:
    whole = RoleLibraryResource(database_url=library_url).library()
    return replace(whole, skills=dict(islice(whole.skills.items(), 200)))  # the dictionary of all takes three seconds


def test_what_is_read_back_is_what_was_built(library: Library, tmp_path: Path) -> None:
    built = vocabulary_of(library, tmp_path)
    assert vocabulary_of(library, tmp_path) == built == build_vocabulary(library)


def test_a_kept_dictionary_is_not_built_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = vocabulary_of(library, tmp_path)
    monkeypatch.delattr("jd_assets.skills.vocabulary.Vocabulary.build")
    assert vocabulary_of(library, tmp_path) == built


def test_a_library_with_another_spelling_has_a_dictionary_of_its_own(library: Library, tmp_path: Path) -> None:
    vocabulary_of(library, tmp_path)
    skill = next(iter(library.skills.values()))
    spelled = replace(skill, aliases=(*skill.aliases, ("quuxing", "")))
    other = replace(library, skills={**library.skills, skill.skill_id: spelled})
    assert vocabulary_of(other, tmp_path).find("quuxing") is not None


@pytest.mark.parametrize("damage", [lambda held: held[: len(held) // 2], lambda _: b"", lambda _: b"\x80\x05K\x01."])
def test_a_damaged_file_is_made_anew(library: Library, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    built = vocabulary_of(library, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert vocabulary_of(library, tmp_path) == built
    assert vocabulary_of(library, tmp_path) == built


def test_a_folder_that_cannot_be_written_to_is_done_without(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert vocabulary_of(library, tmp_path / "file" / "cache") == build_vocabulary(library)


def test_old_dictionaries_go(library: Library, tmp_path: Path) -> None:
    for name in range(KEPT + 2):
        (tmp_path / f"vocabulary-{name}-x.pickle").write_bytes(b"")
    vocabulary_of(library, tmp_path)
    assert len(list(tmp_path.glob("*.pickle"))) == KEPT
