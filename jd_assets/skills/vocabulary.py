"""The skills of a library, compiled into a token dictionary that one pass over a text can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from jd_assets.skills.forms import Words, spellings, split_camel_case, squashed
from jd_assets.skills.tokens import words_of

MatchRule = Literal["", "cased", "context", "never"]


@dataclass(frozen=True, slots=True)
class SkillEntry:
    """A library skill as far as matching needs it.

    `match` says how the name may be found: anywhere in any case (''), in exactly this case ('cased'), in this
    case and only among other skills or in a requirement ('context'), or by its aliases alone ('never').
    """

    skill_id: str
    name: str
    category: str
    sub_category: str
    skill_nature: str
    match: MatchRule = ""
    aliases: tuple[tuple[str, MatchRule], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling that stands for a skill, and the rule it is accepted under.

    `language` is a programming language that the spelling names as well ("SQL databases", "Java Spring").
    """

    entry: SkillEntry
    rule: MatchRule
    letters: str
    is_name: bool
    language: SkillEntry | None = None


class Node:
    """A place in the token dictionary: the words that may follow, and the forms that end here."""

    __slots__ = ("forms", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A compiled library; build it once a process and library version, it is never changed."""

    entries: Mapping[str, SkillEntry]
    root: Node
    known: frozenset[str]
    phrases: Mapping[str, str]
    by_shape: Mapping[tuple[str, int], tuple[str, ...]]

    @classmethod
    def build(cls, entries: Iterable[SkillEntry]) -> Vocabulary:
        """Compile the dictionary.

        Where two skills share a spelling, names win over aliases and written spellings over derived ones; a
        spelling that is bound to a case ("SAM", "Sam") may stand for several skills.
        """
        held = {entry.skill_id: entry for entry in entries}
        root = Node()
        known: set[str] = set()
        derived: list[tuple[Words, Form]] = []
        languages = _languages(held.values())
        for is_name in (True, False):
            for entry in held.values():
                for surface, rule in ((entry.name, entry.match),) if is_name else entry.aliases:
                    if rule != "never":
                        language = None if is_name else _embedded(words_of(surface), entry, languages)
                        form = Form(entry, rule, squashed(surface), is_name, language)
                        _plant(root, known, words_of(surface), form)
                        derived.extend(_derived(surface, form))
        for words, form in derived:
            _plant(root, known, words, form)
        phrases = _phrases(held.values())
        return cls(held, root, frozenset(known), phrases, _by_shape(phrases))

    def find(self, name: str) -> SkillEntry | None:
        """The skill that a name stands for, written as in the library or nearly so; case settles what it must."""
        node: Node | None = self.root
        for word in words_of(name):
            node = node.next.get(word) if node else None
        if node is None or not node.forms:
            return None
        letters = squashed(name)
        return next((form.entry for form in node.forms if form.letters == letters), node.forms[0].entry)

    def near(self, phrase: str) -> list[str]:
        """Spellings that begin with the same letter and are about as long: what a slip of the pen can come from."""
        lengths = range(len(phrase) - 1, len(phrase) + 2)
        return [spelled for length in lengths for spelled in self.by_shape.get((phrase[:1], length), ())]


def _derived(surface: str, form: Form) -> list[tuple[Words, Form]]:
    found = [(words, form) for words in spellings(surface)]
    split = split_camel_case(surface)
    if split:
        # Apart, the parts are often plain words ("data stage"): the capitals must be there.
        found.append((words_of(split), replace(form, rule="cased")))
    return found


def _languages(entries: Iterable[SkillEntry]) -> dict[Words, SkillEntry]:
    return {
        words_of(entry.name): entry
        for entry in entries
        if entry.skill_nature == "LANGUAGE" and entry.match in ("", "cased")
    }


def _embedded(words: Words, entry: SkillEntry, languages: Mapping[Words, SkillEntry]) -> SkillEntry | None:
    """The language that an alias of another skill begins or ends with, if the skill's name is not made of it."""
    for cut in range(1, len(words)):
        for part in (words[:cut], words[cut:]):
            language = languages.get(part)
            if language and language != entry and squashed(language.name).lower() not in squashed(entry.name).lower():
                return language
    return None


def _plant(root: Node, known: set[str], words: Words, form: Form) -> None:
    if not words:
        return
    node = root
    for word in words:
        node = node.next.setdefault(word, Node())
    known.update(words)
    for other in node.forms:
        same_skill = other.entry.skill_id == form.entry.skill_id
        if other.rule == "" or (same_skill and form.rule != "" and other.letters == form.letters):
            return
    node.forms = (*node.forms, form)


def _phrases(entries: Iterable[SkillEntry]) -> dict[str, str]:
    """Every spelling in words, to the skill's id: what loose wordings are compared with."""
    phrases: dict[str, str] = {}
    for entry in entries:
        for surface in (entry.name, *(alias for alias, _ in entry.aliases)):
            phrases.setdefault(" ".join(words_of(surface)), entry.skill_id)
    return phrases


def _by_shape(phrases: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
    shapes: dict[tuple[str, int], list[str]] = {}
    for phrase in phrases:
        shapes.setdefault((phrase[:1], len(phrase)), []).append(phrase)
    return {shape: tuple(members) for shape, members in shapes.items()}
