"""The matching dictionary of a library: its skills as far as finding them in text needs them."""

import hashlib
import json
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from jd_assets.library.snapshot import Library
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary

#: Not `astuple`: its copies of 5,600 skills took most of a second of every start.
_values = attrgetter(*(field.name for field in fields(SkillEntry)))


def skill_entries(library: Library) -> list[SkillEntry]:
    """The skills of a library with their spellings, in the order of their ids."""
    return [
        SkillEntry(
            skill_id=skill.skill_id,
            name=skill.name,
            category=skill.category,
            sub_category=skill.sub_category,
            skill_nature=skill.skill_nature,
            match=skill.match,
            aliases=skill.aliases,
        )
        for skill in library.skills.values()
    ]


def build_vocabulary(library: Library) -> Vocabulary:
    """The matching dictionary of a library."""
    return Vocabulary.build(skill_entries(library))


@lru_cache(maxsize=1 << 16)
def entry_hash(entry: SkillEntry) -> int:
    """A hash of a skill's spellings, as Postgres holds a bigint."""
    digest = hashlib.sha256(json.dumps(_values(entry)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def vocabulary_fingerprint(hashes: list[int]) -> str:
    """Short hash of a whole vocabulary: the same one finds the same skills in a text."""
    return hashlib.sha256(json.dumps(sorted(hashes)).encode()).hexdigest()[:16]
