"""Titles of taxonomies: which of the occupations that share one it names, and which can be no job of that noun.

ESCO and O*NET give every occupation a dozen further titles, "Accountant" to financial controllers and "Driver" to ten
occupations, so that sharing a title says little; what an occupation is called itself says more.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.library.snapshot import Alias, Role
from jd_assets.text.plurals import singular
from jd_assets.text.titles import normalise_title, speaking_nouns

#: Letters that two forms of one word share: "auto" and "automotive".
_STEM = 4
#: Words of an occupation's name that only join others, or say of which class it is the rest.
_JOINING = frozenset("a an and as at by for in of or the to with other except all".split())

#: Part of the most that one of the occupations of a noun reaches, below which another is left out. Of O*NET's teachers
#: .83 of the titles at secondary schools say "teacher", and .23 of those of economics at universities; other teachers
#: share .69 of the titles of the former, and .07 of those of health.
MOSTLY = 0.5
#: A title of an occupation with its words, in the singular and without those that only join others.
HeldTitle = tuple[frozenset[str], Role, Alias]


def named_by(title: str, hits: Sequence[AliasMatch], roles: Mapping[int, Role]) -> Sequence[AliasMatch]:
    """The hits of occupations that are called what the title says, and nothing besides; all where there is none.

    The longest name wins: an "industrial electrician" is more than an electrician, and a general occupation stands
    before its specialities where the title names none. Of names that all say more those with the title's noun are kept,
    without those that say all of another and more.

    Args:
        title: A normalised title.
        hits: Roles that share an alias which the title says.
        roles: The library's roles by id.
    """
    if len(hits) < 2 or not all(roles[hit.role_id].imported for hit in hits):
        return hits
    said = _words(title)
    lengths = [_length_within(_words_of_name(hit.display_name), said) for hit in hits]
    longest = max(lengths)
    kept = [hit for hit, length in zip(hits, lengths, strict=True) if length == longest]
    if longest:
        return kept
    called = [hit for hit in kept if is_called(hit.display_name, said[-1])]
    if called and said[-1] in speaking_nouns():
        called = _mostly_called(called, said[-1], roles)
    return _without_specialities(called) if called else kept


def _mostly_called(hits: Sequence[AliasMatch], noun: str, roles: Mapping[int, Role]) -> list[AliasMatch]:
    """Without occupations that have the noun in few of their titles: who teaches at a university is a professor."""
    shares = [_share_called(roles[hit.role_id], noun) for hit in hits]
    return [hit for hit, share in zip(hits, shares, strict=True) if share >= MOSTLY * max(shares)]


def _share_called(role: Role, noun: str) -> float:
    return sum(noun in _words(alias.normalised) for alias in role.aliases) / max(1, len(role.aliases))


def _without_specialities(hits: Sequence[AliasMatch]) -> list[AliasMatch]:
    """Without occupations whose name says all that another one's does, and more.

    Example:
        of a "Teacher", no special education teachers at a secondary school, as there are secondary school teachers
    """
    names = [frozenset(_words_of_name(hit.display_name)) for hit in hits]
    return [hit for hit, name in zip(hits, names, strict=True) if not any(other < name for other in names)]


def said_in_parts(title: str, held: Sequence[HeldTitle]) -> list[HeldTitle]:
    """The longest titles of occupations whose words a title says all, in any order and with others between them.

    Example:
        "high school teacher" of "High School Humanities Teacher", "kindergarten teacher" of "Kindergarten Main Teacher"

    Args:
        title: A normalised title.
        held: Titles of occupations that are called by its noun.
    """
    said = frozenset(_words(title))
    within = [each for each in held if len(each[0]) > 1 and each[0] <= said]
    longest = max((len(words) for words, _, _ in within), default=0)
    return [each for each in within if len(each[0]) == longest]


def named_beyond(title: str, held: Sequence[HeldTitle]) -> list[HeldTitle]:
    """Titles of occupations whose own name says all words of a title, and more: a title of one word says too little.

    Example:
        the "Business and economics teacher, secondary school" of "Economics Teacher"
    """
    said = frozenset(_words(title))
    return [each for each in held if len(said) > 1 and said < frozenset(_words_of_name(each[1].display_name))]


def most_general(
    hits: Sequence[AliasMatch], titles: Sequence[HeldTitle], roles: Mapping[int, Role]
) -> list[AliasMatch]:
    """The occupations that share most of their titles with others of the noun: a title that none has may be theirs.

    A "History Teacher" works at middle and at secondary schools, an "Anatomy Teacher" teaches health alone.

    Args:
        hits: Occupations that a noun alone names.
        titles: Titles with that noun, of these and of others.
        roles: The library's roles by id.
    """
    holders: dict[frozenset[str], set[int]] = defaultdict(set)
    for words, role, _ in titles:
        holders[words].add(role.role_id)
    shared = Counter(role_id for held in holders.values() if len(held) > 1 for role_id in held)
    shares = [shared[hit.role_id] / max(1, len(roles[hit.role_id].aliases)) for hit in hits]
    return [hit for hit, share in zip(hits, shares, strict=True) if share >= MOSTLY * max(shares)]


def titles_by_noun(roles: Sequence[Role]) -> dict[str, list[HeldTitle]]:
    """By each noun that tells a work, the titles with it of the occupations that are called by it."""
    found: dict[str, list[HeldTitle]] = defaultdict(list)
    for role in roles:
        nouns = speaking_nouns().intersection(_words_of_name(role.display_name))
        for alias in role.aliases if nouns and role.imported else ():
            words = frozenset(_words(alias.normalised))
            for noun in nouns & words:
                found[noun].append((words, role, alias))
    return dict(found)


def assistant_reading(title: str) -> str | None:
    """An "assistant teacher" is no teacher but the assistant of one: None where a title names no such assistant."""
    *before, rank, noun = ["", "", *title.split()]
    return " ".join([*before, noun, rank]).strip() if rank == "assistant" and noun in speaking_nouns() else None


def says_all(title: str, name: str) -> bool:
    """A title says every word of an occupation's name."""
    return _length_within(_words_of_name(name), _words(title)) > 0


