"""Alias scores: how close the titles of a posting are to the titles of each role."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.library.snapshot import Alias, Role
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.near_titles import meant_alike, spelled_like
from jd_assets.scoring.occupations import (
    assistant_reading,
    is_called,
    job_noun,
    most_general,
    named_beyond,
    named_by,
    said_in_parts,
    says_all,
)
from jd_assets.text.gazetteer import places, states
from jd_assets.text.titles import GENERIC_HEADS, Title, job_nouns, normalise_title, speaking_nouns

#: Score of "Payments Backend Engineer" for "Backend Engineer": the same role, said more narrowly.
CONTAINED = 0.9
#: The same where an occupation of a taxonomy is called by the very words: a "Production Pharmacist" is a pharmacist,
#: whatever else the posting says, and most occupations have little that evidence could speak for.
OCCUPATION = 0.95
#: What a fuzzy hit may score at most, so that it never equals an exact one.
FUZZY_CEILING = 0.85
#: The same for a semantic one.
SEMANTIC_CEILING = 0.75
#: Roles shown in the payload, and all that share the title.
TOP = 5
#: What sets jobs of one title side by side; "UI/UX" and "CI/CD" are short on both sides.
_BESIDE = re.compile(r"\s+/\s*|\s*/\s+|(?<=[a-z]{4})/(?=[A-Za-z][a-z]{3})|\s+or\s+")
_AND = re.compile(r"\s+and\s+|\s*&\s*")
#: Between a job and the one that it is for: "Assistant to the Project Manager".
_TO = frozenset({"to", "of", "the", "for", "a", "an", "our"})


#: A title that so many roles share tells nothing about which of them it is: "Software Engineer".
GENERAL_TITLE = 4


@dataclass(frozen=True)
class TitleSet:
    """The titles of one posting: the one it was given or states first, then other names it uses for the role."""

    main: str | None
    others: tuple[str, ...]

    def ordered(self) -> list[str]:
        """All titles, the main one first, without repeats."""
        return list(dict.fromkeys(title for title in (self.main, *self.others) if title))


def alias_matches(postings: Sequence[TitleSet], index: RoleIndex) -> list[list[AliasMatch]]:
    """For each posting the roles whose aliases its titles are like, best first, at most `TOP`.

    A hit of the main title outranks hits of the other names: these only speak where the main title says nothing, or
    where it is the title of so many roles that it says nothing and another name is the title of one.

    Args:
        postings: The titles of each posting.
        index: The library's index, whose embedder reads the titles that no alias is like by its words.
    """
    ordered = [titles.ordered() for titles in postings]
    mains = [titles[: 1 if given.main else 0] for titles, given in zip(ordered, postings, strict=True)]
    of_title = _title_matches((title for titles in mains for title in titles), index)
    found = [_best_a_role(match for title in titles for match in of_title[title]) for titles in mains]
    unnamed = [row for row, matches in enumerate(found) if not any(_names(match) for match in matches)]
    general = [row for row, matches in enumerate(found) if len(_exact_of(matches)) >= GENERAL_TITLE]
    others = {row: ordered[row][len(mains[row]) :] for row in (*unnamed, *general)}
    of_title = _title_matches((title for titles in others.values() for title in titles), index)
    for row in unnamed:
        found[row] = _best_a_role([*found[row], *(match for title in others[row] for match in of_title[title])])
    for row in general:
        exact = [_exact_of(of_title[title]) for title in others[row]]
        told = (match for matches in exact if len(matches) == 1 for match in matches)
        sure = _best_a_role(match for match in told if not index.roles[index.position_of[match.role_id]].is_general)
        found[row] = sure if len(sure) == 1 else found[row]
    return [matches[: max(TOP, _alike(matches))] for matches in found]


def _alike(matches: Sequence[AliasMatch]) -> int:
    """How many roles the title names as well as the first: the evidence chooses among all of them."""
    return sum(
        1 for match in matches if _names(match) and (match.kind, match.score) == (matches[0].kind, matches[0].score)
    )


def _exact_of(matches: Iterable[AliasMatch]) -> list[AliasMatch]:
    return [match for match in matches if match.kind == "exact"]


def _names(match: AliasMatch) -> bool:
    return match.kind in ("exact", "contained")


def _title_matches(titles: Iterable[str], index: RoleIndex) -> dict[str, list[AliasMatch]]:
    """The hits of each title; what is near is only looked for where nothing is exact or contained."""
    normals = {title: normalise_title(title) for title in dict.fromkeys(titles)}
    found = {
        title: list(_exact(title, normal, index))
        or list(_alternatives(title, index))
        or list(_contained(title, normal, index))
        for title, normal in normals.items()
    }
    missed = [title for title, matches in found.items() if not matches]
    for title, hits in zip(missed, spelled_like([normals[title].whole for title in missed], index), strict=True):
        found[title] += [_near(title, alias, FUZZY_CEILING * near, "fuzzy", index) for alias, near in hits]
    if missed and index.aliases:
        wholes, vectors = [normals[title].whole for title in missed], index.embedder.encode(missed)
        for title, hits in zip(missed, meant_alike(wholes, vectors, index), strict=True):
            found[title] += [_near(title, alias, SEMANTIC_CEILING * near, "semantic", index) for alias, near in hits]
    return found


def _near(title: str, position: int, score: float, kind: str, index: RoleIndex) -> AliasMatch:
    role, alias = index.aliases[position]
    return _match(index.roles[role], alias, title, score, kind)


def _exact(title: str, normal: Title, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of the whole title, or of its core when what follows names no other thing of its own."""
    for reading in normal.readings():
        hits = index.library.alias_index.get(reading, [])
        if hits:
            rest = " ".join(_without_places(normal.rest)) if reading == normal.core else None
            found = [_exact_match(role, alias, title, rest, reading, index) for role, alias in hits]
            yield from named_by(reading, [*found, *_called_beyond(title, reading, found, index)], index.role_by_id)
            return


