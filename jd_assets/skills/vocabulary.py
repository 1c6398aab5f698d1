"""The skills of a library, compiled into a token dictionary that one pass over a text can follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jd_assets.skills.discovery.doings import Doings, doings_of
from jd_assets.skills.entries import Form, MatchRule, SkillEntry
from jd_assets.skills.forms import Words, spellings, split_camel_case
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.tokens import words_of
from jd_assets.text.spelling_key import cased_letters
from jd_assets.text.topics import topic_of

__all__ = ["Form", "MatchRule", "SkillEntry", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A compiled library; build it once a process and library version, it is never changed.

    `forms` is keyed by the words of a spelling joined by blanks, and `prefixes` holds every beginning of a spelling
    of several words: flat, because a tree of as many nodes would be walked by each garbage collection. A spelling can
    begin only at one of `first_words`.
    """

    entries: Mapping[str, SkillEntry]
    forms: Mapping[str, tuple[Form, ...]]
    prefixes: frozenset[str]
    first_words: frozenset[str]
    known: frozenset[str]
    phrases: Mapping[str, str]
    by_shape: Mapping[tuple[str, int], tuple[str, ...]]
    doings: Doings

    @classmethod
    def build(cls, entries: Iterable[SkillEntry]) -> Vocabulary:
        """Compile the dictionary.

        Where two skills share a spelling, names win over aliases and written spellings over derived ones; a
        spelling that is bound to a case ("SAM", "Sam") may stand for several skills.
        """
        held = {entry.skill_id: entry for entry in entries}
        forms: dict[str, tuple[Form, ...]] = {}
        alone: dict[int, tuple[Form]] = {}  # one tuple for all spellings of a form, as garbage collection walks each
        for words, form in _all_forms(held.values()):
            _add(forms, " ".join(words), alone.setdefault(id(form), (form,)))
        prefixes = {key[:at] for key in forms for at, char in enumerate(key) if char == " "}
        known = frozenset(word for key in forms for word in key.split(" "))
        phrases = _phrases(held.values())
        first_words = frozenset(key.partition(" ")[0] for key in forms)
        return cls(
            held, forms, frozenset(prefixes), first_words, known, phrases, _by_shape(phrases), doings_of(held.values())
        )

    def find(self, name: str) -> SkillEntry | None:
        """The skill that a name stands for, written as in the library or nearly so; case settles what it must."""
        forms = self.forms.get(" ".join(words_of(name)))
        if forms is None:
            return None
        letters = cased_letters(name)
        return next((form.entry for form in forms if form.letters == letters), forms[0].entry)

    def needs_topic(self, phrase: str) -> bool:
        """Whether words are a spelling that stands for a skill only where the posting speaks of a topic."""
        forms = self.forms.get(phrase, ())
        return bool(forms) and all(form.topic for form in forms)

    def near(self, phrase: str) -> list[str]:
        """Spellings that begin with the same letter and are about as long: what a slip of the pen can come from."""
        lengths = range(len(phrase) - 1, len(phrase) + 2)
        return [spelled for length in lengths for spelled in self.by_shape.get((phrase[:1], length), ())]


def _all_forms(entries: Collection[SkillEntry]) -> Iterator[tuple[Words, Form]]:
    """Every spelling with its form, in the order in which they are to win over each other."""
    derived: list[tuple[Words, Form]] = []
    languages = _languages(entries)
    for is_name in (True, False):
        for entry in entries:
            for surface, rule in ((entry.name, entry.match),) if is_name else entry.aliases:
                words = words_of(surface)
                if rule == "never" or not words:
                    continue
                form = Form(
                    entry,
                    rule,
                    cased_letters(surface),
                    is_name,
                    None if is_name else _embedded(words, entry, languages),
                )
                yield words, form
                derived.extend(_derived(surface, form))
    yield from derived


def _derived(surface: str, form: Form) -> Iterator[tuple[Words, Form]]:
    is_common = form.entry.skill_nature in FIELDS_OF_WORK
    for words in spellings(surface, is_counted=is_common):
        yield words, form
    if " " in surface and not is_common and form.rule == "":
        # "Darts" and "solid work" are no products: of these only "Pivot Table" is counted, and with its capitals.
        for words in spellings(surface):
            yield words, replace(form, rule="cased", letters="".join(word.title() for word in words))
    split = split_camel_case(surface)
    if split:
        # Apart, the parts are often plain words ("data stage"): the capitals must be there.
        yield words_of(split), replace(form, rule="cased")


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
            if (
                language
                and language != entry
                and cased_letters(language.name).lower() not in cased_letters(entry.name).lower()
            ):
                return language
    return None


def _add(forms: dict[str, tuple[Form, ...]], key: str, alone: tuple[Form]) -> None:
    held = forms.setdefault(key, alone)
    if held is alone:
        return
    (form,) = alone
    for other in held:
        same_skill = other.entry.skill_id == form.entry.skill_id
        if other.rule == "" or (same_skill and form.rule != "" and other.letters == form.letters):
            return
    forms[key] = (*held, form)


def _phrases(entries: Iterable[SkillEntry]) -> dict[str, str]:
    """Every spelling in words, to the skill's id, but for those that mean it only where a topic bears them out."""
    phrases: dict[str, str] = {}
    for entry in entries:
        for surface, rule in ((entry.name, entry.match), *entry.aliases):
            if rule != "never" and topic_of(rule) is None:
                phrases.setdefault(" ".join(words_of(surface)), entry.skill_id)
    return phrases


def _by_shape(phrases: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
    shapes: dict[tuple[str, int], list[str]] = {}
    for phrase in phrases:
        shapes.setdefault((phrase[:1], len(phrase)), []).append(phrase)
    return {shape: tuple(members) for shape, members in shapes.items()}
