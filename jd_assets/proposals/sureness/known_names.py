"""Names that are no news: skills of the library written otherwise, said short, or with a slip of the pen."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from string import ascii_lowercase

from jd_assets.skills.plain_words import VENDORS

#: Up to so many it stands for several things in one trade: "DW", "PK", "BW".
_TOO_SHORT = 2
#: What is added to a name to say its kind: "AuroraDB".
_KINDS = frozenset({"db", "bi", "js"})
#: Letters from which one wrong letter is a slip of the pen: of shorter names it makes another ("Hive", "Jive").
_LONG = 7


def is_known(name: str, spellings: frozenset[str]) -> bool:
    """Another way to write a skill of the library, also without its maker, two that were glued, or two letters."""
    plain = re.sub(r"['’]s?$", "", name.casefold())
    if len(name) <= _TOO_SHORT or (plain != name.casefold() and plain in spellings):
        return True
    letters = name.casefold()
    if _is_slip(letters, spellings) or re.sub(r"(?<=[a-z]{3})\d$", "", letters) in spellings:
        return True
    owners = _named_before(spellings).get(letters, frozenset()) if name[0].isupper() else frozenset()
    if not (owners.isdisjoint(VENDORS) and owners.isdisjoint(spellings)):
        return True
    cuts = range(_TOO_SHORT, len(plain) - 1) if " " not in name else ()
    return any(plain[:at] in spellings and (plain[at:] in spellings or plain[at:] in _KINDS) for at in cuts)


def is_part_of_name(name: str, spellings: frozenset[str]) -> bool:
    """A word of names of the library: said alone it is a known skill said short, or says too little.

    An abbreviation may still be something of its own, which a second employer shows.

    Example:
        "Firehose" of "Kinesis Firehose", "Columnar" of "columnar databases"
    """
    return name.casefold() in _parts_of_names(spellings)


@lru_cache(maxsize=2)
def _named_before(spellings: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """By the last word of names of two words, the first words: the maker or suite that a product is said without."""
    found: dict[str, set[str]] = defaultdict(set)
    for first, _, last in (name.partition(" ") for name in spellings):
        if last and " " not in last:
            found[last].add(first)
    return {last: frozenset(firsts) for last, firsts in found.items()}


@lru_cache(maxsize=2)
def _parts_of_names(spellings: frozenset[str]) -> frozenset[str]:
    return frozenset(word for name in spellings if " " in name for word in name.split())


@lru_cache(maxsize=1 << 14)
def _is_slip(name: str, spellings: frozenset[str]) -> bool:
    """A skill of the library with two letters changed over, the wrong one doubled, or, if it is long, one letter wrong.

    Example:
        "grahpql", "spps", "skikit-learn"; not "rtkq", as one letter more makes another of a short name
    """
    cuts = [(name[:at], name[at:]) for at in range(len(name) + 1)]
    near = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1 and tail[:2].isalpha()}
    swapped = {head + letter + tail[1:] for head, tail in cuts[1:-2] if tail for letter in set(name)}
    near |= {other for other in swapped if set(other) == set(name) and other.isalpha()}
    if len(name) >= _LONG and name.isascii():
        near |= {head + tail[1:] for head, tail in cuts if tail[:1].isalpha() and head[-1:] != tail[:1]}
        near |= {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
        near |= {head + letter + tail[1:] for head, tail in cuts if tail[:1].isalpha() for letter in ascii_lowercase}
        # The plural, and what is written with one letter more in front ("kanban", "ikanban"), are other words.
        near = {other for other in near if other[0] == name[0] and other.rstrip("s") != name.rstrip("s")}
    return not (near - {name}).isdisjoint(spellings)