def _exact_match(role: Role, alias: Alias, title: str, rest: str | None, reading: str, index: RoleIndex) -> AliasMatch:
    """An exact hit, or one that says more; of a taxonomy, the role must be called by the noun of the title."""
    noun = job_noun(reading)
    if rest or (role.imported and noun and not is_called(role.display_name, noun)):
        return _contained_match(role, alias, title, reading, rest or None, index)
    return _match(role, alias, title, 1.0, "exact")


def _called_beyond(title: str, reading: str, found: Sequence[AliasMatch], index: RoleIndex) -> Iterable[AliasMatch]:
    """Occupations that are called what the title says, and more, where none that has it as a title is called so."""
    noun = job_noun(reading)
    if noun and not any(match.kind == "exact" for match in found):
        for _, role, alias in named_beyond(reading, index.occupation_titles.get(noun, ())):
            yield _contained_match(role, alias, title, reading, None, index)


def _contained_match(role: Role, alias: Alias, title: str, name: str, rest: str | None, index: RoleIndex) -> AliasMatch:
    is_named = role.imported and (says_all(name, role.display_name) or _is_its_own(alias, role, index))
    score = OCCUPATION if is_named else CONTAINED
    return _match(role, alias, title, score, "contained", rest)


def _is_its_own(alias: Alias, role: Role, index: RoleIndex) -> bool:
    """A title of several words that no other role has, of an occupation that is called by its noun."""
    noun = job_noun(alias.normalised)
    held = index.library.alias_index.get(alias.normalised, ())
    return " " in alias.normalised and len(held) == 1 and noun is not None and is_called(role.display_name, noun)


def _without_places(segments: Sequence[str]) -> Iterable[str]:
    """What follows a title's core but for the place of work, which narrows no role: "Data Engineer - Austin, TX"."""
    after_place = False
    for segment in segments:
        after_place = segment in places() or (after_place and segment.upper() in states())
        if not after_place:
            yield segment


