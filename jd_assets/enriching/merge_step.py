"""The step that finds the library skill that a name is another spelling of, and the version a name holds."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from jd_assets.contracts.enrichment import MergeTarget
from jd_assets.enriching.nearest_neighbours import Neighbours
from jd_assets.enriching.spellings import Spellings
from jd_assets.library.snapshot import Skill
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.text.spelling_key import cased_letters, spelling_key

#: Ratio of matching letters from which an admin is shown a near skill as a possible misspelling; below it other words
#: begin to match. Extraction merges from 90 on by itself, where no other digits or endings speak against it.
_CLOSE = 88.0
#: Letters from which a key, or a slip of the pen, tells one skill from the others.
_SHORTEST_KEY = 3
_SHORTEST_SLIP = 6

_VERSION = re.compile(
    r"(?P<base>.*[^\s\d.-])[\s-]*(?:\bv(?:ersion)?\.?\s?)?(?P<version>\d+(?:\.\d+)*(?:\.x)?\+?)", re.IGNORECASE
)
_SAID_TO_BE_VERSION = re.compile(r"(?:\bv(?:ersion)?\.?\s?\d+(?:\.\d+)*|\s\d+\.\d+(?:\.\d+)*)\+?$", re.IGNORECASE)


@dataclass(frozen=True)
class Merge:
    """What came of it.

    Attributes:
        target: The library skill, certain or only possible; None where there is none.
        skill: The same, where it is certain: the name is this skill.
        version: The version that the name holds.
        base: The name without its version.
        log: The step's log.
    """

    base: str
    version: str | None = None
    target: MergeTarget | None = None
    skill: Skill | None = None
    log: tuple[str, ...] = ()


def merge(name: str, neighbours: Neighbours, spellings: Spellings) -> Merge:
    """Look a name up without its version, its case, its punctuation and a plural s; else among its neighbours."""
    base, version = _versioned(name, spellings)
    skill = _known(base, spellings)
    if skill is not None:
        certain = spelling_key(base) in spellings.sure and not _is_prose(base, skill)
        holds = f", version {version}" if version else ""
        said = f"'{name}' {'is' if certain else 'may be'} another spelling of {skill.name} ({skill.skill_id}){holds}"
        return Merge(base, version, _target(skill, certain), skill if certain else None, (said,))
    close = next((near for near, _ in neighbours if _is_slip(base, near.name)), None)
    if close is not None:
        said = f"'{name}' may be a slip of the pen for {close.name} ({close.skill_id})"
        return Merge(base, version, _target(close, False), None, (said,))
    return Merge(base, version)


def _is_prose(name: str, skill: Skill) -> bool:
    """Whether it is written as plain words although the skill has a proper name: "data flow" is not Dataflow."""
    return name.islower() and skill.skill_nature not in FIELDS_OF_WORK


def _target(skill: Skill, certain: bool) -> MergeTarget:
    return MergeTarget(skill_id=skill.skill_id, name=skill.name, is_certain=certain)


def _versioned(name: str, spellings: Spellings) -> tuple[str, str | None]:
    """A name and its version: one that is written as such, or any number behind a library skill that has versions."""
    found = _VERSION.fullmatch(name.strip())
    if found is None:
        return name, None
    base = re.sub(r"\s*\bv(?:ersion)?\.?$", "", found["base"], flags=re.IGNORECASE).strip()
    skill = spellings.find(base)
    versioned = skill is not None and skill.version_strategy != "UNVERSIONED" and len(base) >= _SHORTEST_KEY
    if versioned or (base and _SAID_TO_BE_VERSION.search(name)):
        return base, found["version"]
    return name, None


def _known(name: str, spellings: Spellings) -> Skill | None:
    """The skill that a name spells."""
    key = spelling_key(name)
    skill = spellings.by_key.get(key)
    if skill is None or (len(key) < _SHORTEST_KEY and not spellings.find(name)):
        return None
    letters = {cased_letters(text).upper() for text in (skill.name, *(alias for alias, _ in skill.aliases))}
    own = cased_letters(name).upper()
    # An acronym with an "s" more is another acronym, and so is a short word: EPIC is no epics, and rail is not Rails.
    is_plural = not name.isupper() and (len(key) >= _SHORTEST_SLIP or own.removesuffix("S") in letters)
    return skill if own in letters or is_plural else None


def _is_slip(name: str, known: str) -> bool:
    if len(name) < _SHORTEST_SLIP or re.sub(r"\D", "", name) != re.sub(r"\D", "", known):
        return False
    pairs = list(zip(name.lower().split(), known.lower().split(), strict=False))
    if len(pairs) != len(name.split()) or len(pairs) != len(known.split()):
        return False
    # Another beginning is another word: "Biochemistry" is no misspelt "Chemistry".
    return all(own[0] == other[0] for own, other in pairs) and fuzz.ratio(name.lower(), known.lower()) >= _CLOSE
