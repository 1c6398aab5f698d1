"""Sentences cut into phrases with what stands around each, as the grade of a phrase needs it."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.discovery.chunks import Chunk, has_product_case
from jd_assets.skills.plain_words import VAGUE_HEADS
from jd_assets.skills.wordlists import BREAKERS, GENERIC, LEADING, TRAILING
from jd_assets.text.lexicon import VerbSense, lexicon

_WORD = re.compile(r"[^\W_](?:[\w.+#'&-]*[\w+#])?|[^\w\s]")
#: Where a scraper lost a line break between numbered items: "regularization5.Level".
_LOST_BREAK = re.compile(r"(?<=[a-z)])\d{0,2}\.(?=[A-Z])")
_ADVERB = re.compile(r"[a-z]{3,}ly$")
_NO_ADVERBS = frozenset("assembly supply family anomaly daily weekly monthly early friendly reply multiply".split())
# Said before a phrase of how well or for how long, never of what.
_BEFORE = LEADING | TRAILING | {"ability", "abilities", "having", "working", "able"}
# Verbs that say nothing of what is done: what they act on may be a skill, "conduct impact analysis" is none of its own.
_LIGHT_VERBS = frozenset(
    "conduct perform provide participate do make undertake carry support ensure drive apply".split()
)
_LIGHT = frozenset(word for word, sense in lexicon().verbs.items() if sense.verb in _LIGHT_VERBS)
_AFTER = LEADING | {"simultaneously"}
_ANNOUNCERS = frozenset(
    """experience experienced knowledge understanding expertise proficiency proficient familiarity familiar background
    skills skill skilled exposure ability able passion passionate fluency fluent competence certified awareness
    interest interested using track capable strong""".split()
)
_LIST_WORDS = frozenset(", / & ( ) ; • | and or such as like including e.g i.e plus the a an other".split())
_START, _END = "<start>", "<end>"
_FARTHEST = 5
_MOST_KNOWN = 3

#: A feature: its group and its value.
Feature = tuple[str, str]


#: A word with its offsets; a plain tuple, as a posting has some hundreds of them.
_Token = tuple[str, int, int]


class Phrase(NamedTuple):
    """A run of content words in its sentence; its features are made when they are asked for, as most are not."""

    chunk: Chunk
    sentence: "Phrasing"
    place: int

    @property
    def holds_known(self) -> bool:
        """Whether a skill that was found lies in it."""
        return bool(self.sentence.held[self.place])

    def worded(self) -> tuple[tuple[str, ...], str]:
        """Its words and how they are written: all that `said` goes by."""
        name = self.sentence.text[self.chunk.start : self.chunk.end]
        opens = self.sentence.runs[self.place][0] == 0
        return self.chunk.words, f"{name[0].isupper()} {opens} {has_product_case(name)}"

    def said(self) -> tuple[Feature, ...]:
        """What its words tell, wherever they stand."""
        return said_features(*self.worded())

    def placed(self) -> Iterator[Feature]:
        """What its place in the sentence tells."""
        return self.sentence.around(self.place)


class Phrasing:
    """A sentence of a posting in tokens and phrases.

    Attributes:
        text: The posting.
        runs: By phrase, the first of its tokens and the one past its last.
        held: By phrase, the places of known skills that lie in it.
    """

    def __init__(self, text: str, view: str, span: Span, known: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self._section = span.section.value
        self._bullet = str(span.bullet)
        self._known = len(known)
        self._tokens = tokens = _tokens(text, view, span.start, span.end)
        self.runs = [_trimmed(tokens, *run) for run in _runs(text, tokens)]
        self.held = [
            [place for place in known if place[0] < tokens[past - 1][2] and tokens[first][1] < place[1]]
            for first, past in self.runs
        ]

    def phrases(self) -> Iterator[Phrase]:
        """Its phrases in order, those that hold a known skill too."""
        tokens = self._tokens
        for index, (first, past) in enumerate(self.runs):
            words = tuple([token[0] for token in tokens[first:past]])
            yield Phrase(Chunk(tokens[first][1], tokens[past - 1][2], words), self, index)

    @cached_property
    def _first_announcer(self) -> tuple[int, str]:
        """Where the first word stands that announces skills, and which it is."""
        at = next((at for at, token in enumerate(self._tokens) if token[0] in _ANNOUNCERS), len(self._tokens))
        return at, self._tokens[at][0] if at < len(self._tokens) else ""

    def around(self, index: int) -> Iterator[Feature]:
        """What stands around a phrase: words, the section, skills listed beside it."""
        tokens, (first, past) = self._tokens, self.runs[index]
        before = [token[0] for token in tokens[max(0, first - 3) : first]]
        yield "before", before[-1] if before else _START
        yield "second before", before[-2] if len(before) > 1 else _START
        yield "behind", tokens[past][0] if past < len(tokens) else _END
        yield "second behind", tokens[past + 1][0] if past + 1 < len(tokens) else _END
        verbs = lexicon().verbs
        done = any((sense := verbs.get(word)) is not None and not sense.noun_too for word in before)
        yield "verb before", str(done)
        yield "section", self._section
        yield "bullet", self._bullet
        yield "opener", tokens[0][0]
        yield "position", str(min(index, _FARTHEST))
        at, announcer = self._first_announcer
        cue = announcer if at < first else ""
        yield "announced", cue
        yield "announced in", f"{self._section} {bool(cue)}"
        yield "left", self._neighbour(index - 1, index)
        yield "right", self._neighbour(index + 1, index)
        yield "known", str(min(self._known - len(self.held[index]), _MOST_KNOWN))

    def _neighbour(self, other: int, index: int) -> str:
        """Whether the phrase beside it stands in one list with it, and holds a known skill."""
        if not 0 <= other < len(self.runs):
            return ""
        left, right = (other, index) if other < index else (index, other)
        between = self._tokens[self.runs[left][1] : self.runs[right][0]]
        listed = bool(between) and all(token[0] in _LIST_WORDS for token in between)
        return f"{listed} {bool(self.held[other])}"


def phrases_of(text: str, view: str, span: Span, known: Sequence[tuple[int, int]]) -> Iterator[Phrase]:
    """The phrases of a sentence in order, those that hold a known skill too.

    Args:
        text: The posting.
        view: The same in lower case.
        span: The sentence.
        known: Places of the skills that were found in it, in order.
    """
    return Phrasing(text, view, span, known).phrases()


def _tokens(text: str, view: str, start: int, end: int) -> list[_Token]:
    tokens = [(found[0], found.start(), found.end()) for found in _WORD.finditer(view, start, end)]
    if not any("." in word and len(word) > 1 for word, _, _ in tokens):
        return tokens
    return [part for token in tokens for part in _parted(text, view, token)]


def _parted(text: str, view: str, token: _Token) -> Iterator[_Token]:
    """A token, parted where it runs over a lost line break."""
    word, at, past = token
    for cut in _LOST_BREAK.finditer(text, at, past) if "." in word else ():
        yield view[at : cut.start()], at, cut.start()
        yield ".", cut.start(), cut.end()
        at = cut.end()
    yield view[at:past], at, past


def _runs(text: str, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Bounds of the runs of content words between function words and punctuation.

    A capital behind a word in lower case begins a run of its own: a name ("using Swim Lane Diagrams"), or the next
    item of a list that lost its line breaks ("password management Oversee backups").
    """
    first = None
    for at, (word, start, _) in enumerate(tokens):
        if word in BREAKERS or not word[0].isalnum():
            if first is not None:
                yield first, at
            first = None
        elif first is None:
            first = at
        elif text[start].isupper() and text[tokens[at - 1][1]].islower():
            yield first, at
            first = at
    if first is not None:
        yield first, len(tokens)


