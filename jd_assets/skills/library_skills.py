"""The library skills that a posting names: matched, borne out by context, and heard."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jd_assets.skills.context import accepted
from jd_assets.skills.links import linked
from jd_assets.skills.matcher import Match, SpellingFit, find_matches
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.reading import Reading
from jd_assets.skills.role_words import is_role, precedes_role
from jd_assets.skills.vocabulary import Vocabulary

_AS_A_SKILL = re.compile(
    r"\b(?:experience|knowledge|expertise|proficien\w+|familiar\w*|skills?)\s+(?:with|in|of|using)\s+$"
)
_CUE_WINDOW = 40


@dataclass(frozen=True, slots=True)
class LibrarySkills:
    """Mentions that count, and library spellings that do not: in prose, or in text about the employer."""

    mentions: list[Mention]
    in_prose: list[Match]
    in_boilerplate: list[Match]


def library_skills(reading: Reading, vocabulary: Vocabulary) -> LibrarySkills:
    """Find every library spelling in a posting and sort out what it amounts to."""
    matches = find_matches(reading.text, reading.view, vocabulary)
    borne_out = accepted(reading, matches)
    certain = [match for match in borne_out if not _names_role(reading.view, match)]
    heard = [match for match in certain if reading.counts_for_skills(match.start) and not _describes(reading, match)]
    wanted = [match for index, match in enumerate(heard) if not _names_employer(reading, heard, index)]
    rejected = set(map(id, matches)) - set(map(id, borne_out))
    return LibrarySkills(
        mentions=[mention for match in wanted for mention in _mentions(reading, match)],
        in_prose=[match for match in matches if id(match) in rejected and match.fit is not SpellingFit.WRONG_CASE],
        in_boilerplate=[match for match in certain if not reading.counts_for_skills(match.start)],
    )


def _mentions(reading: Reading, match: Match) -> Iterator[Mention]:
    mention = reading.mention(match.start, match.end, match.form.entry, How.NAME if match.form.is_name else How.ALIAS)
    language = match.form.language
    if language is None:
        yield mention
        return
    start = reading.view.find(language.name.lower(), match.start, match.end)
    inner = [reading.mention(start, start + len(language.name), language, How.NAME)] if start >= 0 else []
    yield from sorted([mention, *inner], key=lambda named: (named.start, named.end))


def _names_role(view: str, match: Match) -> bool:
    """A role, or a field of work that says which role ("DevOps engineers")."""
    if is_role(view, match.start, match.end):
        return True
    return match.form.entry.skill_nature in FIELDS_OF_WORK and precedes_role(view, match.end)


def _describes(reading: Reading, match: Match) -> bool:
    """A field of work in a sentence that asks nobody for it."""
    return match.form.entry.skill_nature in FIELDS_OF_WORK and not reading.addresses(match.start)


def _names_employer(reading: Reading, matches: Sequence[Match], index: int) -> bool:
    """The employer's own name; in a list of other skills, or after "experience with", its product is meant."""
    match = matches[index]
    if not reading.names_employer(match.start, match.end):
        return False
    if _AS_A_SKILL.search(reading.view, max(0, match.start - _CUE_WINDOW), match.start):
        return False
    neighbours = [matches[at] for at in (index - 1, index, index + 1) if 0 <= at < len(matches)]
    return not any(linked(reading.view, left, right) for left, right in pairwise(neighbours))
