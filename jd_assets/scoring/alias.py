"""Alias scores: how close the titles of a posting are to the titles of each role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.library.snapshot import Alias, Role
from jd_assets.library.titles import GENERIC_HEADS, Title, normalise_title
from jd_assets.parsing.gazetteer import places, states
from jd_assets.scoring.index import Floats, RoleIndex

#: Score of "Payments Backend Engineer" for "Backend Engineer": the same role, said more narrowly.
CONTAINED = 0.9
#: Titles below this similarity (rapidfuzz ratio, 0..100) are no spelling variants of each other.
FUZZY_FLOOR = 85.0
#: Letters from which a word may have a slip, and from which two. One letter makes another word of a short one: "qa" and
#: "ba", "site" and "siem".
ONE_SLIP, TWO_SLIPS = 5, 9
#: Letters that words with different endings share: "engineer" and "engineering".
STEM = 6
#: What a fuzzy hit may score at most, so that it never equals an exact one.
FUZZY_CEILING = 0.85
#: Cosine below which two titles are different jobs; at .75 the MiniLM neighbours of a title are mostly other levels or
#: wordings of it, below they are other specialities.
SEMANTIC_FLOOR = 0.75
SEMANTIC_CEILING = 0.75
#: Roles shown in the payload.
TOP = 5


@dataclass(frozen=True)
class TitleSet:
    """The titles of one posting: the one it was given or states first, then other names it uses for the role."""

    main: str | None
    others: tuple[str, ...]

    def ordered(self) -> list[str]:
        """All titles, the main one first, without repeats."""
        return list(dict.fromkeys(title for title in (self.main, *self.others) if title))


def alias_matches(titles: TitleSet, index: RoleIndex, vectors: dict[str, Floats]) -> list[AliasMatch]:
    """The roles whose aliases the titles are like, best first, at most `TOP`.

    A hit of the main title outranks hits of the other names: these only speak where the main title says nothing.

    Args:
        titles: The posting's titles.
        index: The library's index.
        vectors: Unit vector of each title, as written, for the semantic score.
    """
    ordered = titles.ordered()
    main, others = (ordered[:1], ordered[1:]) if titles.main else ([], ordered)
    found = _best_a_role(_title_matches(main, index, vectors))
    if not any(match.kind in ("exact", "contained") for match in found):
        found = _best_a_role([*found, *_title_matches(others, index, vectors)])
    return found[:TOP]


def _title_matches(titles: Sequence[str], index: RoleIndex, vectors: dict[str, Floats]) -> list[AliasMatch]:
    found: list[AliasMatch] = []
    for title in titles:
        normal = normalise_title(title)
        exact = list(_exact(title, normal, index)) or list(_contained(title, normal, index))
        found += exact or [*_fuzzy(title, normal, index), *_semantic(title, index, vectors)]
    return found


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
            hits = index.library.alias_index.get(" ".join(words[cut:]), [])
            if hits:
                for role, alias in hits:
                    yield _match(role, alias, title, CONTAINED, "contained", " ".join(words[:cut]))
                return


def _fuzzy(title: str, normal: Title, index: RoleIndex) -> Iterable[AliasMatch]:
    for _, ratio, position in process.extract(
        normal.whole, index.alias_texts, scorer=fuzz.ratio, score_cutoff=FUZZY_FLOOR, limit=TOP
    ):
        role, alias = index.aliases[position]
        if _spelled_alike(normal.whole, alias.normalised):
            yield _match(index.roles[role], alias, title, FUZZY_CEILING * ratio / 100, "fuzzy")


def _spelled_alike(title: str, alias: str) -> bool:
    """Word by word the same but for slips: "ui engineer" is nearer to "qa engineer" in letters than in meaning."""
    words, others = title.split(), alias.split()
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    return all(_same_word(word, other) for word, other in zip(words, others, strict=True))


def _same_word(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    if shorter == longer or (len(shorter) >= STEM and longer.startswith(shorter)):
        return True
    slips = (len(shorter) >= ONE_SLIP) + (len(shorter) >= TWO_SLIPS)
    return OSA.distance(word, other) <= slips


def _semantic(title: str, index: RoleIndex, vectors: dict[str, Floats]) -> Iterable[AliasMatch]:
    if title not in vectors or not index.aliases:
        return
    similarities, words = index.alias_vectors @ vectors[title], normalise_title(title).whole.split()
    for position in np.argsort(-similarities, kind="stable")[: 2 * TOP]:
        similarity = float(similarities[position])
        if similarity < SEMANTIC_FLOOR:
            return
        role, alias = index.aliases[int(position)]
        if not _says_less(words, alias):
            yield _match(index.roles[role], alias, title, SEMANTIC_CEILING * similarity, "semantic")


def _says_less(words: Sequence[str], alias: Alias) -> bool:
    """The title lacks just what makes the alias that role: "Engineer" beside "Research Engineer".

    A head may be left out where there is none ("Data Science"), but not changed ("Software Engineering Manager").
    """
    others = alias.normalised.split()
    held = all(any(_same_word(word, other) for other in others) for word in words)
    missing = {other for other in others if not any(_same_word(word, other) for word in words)}
    return held and not (missing <= GENERIC_HEADS and GENERIC_HEADS.isdisjoint(words))


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
