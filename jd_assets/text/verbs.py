"""Finds the verbs that a sentence of responsibilities says the holder does, by their place; no tagger is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jd_assets.contracts.client_output import WorkKind
from jd_assets.text.lexicon import Lexicon, VerbForm, VerbSense
from jd_assets.text.words import FIELD_GERUNDS

_WORD = re.compile(r"[a-z0-9][a-z0-9'+#&]*(?:-[a-z0-9]+)*")
_JOINS = frozenset({"and", "or", "as", "well", "then"})
#: After these stands what the holder does, in the base form.
_BEFORE_BASE = frozenset(
    """will to you you'll must should can may shall would responsibilities duties also then help and""".split()
)
#: "Systems that will change": what they do is not what the holder does.
_MODALS = frozenset({"will", "can", "would", "may", "should", "must"})
_RELATIVE = frozenset({"that", "which", "they", "it", "we"})
_BEFORE_FURTHER_BASE = _BEFORE_BASE - {"to", "and"}
#: After these it stands with -ing.
_BEFORE_GERUND = frozenset(
    """for by in of while includes include including involves involve like are is be when through""".split()
)
#: What follows the first verb after "to" is its purpose ("reports to support decisions"), except after these.
_LEADS_TO = frozenset({"work", "help", "collaborate", "partner", "liaise", "coordinate", "interface", "join", "team"})
#: Words that may stand between a word and the verb that it calls for; those in -ly likewise.
_BETWEEN = frozenset({"also", "then", "not", "only", "always", "self"})
_NO_ADVERBS = frozenset({"supply", "apply", "reply", "comply", "multiply"})
#: A word that is as often a noun is one where such a word follows it.
_AFTER_NOUN = frozenset(
    """of for to in with by from on as at is are will that which into within across including activities efforts
    services plans cases processes skills experience tools team teams requirements through during""".split()
)
#: The same for a word at the head of a sentence, where "Partner with", "Report to" and "Work on" are verbs.
_AFTER_NOUN_AT_HEAD = _AFTER_NOUN - frozenset("to with by on in as into across through that within".split())
_TOGETHER = frozenset({"with", "alongside", "together", "closely", "across", "among", "collaboratively", "between"})
#: Behind these stands no longer what is acted on but what for.
_PURPOSE = frozenset({"that", "which", "to", "so", "by", "using", "through", "while", "where", "when"})
#: "Play a role in supporting", "take part in planning": what is done stands behind them.
_SET_PHRASES = frozenset({("play", "role"), ("play", "part"), ("take", "part"), ("have", "role"), ("make", "effort")})
_LIGHT = frozenset(verb for verb, _ in _SET_PHRASES)
#: Words after a verb in which the thing acted on is looked for.
_REACH = 6
#: Words in -ing that name a field unless they open a sentence.
_FIELDS = FIELD_GERUNDS | {"learning", "operating"}
#: Words at the head of a sentence that a label may have: "Testing and validation: evaluate".
_LABEL = 6
#: How far from the head the subject's verb stands ("The data analyst designs"), and a noun of doing where there is none
#: ("Timely maintenance of the data platform").
_SUBJECT, _NOUN_REACH = 8, 5


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in a text: base form, kind of work and offsets."""

    verb: str
    kind: WorkKind
    start: int
    end: int


def verbs_of(lower: str, start: int, end: int, lexicon: Lexicon) -> list[Verb]:
    """The verbs of a sentence in order; the first one says most.

    Args:
        lower: The matching view of the whole text, in lower case.
        start: Where the sentence begins.
        end: One past its last character.
        lexicon: Verbs and the kinds of work they stand for.
    """
    found = list(_WORD.finditer(lower, start, end))
    sentence = _Sentence(lower, found, lexicon)
    return list(sentence.verbs()) or list(sentence.noun_of_doing())


class _Sentence:
    """The words of a sentence; what came last decides what a word is."""

    def __init__(self, lower: str, found: list[re.Match[str]], lexicon: Lexicon) -> None:
        self._lower = lower
        self._found = found
        self._words = [match.group() for match in found]
        self._lexicon = lexicon
        self._head = self._after_label()
        self._last = -1

    def verbs(self) -> Iterator[Verb]:
        """The verbs, by the words around them."""
        readings = self._lexicon.verbs
        earlier: VerbSense | None = None
        for index in range(self._head, len(self._words)):
            reading = readings.get(self._words[index])
            if reading is None:
                continue
            done = self._opens(index, reading) if earlier is None else self._goes_on(index, reading, earlier)
            kind = self._kind(index, reading) if done else None
            if kind is not None:
                self._last, earlier = index, reading
                yield self._verb(index, reading.verb, kind)

    def noun_of_doing(self) -> Iterator[Verb]:
        """The first noun of doing or -ing near the head, for a sentence without a verb."""
        for index in range(min(_NOUN_REACH, len(self._words))):
            word = self._words[index]
            reading = self._lexicon.verbs.get(word)
            if kind := self._lexicon.nouns.get(word):
                yield self._verb(index, word, kind)
                return
            if reading and reading.form is VerbForm.GERUND and word not in _FIELDS:
                yield self._verb(index, reading.verb, reading.kind)
                return

    def _opens(self, index: int, reading: VerbSense) -> bool:
        """Whether the first verb stands here: at the head, after a word that calls for one, or after its subject."""
        before = self._before(index)
        if before < self._head:
            return not (reading.noun_too and self._is_noun(index, _AFTER_NOUN_AT_HEAD))
        word = self._words[before]
        if self._words[index] in _FIELDS:
            return False
        if reading.form is VerbForm.BASE:
            return word in _BEFORE_BASE and not (reading.noun_too and word == "and")
        if reading.form is VerbForm.GERUND:
            return word in _BEFORE_GERUND
        return not reading.noun_too and index - self._head <= _SUBJECT

    def _goes_on(self, index: int, reading: VerbSense, earlier: VerbSense) -> bool:
        """Whether a further verb goes on from the one before it."""
        before = self._before(index)
        word = self._words[before]
        if reading.form is VerbForm.BASE and (word == "to" or word in _BEFORE_FURTHER_BASE):
            return self._is_called_for(index, before, reading, earlier)
        if reading.form is VerbForm.GERUND and word in ("by", "while"):
            return True
        gap = self._gap(before + 1)
        joined = word in _JOINS or any(mark in gap for mark in ",;/&.")
        return joined and self._is_joined(index, reading, earlier)

    def _is_called_for(self, index: int, before: int, reading: VerbSense, earlier: VerbSense) -> bool:
        """Whether a verb after "to" or "will" is the holder's: no purpose, and not what "systems that will" do."""
        if self._words[before] == "to":
            return earlier.verb in _LEADS_TO
        if self._words[before] in _MODALS and self._words[before - 1] in _RELATIVE:
            return False
        return not (reading.noun_too and self._is_noun(index))

    def _is_joined(self, index: int, reading: VerbSense, earlier: VerbSense) -> bool:
        """Whether a word after a comma or "and" is a verb like the one before, and no noun of a list."""
        alike = reading.form is earlier.form
        if alike and self._follows_at_once(index):
            return True
        if reading.form is not VerbForm.GERUND and not (alike and reading.noun_too):
            return alike
        if not alike and self._words[index - 1] in _JOINS:
            return False  # "develop analytics and reporting": another form after "and" is a thing
        return not self._is_noun(index) and not self._is_listed(index)

    def _follows_at_once(self, index: int) -> bool:
        between = self._words[self._last + 1 : index]
        return all(word in _JOINS or _is_between(word) for word in between)

    def _is_noun(self, index: int, after: frozenset[str] = _AFTER_NOUN) -> bool:
        """Whether what follows makes a noun of a word: "support for", "test cases", "a design." at the end."""
        if index + 1 == len(self._words):
            return index > self._head
        return self._words[index + 1] in after and not self._gap(index + 1).strip()

    def _is_listed(self, index: int) -> bool:
        """Whether a word is one of a list of nouns: "planning, reporting and controlling"."""
        if index + 1 == len(self._words) or self._words[index] in _FIELDS:
            return True
        if self._words[index + 1] in _JOINS:
            return index + 3 >= len(self._words)
        return bool(self._gap(index + 1).strip())

    def _before(self, index: int) -> int:
        before = index - 1
        while before >= self._head and _is_between(self._words[before]):
            before -= 1
        return before

    def _after_label(self) -> int:
        """The first word, or the one after a label where it is a verb."""
        last = min(_LABEL, len(self._words)) - 1
        head = self._lower[self._found[0].start() : self._found[last].start()] if last > 0 else ""
        if ":" not in head and " - " not in head:
            return 0
        for index in range(1, last + 1):
            gap = self._gap(index)
            if (":" in gap or " - " in gap) and self._words[index] in self._lexicon.verbs:
                return index
        return 0

    def _gap(self, index: int) -> str:
        return self._lower[self._found[index - 1].end() : self._found[index].start()] if index > 0 else ""

    def _kind(self, index: int, reading: VerbSense) -> WorkKind | None:
        """The kind of work: what a verb acts on goes before what it means by itself."""
        objects = self._lexicon.objects.get(reading.verb)
        if objects is None and reading.verb not in _LIGHT:
            return reading.kind
        first = self._after_coordinated(index, reading.form)
        following = self._words[first : first + _REACH]
        for at, word in enumerate(following, first):
            if word in _PURPOSE or self._is_next_verb(at, reading):
                break
            if (reading.verb, word) in _SET_PHRASES:
                return None
            if objects is not None and word in objects:
                return objects[word]
        if reading.verb == "work" and _TOGETHER.isdisjoint(following[:3]):
            return None
        return reading.kind

    def _is_next_verb(self, index: int, reading: VerbSense) -> bool:
        """Whether a further verb begins here: in "creating pages, and writing tests" the tests are not created."""
        other = self._lexicon.verbs.get(self._words[index])
        return other is not None and other.form is reading.form and self._words[index - 1] in _JOINS

    def _after_coordinated(self, index: int, form: VerbForm) -> int:
        """Where what a verb acts on begins: in "designing, testing and operating kilns" behind all three."""
        at = index + 1
        while at < len(self._words):
            joined = self._words[at - 1] in _JOINS or bool(self._gap(at).strip())
            reading = self._lexicon.verbs.get(self._words[at])
            if self._words[at] not in _JOINS and not (joined and reading and reading.form is form):
                break
            at += 1
        return at

    def _verb(self, index: int, verb: str, kind: WorkKind) -> Verb:
        return Verb(verb, kind, *self._found[index].span())


def _is_between(word: str) -> bool:
    return word in _BETWEEN or word.isdigit() or (word.endswith("ly") and word not in _NO_ADVERBS)