def _contained(title: str, normal: Title, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of the title's end: the words before it narrow the role. What follows an alias would change it.

    A noun that tells the work can stand alone, and an occupation keeps its name before words that name no job. One that
    the title says more of with other words between wins: the "high school teacher" of a "High School History Teacher".
    """
    readings = [turned for each in normal.readings() if (turned := assistant_reading(each))]
    for reading in (*readings, *normal.readings()):
        words = reading.split()
        for cut in range(1, len(words)):
            end, narrowing = " ".join(words[cut:]), " ".join(words[:cut])
            if not _is_another_job(words[:cut]) and (hits := _held(end, index)):
                found = [_contained_match(role, alias, title, end, narrowing, index) for role, alias in hits]
                imported = all(role.imported for role, _ in hits)
                more = list(_in_parts(title, normal, len(words) - cut, index)) if imported else []
                named = more or named_by(reading, found, index.role_by_id)
                if imported and not more and " " not in end:
                    named = most_general(named, index.occupation_titles.get(end, ()), index.role_by_id)
                yield from named
                return
    found = list(_in_parts(title, normal, 1, index)) or list(_before_other_words(title, normal.core.split(), index))
    yield from found or _titled_so(title, normal, index)


def _titled_so(title: str, normal: Title, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of the few occupations with the title's noun in a title, where none is called so: the evidence chooses."""
    noun = job_noun(normal.core)
    if not noun or noun in index.occupation_titles:
        return
    held = {
        role.role_id: (role, alias)
        for role in index.roles
        for alias in role.aliases
        if role.imported and alias.normalised.split()[-1:] == [noun]
    }
    for role, alias in held.values() if len(held) <= TOP else ():
        yield _contained_match(role, alias, title, normal.core, None, index)


def _in_parts(title: str, normal: Title, beyond: int, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of occupations of which the title says more than so many words, with others between them."""
    noun = job_noun(normal.core)
    held = said_in_parts(normal.whole, index.occupation_titles.get(noun, ())) if noun else []
    if held and len(held[0][0]) > beyond:
        found = [_contained_match(role, alias, title, normal.whole, None, index) for _, role, alias in held]
        yield from named_by(normal.whole, found, index.role_by_id)


def _before_other_words(title: str, words: Sequence[str], index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of occupations that words follow which name no job: "Cash Management Accountant Suez"."""
    for end in range(len(words) - 1, 0, -1):
        if words[end] in GENERIC_HEADS or words[end] in job_nouns():
            return
        for cut in range(end):
            name, around = " ".join(words[cut:end]), " ".join((*words[:cut], *words[end:]))
            hits = [hit for hit in _held(name, index) if hit[0].imported and not _is_another_job(words[:cut])]
            if hits:
                found = [_contained_match(role, alias, title, name, around, index) for role, alias in hits]
                yield from named_by(" ".join(words[:end]), found, index.role_by_id)
                return


def _held(name: str, index: RoleIndex) -> list[tuple[Role, Alias]]:
    """The roles that have a part of a title as an alias.

    Of a taxonomy, only those that are called by its noun: it calls assistant lecturers "assistant teachers" too. One
    word is no part where it tells no work, or where it is the title of a general role.
    """
    last = name.rpartition(" ")[2]
    if " " not in name and last not in speaking_nouns():
        return []
    return [
        (role, alias)
        for role, alias in index.library.alias_index.get(name, [])
        if (is_called(role.display_name, last) if role.imported else " " in name or not role.is_general)
    ]


def _alternatives(title: str, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of jobs that a title sets side by side: "Software Tester / System Analyst" is as much one as the other."""
    parts = [normalise_title(part).core for part in _BESIDE.split(title)]
    if len(parts) < 2:
        parts = _joined_by_and(title)
    for part in parts:
        rest = " ".join(other for other in parts if other != part) or None
        hits = index.library.alias_index.get(part, [])
        found = [_contained_match(role, alias, title, part, rest, index) for role, alias in hits]
        yield from named_by(part, found, index.role_by_id)
    if len(parts) > 1 and all(map(_names_job, parts)) and not any(part in index.library.alias_index for part in parts):
        for part in filter(job_noun, parts):
            yield from _contained(title, normalise_title(part), index)


def _names_job(part: str) -> bool:
    """A part of a title ends in the noun of a job, or in one that is none without the words before it."""
    before, _, noun = part.rpartition(" ")
    return noun in job_nouns() or (bool(before) and noun in GENERIC_HEADS)


def _joined_by_and(title: str) -> list[str]:
    """Jobs joined by "and", or fields of one: "Receptionist and Office Assistant", "Pastry and Bakery Chef"."""
    parts = [normalise_title(part).core for part in _AND.split(title)]
    nouns = [part.rpartition(" ")[2] for part in parts]
    if len(parts) > 1 and all(map(_names_job, parts)):
        return parts
    if len(parts) < 2 or nouns[-1] not in job_nouns():
        return []
    if nouns[-1] not in speaking_nouns() or not all(parts):
        return []
    return [part if noun in job_nouns() else f"{part} {nouns[-1]}" for part, noun in zip(parts, nouns, strict=True)]


def _is_another_job(words: Sequence[str]) -> bool:
    """The words before an alias name a job themselves: "Recruiter of Data Engineers", "Assistant to the Manager"."""
    while words and words[-1] in _TO:
        words = words[:-1]
    return bool(words) and words[-1] in job_nouns()


def _match(
    role: Role, alias: Alias, title: str, score: float, kind: str, specialisation: str | None = None
) -> AliasMatch:
    return AliasMatch(
        display_name=role.display_name,
        role_id=role.role_id,
        slug=role.slug,
        score=round(score, 4),
        alias=alias.alias,
        title=title,
        kind=kind,
        specialisation=specialisation,
    )


def _best_a_role(matches: Iterable[AliasMatch]) -> list[AliasMatch]:
    best: dict[int, AliasMatch] = {}
    for match in matches:
        if match.role_id not in best or match.score > best[match.role_id].score:
            best[match.role_id] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.role_id))