def is_called(name: str, noun: str) -> bool:
    """An occupation's own name has the noun: "Mathematics teacher at secondary school" has "teacher"."""
    return noun in _words_of_name(name)


def job_noun(title: str) -> str | None:
    """The noun of who does the work, where it tells the work: "driver" of "Driver of a Bus", nothing of "Engineer"."""
    words = _words(normalise_title(title).core.partition(" of ")[0])
    return words[-1] if words and words[-1] in speaking_nouns() else None


def job_nouns_of(role: Role) -> frozenset[str]:
    """The nouns of all names of a role that tell its work; a name of a taxonomy may go on behind it.

    Example:
        "steward" of the data steward; no "driver" of the device driver developer
    """
    names = (role.display_name, *(alias.normalised for alias in role.aliases))
    words = (_words(name.casefold()) for name in names)
    return frozenset(word for each in words for word in (each if role.imported else each[-1:])) & speaking_nouns()


def _length_within(name: Sequence[str], said: Sequence[str]) -> int:
    """How many words a name has that the title says, 0 where the title lacks one."""
    return len(name) if all(any(_same(word, other) for other in said) for word in name) else 0


def _same(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return shorter == longer or (len(shorter) >= _STEM and longer.startswith(shorter))


@lru_cache(maxsize=10_000)
def _words_of_name(name: str) -> tuple[str, ...]:
    # "Secondary School Teachers, Except Special Education": what it leaves out is no part of what it is called.
    return _words(normalise_title(name.casefold().partition("except ")[0]).whole)


def _words(title: str) -> tuple[str, ...]:
    words = title.replace("/", " ").replace(",", " ").split()
    return tuple(singular(word) for word in words if word not in _JOINING)
