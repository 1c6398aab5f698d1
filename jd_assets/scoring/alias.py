"""Alias scores: how close the titles of a posting are to the titles of each role."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.embedding.vectors import Floats
from jd_assets.library.snapshot import Alias, Role
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.near_titles import meant_alike, spelled_like
from jd_assets.text.gazetteer import places, states
from jd_assets.text.titles import Title, job_nouns, normalise_title

#: Score of "Payments Backend Engineer" for "Backend Engineer": the same role, said more narrowly.
CONTAINED = 0.9
#: What a fuzzy hit may score at most, so that it never equals an exact one.
FUZZY_CEILING = 0.85
#: The same for a semantic one.
SEMANTIC_CEILING = 0.75
#: Roles shown in the payload.
TOP = 5
#: What sets jobs of one title side by side; "UI/UX" and "CI/CD" are short on both sides.
_BESIDE = re.compile(r"\s+/\s*|\s*/\s+|(?<=[a-z]{4})/(?=[A-Za-z][a-z]{3})|\s+or\s+")
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


def alias_matches(
    postings: Sequence[TitleSet], index: RoleIndex, vectors: Mapping[str, Floats]
) -> list[list[AliasMatch]]:
    """For each posting the roles whose aliases its titles are like, best first, at most `TOP`.

    A hit of the main title outranks hits of the other names: these only speak where the main title says nothing, or
    where it is the title of so many roles that it says nothing and another name is the title of one.

    Args:
        postings: The titles of each posting.
        index: The library's index.
        vectors: Unit vector of each title, as written, for the semantic score.
    """
    ordered = [titles.ordered() for titles in postings]
    mains = [titles[: 1 if given.main else 0] for titles, given in zip(ordered, postings, strict=True)]
    of_title = _title_matches((title for titles in mains for title in titles), index, vectors)
    found = [_best_a_role(match for title in titles for match in of_title[title]) for titles in mains]
    unnamed = [row for row, matches in enumerate(found) if not any(_names(match) for match in matches)]
    general = [row for row, matches in enumerate(found) if len(_exact_of(matches)) >= GENERAL_TITLE]
    others = {row: ordered[row][len(mains[row]) :] for row in (*unnamed, *general)}
    of_title = _title_matches((title for titles in others.values() for title in titles), index, vectors)
    for row in unnamed:
        found[row] = _best_a_role([*found[row], *(match for title in others[row] for match in of_title[title])])
    for row in general:
        exact = [_exact_of(of_title[title]) for title in others[row]]
        told = (match for matches in exact if len(matches) == 1 for match in matches)
        sure = _best_a_role(match for match in told if not index.roles[index.position_of[match.role_id]].is_general)
        found[row] = sure if len(sure) == 1 else found[row]
    return [matches[:TOP] for matches in found]


def _exact_of(matches: Iterable[AliasMatch]) -> list[AliasMatch]:
    return [match for match in matches if match.kind == "exact"]


def _names(match: AliasMatch) -> bool:
    return match.kind in ("exact", "contained")


def _title_matches(
    titles: Iterable[str], index: RoleIndex, vectors: Mapping[str, Floats]
) -> dict[str, list[AliasMatch]]:
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
    embedded = [title for title in missed if title in vectors]
    if embedded and index.aliases:
        wholes, matrix = [normals[title].whole for title in embedded], np.stack([vectors[title] for title in embedded])
        for title, hits in zip(embedded, meant_alike(wholes, matrix, index), strict=True):
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
            for role, alias in hits:
                if rest:
                    yield _match(role, alias, title, CONTAINED, "contained", rest)
                else:
                    yield _match(role, alias, title, 1.0, "exact")
            return


def _without_places(segments: Sequence[str]) -> Iterable[str]:
    """What follows a title's core but for the place of work, which narrows no role: "Data Engineer - Austin, TX"."""
    after_place = False
    for segment in segments:
        after_place = segment in places() or (after_place and segment.upper() in states())
        if not after_place:
            yield segment


def _contained(title: str, normal: Title, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of the title's end: the words before it narrow the role. What follows an alias would change it."""
    for reading in normal.readings():
        words = reading.split()
        for cut in range(1, len(words) - 1):
            if _is_another_job(words[:cut]):
                continue
            hits = index.library.alias_index.get(" ".join(words[cut:]), [])
            if hits:
                for role, alias in hits:
                    yield _match(role, alias, title, CONTAINED, "contained", " ".join(words[:cut]))
                return


def _alternatives(title: str, index: RoleIndex) -> Iterable[AliasMatch]:
    """Hits of jobs that a title sets side by side: "Software Tester / System Analyst" is as much one as the other."""
    parts = [normalise_title(part).core for part in _BESIDE.split(title)]
    if len(parts) < 2:
        return
    for part in parts:
        for role, alias in index.library.alias_index.get(part, []):
            rest = " ".join(other for other in parts if other != part)
            yield _match(role, alias, title, CONTAINED, "contained", rest or None)


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
