"""The library skills that a posting names: matched, borne out by context, and heard."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jd_assets.skills.context import accepted
from jd_assets.skills.discovery.doing_matches import find_doings
from jd_assets.skills.discovery.role_words import is_role
from jd_assets.skills.discovery.shared_words import find_shared
from jd_assets.skills.links import linked
from jd_assets.skills.matcher import Match, SpellingFit, find_matches, tokens_of
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.reading import Reading
from jd_assets.skills.senses import meant
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
    tokens = tokens_of(reading.text, reading.view, vocabulary)
    matches = find_matches(reading.text, reading.view, tokens, vocabulary)
    named = _and_free(accepted(reading, matches), find_shared(reading.text, tokens, vocabulary.forms))
    borne_out = _and_free(named, find_doings(reading.text, tokens, vocabulary.doings))
    heard = meant(reading, [match for match in borne_out if reading.counts_for_skills(match.start)])
    wanted = [
        match
        for index, match in enumerate(heard)
        if not (_names_employer(reading, heard, index) or reading.is_stated_elsewhere(match.form.entry))
    ]
    rejected = set(map(id, matches)) - set(map(id, borne_out))
    return LibrarySkills(
        mentions=[mention for match in wanted for mention in _mentions(reading, match)],
        in_prose=[match for match in matches if id(match) in rejected and match.fit is not SpellingFit.WRONG_CASE],
        in_boilerplate=[match for match in borne_out if _is_in_boilerplate(reading, match)],
    )


def _and_free(named: list[Match], others: list[Match]) -> list[Match]:
    """Skills by name, and those that are found otherwise where no name of a skill stands."""
    held = []
    place = 0
    for match in others:
        while place < len(named) and named[place].end <= match.start:
            place += 1
        if place == len(named) or named[place].start >= match.end:
            held.append(match)
    return sorted([*named, *held], key=lambda match: (match.start, match.end))


def _mentions(reading: Reading, match: Match) -> Iterator[Mention]:
    mention = reading.mention(match.start, match.end, match.form.entry, How.NAME if match.form.is_name else How.ALIAS)
    language = match.form.language
    if language is None:
        yield mention
        return
    start = reading.view.find(language.name.lower(), match.start, match.end)
    inner = [reading.mention(start, start + len(language.name), language, How.NAME)] if start >= 0 else []
    yield from sorted([mention, *inner], key=lambda named: (named.start, named.end))


def _is_in_boilerplate(reading: Reading, match: Match) -> bool:
    return not reading.counts_for_skills(match.start) and not is_role(reading.view, match.start, match.end)


def _names_employer(reading: Reading, matches: Sequence[Match], index: int) -> bool:
    """The employer's own name; in a list of other skills, or after "experience with", its product is meant."""
    match = matches[index]
    if not reading.names_employer(match.start, match.end):
        return False
    if _AS_A_SKILL.search(reading.view, max(0, match.start - _CUE_WINDOW), match.start):
        return False
    neighbours = [matches[at] for at in (index - 1, index, index + 1) if 0 <= at < len(matches)]
    return not any(linked(reading.view, left, right) for left, right in pairwise(neighbours))