def _trimmed(tokens: Sequence[_Token], first: int, past: int) -> tuple[int, int]:
    """A run without words of degree and manner around it; its last word stays."""
    while past - first > 1 and _is_said_of_degree(tokens[first][0]):
        first += 1
    if past - first > 2 and tokens[first][0] in _LIGHT:
        first += 1
    while past - first > 1 and (tokens[past - 1][0] in _AFTER or _is_adverb(tokens[past - 1][0])):
        past -= 1
    while past - first > 1 and tokens[past - 1][0] in TRAILING:
        past -= 1
    return first, past


def _is_said_of_degree(word: str) -> bool:
    return word in _BEFORE or word.rstrip("+").isdigit() or _is_adverb(word)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and _ADVERB.match(word) is not None and word not in _NO_ADVERBS


def said_features(words: tuple[str, ...], case: str) -> tuple[Feature, ...]:
    """What words tell by themselves; `case` says how they are written."""
    verbs = lexicon().verbs
    first, last = words[0], words[-1]
    found = [
        ("last", last),
        ("ending", last[-3:]),
        ("last verb", _form(verbs.get(last))),
        ("words", str(min(len(words), _FARTHEST))),
        ("case", case),
        ("vague", f"{last in GENERIC} {last in VAGUE_HEADS} {len(words) == 1}"),
        ("first verb", _form(verbs.get(first))),
    ]
    if len(words) > 1:
        found += [("first", first), ("first ending", first[-3:])]
    return (*found, *(("word", word) for word in words))


def _form(sense: VerbSense | None) -> str:
    return "" if sense is None else f"{sense.form.value}{' or noun' if sense.noun_too else ''}"
