"""Titles of taxonomies: which of the occupations that share one it names, and which can be no job of that noun.

ESCO and O*NET give every occupation a dozen further titles, "Accountant" to financial controllers and "Driver" to ten
occupations, so that sharing a title says little; what an occupation is called itself says more.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.library.snapshot import Role
from jd_assets.text.plurals import singular
from jd_assets.text.titles import normalise_title, speaking_nouns

#: Letters that two forms of one word share: "auto" and "automotive".
_STEM = 4
#: Words of an occupation's name that only join others, or say of which class it is the rest.
_JOINING = frozenset("a an and as at by for in of or the to with other except all".split())


def named_by(title: str, hits: Sequence[AliasMatch], roles: Mapping[int, Role]) -> Sequence[AliasMatch]:
    """The hits of occupations that are called what the title says, and nothing besides; all where there is none.

    The longest name wins: an "industrial electrician" is more than an electrician, and a general occupation stands
    before its specialities where the title names none. Of names that all say more those with the title's noun are kept.

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
    return kept if longest else [hit for hit in kept if is_called(hit.display_name, said[-1])] or kept


def says_all(title: str, name: str) -> bool:
    """A title says every word of an occupation's name."""
    return _length_within(_words_of_name(name), _words(title)) > 0


def is_called(name: str, noun: str) -> bool:
    """An occupation's own name has the noun: "Mathematics teacher at secondary school" has "teacher"."""
    return noun in _words_of_name(name)


def job_noun(title: str) -> str | None:
    """The noun of who does the work, where it tells the work: "driver" of "Night Driver", nothing of "Engineer"."""
    words = _words(normalise_title(title).core)
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
    return _words(normalise_title(name).whole)


def _words(title: str) -> tuple[str, ...]:
    words = title.replace("/", " ").replace(",", " ").split()
    return tuple(singular(word) for word in words if word not in _JOINING)
