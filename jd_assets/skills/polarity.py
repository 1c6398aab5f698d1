"""Whether a mention is asked for or only welcome, and whether it is wanted at all."""

import re
from functools import lru_cache

from jd_assets.contracts.base import Section

_BREAK = re.compile(r"[;.](?=\s|$)|\n|[()]|\s-\s|,\s*(?:and must|although|however)\b|\b(?:but|while)\b")
_SEMICOLON = re.compile(r";(?=\s|$)")
# Said after what it is about: "Kafka is a plus".
_WELCOME_AFTER = re.compile(
    r"\b(?:(?:a |an )?(?:big |huge |strong |definite |real |great |added |major |considerable )*"
    r"(?:plus(?:es)?|bonus|advantage)\b|\ban? (?:\w+ )?asset\b|nice[ -]to[ -]haves?|preferred|desirable|desired|"
    r"beneficial|advantageous|(?:would|will) be (?:great|good|nice|awesome|helpful|useful|ideal|a)|appreciated|welcome|"
    r"(?:is|are) helpful|optional|not (?:required|mandatory|essential|necessary|a must|a requirement)|"
    r"is ideal|considered an? )"
)
# Said before it: "Bonus: Kafka", "ideally with Kafka".
_WELCOME_BEFORE = re.compile(
    r"\b(?:(?:ideally|preferably)\b(?!,?\s+(?!with\b)[^,;]*\bwith (?:experience|knowledge))|"
    r"preference (?:for|given)|nice[ -]to[ -]haves?\b[^.:;]{0,20}:|"
    r"bonus(?: points)?\b(?: for| if)?|optionally|optional:|extra points|"
    r"(?:it is|it's|it would be|would be) (?:a |an )?(?:plus|bonus|great|nice|advantage)\b|"
    r"as a (?:plus|bonus)|preferred (?:candidate|applicant)s?\b|\bsome (?:exposure|familiarity) (?:to|with)\b|"
    r"plus(?:es)?:|desirable:|desired:|preferred:|advantage:|even better|extra credit)"
)
_ASKED = re.compile(
    r"\b(?:must(?:[ -]have)?s?\b|(?<!not )(?<!n't )(?:required|mandatory)\b|a must\b|(?:is|are) (?:essential|needed)\b)"
)
# Between the "no" and the skill only words like these may stand.
_NEGATION_BRIDGE = (
    r"(?:\s+(?:a|an|any|the|using|use|prior|previous|need|for|to|know|of|knowledge|experience|skills|in|with|coding|"
    r"looking|require|required|want|be|have|knowledgeable|familiar|proficient|expert|about|deep|hands-on|expertise|background|legacy))*\s*[\"'(]?$"
)
_NEGATED_BEFORE = re.compile(
    r"\b(?:no|non|without|nor|never|neither|rather than|instead of|unlike|excluding|not|don't need|do not need|"
    r"don't require|do not require|needn't|(?:don't|doesn't|do not|does not) have to|"
    r"moving away from|migrat\w+ (?:away )?from)\b" + _NEGATION_BRIDGE
)
_NEGATED_AFTER = re.compile(
    r"\s*[\")]?\s*(?:(?:experience|knowledge|skills?|background|expertise|coding)\s+)?"
    r"(?:(?:is|are)\s+not|isn't|aren't|not)\s+(?:\w+\s+)?(?:needed|necessary|required|wanted|used|mentioned)\b"
    r"(?![^.;]{0,12}\b(?:but|plus|bonus)\b)"
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|limited to)\b")
# Every wording above holds one of these; a look for them spares most sentences the search.
_WELCOME_STEMS = (
    *("plus", "bonus", "advantage", "asset", "nice", "prefer", "desir", "beneficial", "will be", "would be", "extra"),
    *(
        "appreciated",
        "welcome",
        "helpful",
        "option",
        "not ",
        "ideal",
        "considered",
        "even better",
        "some exposure",
        "some familiarity",
        "it's",
        "it is",
    ),
)
_NEGATION_STEMS = ("no", "n't", "without", "neither", "never", "rather", "instead", "unlike", "from", "excluding")
_NEGATION_WINDOW = 90


class Wording:
    """What one sentence says about the standing of what it names; offsets are into its posting."""

    def __init__(self, view: str, start: int, end: int) -> None:
        self._view, self._start, self._end = view, start, end
        self._welcomes = any(view.find(stem, start, end) >= 0 for stem in _stems_in(view, _WELCOME_STEMS))
        self._negates = any(view.find(stem, start, end) >= 0 for stem in _stems_in(view, _NEGATION_STEMS))

    def is_core(self, section: Section | None, start: int, end: int) -> bool:
        """Whether a mention is required or core; the sentence's own wording goes before its section."""
        if section is Section.PREFERRED:
            if _ASKED.search(self._view, self._start, self._end) and self._is_demanded(start, end):
                return True
            return self._welcomes and self._is_apart(start, end)
        return not self._welcomes or not self._is_welcome(start, end)

    def is_negated(self, start: int, end: int) -> bool:
        """Whether a skill is named only to say that it is not wanted ("no PHP", "PHP is not needed")."""
        if not self._negates:
            return False
        if _NEGATED_AFTER.match(self._view, end):
            return True
        begin = max(self._start, start - _NEGATION_WINDOW)
        return bool(_NEGATED_BEFORE.search(self._view, begin, start)) and not _NOT_ONLY.search(self._view, begin, start)

    def _is_welcome(self, start: int, end: int) -> bool:
        head, tail = self._clause(start, end)
        return bool(_WELCOME_AFTER.search(tail) or _WELCOME_BEFORE.search(head))

    def _is_demanded(self, start: int, end: int) -> bool:
        head, tail = self._clause(start, end)
        return bool(_ASKED.search(tail) or _ASKED.search(head)) and not self._is_welcome(start, end)

    def _is_apart(self, start: int, end: int) -> bool:
        """Whether a semicolon parts it from what the rest of the sentence welcomes: "Java; Go is a plus"."""
        stop = _SEMICOLON.search(self._view, end, self._end)
        if stop is None or self._is_welcome(start, end) or _SEMICOLON.search(self._view, self._start, start):
            return False
        return _WELCOME_AFTER.search(self._view, stop.end(), self._end) is not None

    def _clause(self, start: int, end: int) -> tuple[str, str]:
        """What the clause says before and after a mention."""
        sentence = self._view[self._start : self._end]
        cuts = _breaks(sentence)
        head = max((stop for _, stop in cuts if stop <= start - self._start), default=0)
        tail = min((begin for begin, _ in cuts if begin >= end - self._start), default=len(sentence))
        return sentence[head : start - self._start], sentence[end - self._start : tail]


@lru_cache(maxsize=2)
def _stems_in(view: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the stems that a posting holds at all, a third of them; its sentences are asked for no others."""
    return tuple(stem for stem in stems if stem in view)


@lru_cache(maxsize=256)
def _breaks(sentence: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _BREAK.finditer(sentence))
