"""What keeps names apart that only look or mean alike; what spellings of one name share is `text.spelling_key`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from jd_assets.text.normalise import without_accents
from jd_assets.text.plurals import singular
from jd_assets.text.titles import normalise_alias

#: A dot belongs to a name at its head (".NET") and in a number ("2.0"); that of "Node.js" is one more separator.
_WORD = re.compile(r"(?:(?<![^\W_])\.)?[^\W_]+(?:(?<=\d)\.\d+)*[+#]*")
_POSSESSIVE = re.compile(r"['’]s\b")
_ACRONYM = re.compile(r"[A-Z][A-Z\d]*s?")
#: Letters that two forms of one word have in common: "Admin" and "Administrator".
_COMMON_HEAD = 4
#: Words that only join others: no name is the same for having one in common, or another for lacking one.
_LITTLE = frozenset("a an and as at by for from in of on or the to with".split())
#: Words that turn the meaning of a name round; with and without one are two things.
_NEGATIONS = frozenset("non no not anti pre post semi multi cross sub".split())
_NEGATING_HEADS = ("un", "non", "in", "a", "dis", "anti", "semi", "multi", "pre", "post", "de", "inter", "micro")
#: Words of which a pair of names has one each where they name opposites or neighbours, at cosines above .9.
_OPPOSITES = tuple(
    frozenset(group.split())
    for group in (
        "front back full", "frontend backend", "client server", "internal external", "inbound outbound",
        "upstream downstream", "input output", "online offline", "buy sell", "static dynamic", "left right",
        "associate professional expert master foundation practitioner", "junior senior", "undergraduate graduate",
        "qualitative quantitative", "horizontal vertical", "primary secondary", "mobile web desktop",
        "bachelor master doctoral", "green black yellow", "north south east west", "android ios",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name as written, with the forms in which it is compared."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in the singular, in their own case, without punctuation but for `+`, `#` and a leading dot."""
        text = _POSSESSIVE.sub("", without_accents(self.text).replace("&", " and "))
        return tuple(singular(word) for word in _WORD.findall(text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words in lower case, without those that only join others."""
        return frozenset(word.casefold() for word in self.words if not _is_little(word))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What another name must have as well to mean the same: acronyms, short words, digits, signs, negations."""
        return tuple(sorted(word.casefold() for word in self.words if _is_mark(word) and not _is_little(word)))


def title_form(title: str) -> str:
    """The form in which titles of one role are compared: "Data Analyst, Growth" is "Growth Data Analyst"."""
    return " ".join(sorted({singular(word) for word in normalise_alias(title).split()})) or title.casefold()


def may_mean_the_same(one: Name, other: Name) -> bool:
    """Whether two names may be one thing if their vectors say so; no cosine joins names for which this is false.

    A sentence model places "Java" beside "JavaScript", "AWS EC2" beside "AWS ECS" and "supervised learning" beside
    "unsupervised learning". So single words count by their spelling alone, signs, digits, acronyms and negations
    must be the same, and where both differ by proper names they are two.
    """
    if min(len(one.words), len(other.words)) < 2 or one.marks != other.marks:
        return False
    if not one.stems & other.stems:
        return False
    mine, theirs = one.stems - other.stems, other.stems - one.stems
    return not (_opposed(mine, theirs) or _other_names(one, other))


def _is_little(word: str) -> bool:
    """An "in", but not the "IT" or "OR" of a name."""
    return word.casefold() in _LITTLE and not (len(word) > 1 and word.isupper())


def _is_mark(word: str) -> bool:
    return (
        len(word) <= 2
        or not word.isalpha()
        or _ACRONYM.fullmatch(word) is not None
        or any(letter.isupper() for letter in word[1:])
        or word.casefold() in _NEGATIONS
    )


def _opposed(mine: Collection[str], theirs: Collection[str]) -> bool:
    return any(
        first in (head + second for head in _NEGATING_HEADS)
        or second in (head + first for head in _NEGATING_HEADS)
        or any(first in group and second in group for group in _OPPOSITES)
        for first in mine
        for second in theirs
    )


def _other_names(one: Name, other: Name) -> bool:
    """Whether each name has a proper name that the other lacks: "Google Cloud Spanner", "Google Cloud Storage"."""
    mine = {word.casefold() for word in one.words if word[0].isupper()} - other.stems
    theirs = {word.casefold() for word in other.words if word[0].isupper()} - one.stems
    return bool(mine and theirs) and not any(
        first[:_COMMON_HEAD] == second[:_COMMON_HEAD] for first in mine for second in theirs
    )
