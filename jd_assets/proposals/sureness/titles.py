"""Grades and names the titles that a posting brings: a sub-role, an alias or a new role."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from jd_assets.contracts.run import Run
from jd_assets.library.snapshot import Library, Role
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.text.employers import employer_key
from jd_assets.text.gazetteer import places
from jd_assets.text.level_words import RANKS
from jd_assets.text.plurals import singular
from jd_assets.text.role_names import proposed_role
from jd_assets.text.tables import rows_of
from jd_assets.text.titles import GENERIC_HEADS, names_work, normalise_title

#: Words of a title beyond which it is a headline.
_LONGEST = 4
#: Words that say which of several things a title means, or that it means several.
_SEVERAL = re.compile(r"\s/\s|\w\w/\w\w|\bor\b|\||\+")
#: Who leads others does another work than they do.
_MANAGERS = frozenset({"manager", "director", "head", "supervisor", "leader", *RANKS})
#: What stands before a role and makes it no other work: whom it leads, or how high it is.
_RANKING = frozenset({"team", *RANKS})
#: Confidence of a decision from which its title may name the role.
_TITLE_TELLS = 0.8


def shown_title(title: str) -> str:
    """A title without level, contract, place and requisition, as the library would write it."""
    return proposed_role(title)[1]


def sub_role_grade(run: Run, title: str, role: Role, library: Library) -> Grade:
    """A sub-role is sure where what narrows the role is a field that the library or a table of trades knows."""
    core = normalise_title(title).core.split()
    if not core or _is_title(core, library):
        return Grade.UNLIKELY
    if _names_no_field(core) or _RANKING & set(_beyond_alias(core, role)):
        return Grade.UNLIKELY
    if _SEVERAL.search(title) or _names_other(core, role, library):
        return Grade.DOUBTFUL
    narrow = _beyond_alias(core, role)
    if not narrow or len(core) > _LONGEST:
        return Grade.DOUBTFUL
    if any(word in RANKS or word in _heads() for word in narrow) or set(narrow) & _employer_words(run):
        return Grade.DOUBTFUL
    return Grade.SURE if _is_field(narrow, library) else Grade.DOUBTFUL


def alias_grade(run: Run, title: str, role: Role, library: Library) -> Grade:
    """An alias is sure where head and every word of the title are words that titles of this role have.

    One of the words must be in titles of this role alone: "Logistics Specialist" says the work of several.
    """
    core = normalise_title(title).core.split()
    if not core or not names_work(title) or _names_no_field(core) or core[-1] not in _heads():
        return Grade.UNLIKELY
    heads = {alias.normalised.split()[-1] for alias in role.aliases if alias.normalised}
    told = {singular(word) for alias in role.aliases for word in alias.normalised.split()}
    content = [word for word in core if word not in GENERIC_HEADS]
    own = [word for word in content if singular(word) in told]
    if not own:
        return Grade.UNLIKELY
    if _MANAGERS & set(core) and not _MANAGERS & set(normalise_title(role.display_name).core.split()):
        return Grade.DOUBTFUL
    whole = core == normalise_title(title).whole.split()
    if all(_is_told_elsewhere(word, role, library) for word in own) or set(core[-2:]) <= GENERIC_HEADS:
        return Grade.DOUBTFUL
    if core[-1] in heads and len(own) == len(content) and whole and not _SEVERAL.search(title):
        return Grade.SURE if run.decision.confidence >= _TITLE_TELLS and len(core) <= _LONGEST else Grade.DOUBTFUL
    return Grade.DOUBTFUL


def role_grade(run: Run, title: str | None, library: Library) -> Grade:
    """A new role is sure where its title ends in the noun of a job and holds no title of the library.

    A lone "Scientist" says nothing of the work, "Data Operations" nobody who does it, however many employers post them.
    """
    core = normalise_title(title).core.split() if title else []
    if not core or not title or not names_work(title) or _is_known(core, library):
        return Grade.UNLIKELY
    if (len(core) == 1 and core[0] in GENERIC_HEADS) or (core[-1] not in _heads() and _is_field(core[-1:], library)):
        return Grade.UNLIKELY
    if core[-1] not in _heads() or len(core) > _LONGEST or _SEVERAL.search(title):
        return Grade.DOUBTFUL
    odd = any(word.isdigit() or word in places() for word in core) or set(core) & _employer_words(run)
    lone = len(core) == 1 and core[0] not in _speaking_heads()
    return Grade.DOUBTFUL if odd or lone else Grade.SURE


def _is_told_elsewhere(word: str, role: Role, library: Library) -> bool:
    """Titles of another role have the word."""
    return bool(_roles_of_word(library)[singular(word)] - {role.slug})


def _roles_of_word(library: Library) -> Mapping[str, frozenset[str]]:
    held_titles = ((title, *(role.slug for role, _ in held)) for title, held in library.alias_index.items())
    return _roles_by_word(tuple(held_titles))


@lru_cache(maxsize=2)
def _roles_by_word(titles: Sequence[tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for title, *slugs in titles:
        for word in title.split():
            found[singular(word)].update(slugs)
    return {word: frozenset(slugs) for word, slugs in found.items()}


def _names_no_field(core: Sequence[str]) -> bool:
    """No word besides the heads says what the work is of: a lone "Analyst", and what is left of a "Team Lead"."""
    return all(word in GENERIC_HEADS for word in core)


def _is_title(core: Sequence[str], library: Library) -> bool:
    whole = " ".join(core)
    return whole in library.alias_index or "-".join(core) in library.role_by_slug


def _is_known(core: Sequence[str], library: Library) -> bool:
    """The words hold a title of the library, in any order where they are all its words."""
    if any(part in library.alias_index for part in _parts(core)):
        return True
    return _is_title(core, library) or frozenset(core) in _orders(library)


@cache
def _orders_of(aliases: frozenset[str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(alias.split()) for alias in aliases)


def _orders(library: Library) -> frozenset[frozenset[str]]:
    return _orders_of(frozenset(library.alias_index))


def _parts(core: Sequence[str]) -> Iterator[str]:
    for start in range(len(core)):
        for end in range(start + 2, len(core) + 1):
            yield " ".join(core[start:end])


def _beyond_alias(core: Sequence[str], role: Role) -> list[str]:
    """The words before the longest title of the role that the core ends in."""
    titles = {alias.normalised for alias in role.aliases}
    for start in range(1, len(core)):
        if " ".join(core[start:]) in titles:
            return list(core[:start])
    return []


def _names_other(core: Sequence[str], role: Role, library: Library) -> bool:
    """A part of the title is one of another role: "Data Analytics Software Test Engineer"."""
    narrow, head = _beyond_alias(core, role), core[-1]
    parts = [*_parts(core), " ".join([*narrow, head])]
    return any(other.slug != role.slug for part in parts for other, _ in library.alias_index.get(part, ()))


def _is_field(words: Sequence[str], library: Library) -> bool:
    whole = " ".join(words)
    return whole in library.skill_spellings or all(singular(word) in _trade_words() for word in words)


@cache
def _trade_words() -> frozenset[str]:
    """Words of industries, of what is studied and of families of roles."""
    texts = [f"{row['domain']} {row['aliases']}" for row in rows_of("industries")]
    texts += [" ".join(row.values()) for name in ("fields_of_study", "role_families") for row in rows_of(name)]
    words = re.findall(r"[^\W\d_]{3,}", " ".join(texts).casefold())
    return frozenset(singular(word) for word in words) - _heads() - {"product", "company", "service", "other"}


@cache
def _heads() -> frozenset[str]:
    return frozenset(row["head"] for row in rows_of("title_heads"))


@cache
def _speaking_heads() -> frozenset[str]:
    return frozenset(row["head"] for row in rows_of("title_heads") if row["use"] == "alone")


def _employer_words(run: Run) -> set[str]:
    return set(employer_key(run.employer).split())
