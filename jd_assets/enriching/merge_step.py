"""The step that finds the library skill that a name is another spelling of, and the version a name holds."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from jd_assets.contracts.enrichment import MergeTarget
from jd_assets.enriching.neighbour_vote import Neighbours
from jd_assets.enriching.spellings import Spellings, squeeze
from jd_assets.library.snapshot import Skill

#: Ratio of matching letters from which an admin is shown a near skill as a possible misspelling; below it other words
#: begin to match. Extraction merges from 90 on by itself, where no other digits or endings speak against it.
_CLOSE = 85.0
#: Letters from which a squeezed spelling, or a slip of the pen, tells one skill from the others.
_SHORTEST_SQUEEZED = 3
_SHORTEST_SLIP = 6

_VERSION = re.compile(
    r"(?P<base>.*[^\s\d.-])[\s-]*(?:\bv(?:ersion)?\.?\s?)?(?P<version>\d+(?:\.\d+)*(?:\.x)?\+?)", re.I
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
    skill = _same(base, spellings)
    if skill is not None:
        # Extraction refuses a name that is also a word ("Coalesce") where its place does not bear the skill out.
        certain = skill.match == ""
        holds = f", version {version}" if version else ""
        said = f"'{name}' {'is' if certain else 'may be'} another spelling of {skill.name} ({skill.skill_id}){holds}"
        return Merge(base, version, _target(skill, certain), skill if certain else None, (said,))
    close = next((near for near, _ in neighbours if _is_slip(base, near.name)), None)
    if close is not None:
        said = f"'{name}' may be a slip of the pen for {close.name} ({close.skill_id})"
        return Merge(base, version, _target(close, False), None, (said,))
    return Merge(base, version)


def _target(skill: Skill, certain: bool) -> MergeTarget:
    return MergeTarget(skill_id=skill.skill_id, name=skill.name, is_certain=certain)


def _versioned(name: str, spellings: Spellings) -> tuple[str, str | None]:
    """A name and its version: one that is written as such, or any number behind a library skill."""
    found = _VERSION.fullmatch(name.strip())
    if found is None:
        return name, None
    base = re.sub(r"\s+v(?:ersion)?\.?$", "", found["base"], flags=re.IGNORECASE).strip()
    if _same(base, spellings) or _SAID_TO_BE_VERSION.search(name):
        return base, found["version"]
    return name, None


def _same(name: str, spellings: Spellings) -> Skill | None:
    exact = spellings.find(name)
    form = squeeze(name)
    if exact is not None or len(form) < _SHORTEST_SQUEEZED:
        return exact
    singular = form.removesuffix("s") if len(form) > _SHORTEST_SQUEEZED else form
    return next((spellings.squeezed[each] for each in (form, singular, form + "s") if each in spellings.squeezed), None)


def _is_slip(name: str, known: str) -> bool:
    if len(name) < _SHORTEST_SLIP or re.sub(r"\D", "", name) != re.sub(r"\D", "", known):
        return False
    return len(name.split()) == len(known.split()) and fuzz.ratio(name.lower(), known.lower()) >= _CLOSE
