"""Words that lost the blank or line break between them: "TableauPeople", "methods8", "scaleStrong"."""

import re
from collections.abc import Mapping

from jd_assets.skills.chunks import Chunk
from jd_assets.skills.plain_words import GLUE_ADJECTIVES
from jd_assets.skills.wordlists import BREAKERS, GENERIC, LEADING, TRAILING
from jd_assets.text.words import ACTION_FORMS, SENTENCE_OPENERS

# "websites.7", "resilience.BluePath": sentences that a scraper glued, but not "Vue.js".
_STOP = re.compile(r"[^\W_]\.(?!(?:js|net|io|ai|py|org|com)\b)\w", re.IGNORECASE)
_SEAM = re.compile(r"(?<=[A-Za-z0-9+#)])[A-Z][a-z]+")
_NUMBERED = re.compile(r"([a-z]{4,})\d+\+?$")
_OPENERS = LEADING | SENTENCE_OPENERS | ACTION_FORMS | GLUE_ADJECTIVES
# Before a capital these end a line: "RequiredNet", "knowledgeCI".
_ENDINGS = frozenset(word for word in TRAILING | SENTENCE_OPENERS if len(word) >= 5)  # "DataFlux" is a name
_CAPITALS = re.compile(r"[a-z](?=[A-Z])")
_SHOUTED = re.compile(r"[a-z]{3}[A-Z]{6,}")
# Second parts that make names of names.
_NAME_TAILS = frozenset(
    "base beans bench boot bricks cloud flow forge forms hub kit lab labs script studio unit".split()
)
_PLAIN = GENERIC | LEADING | TRAILING | BREAKERS
# The part after a known name: shorter ones are endings of names ("SparkR", "JavaFX").
_SHORTEST_TAIL = 4
_SHORTEST_NAME = 3


def is_glued(text: str, chunk: Chunk) -> bool:
    """Whether a phrase runs over the end of one sentence or list item into the next."""
    name = text[chunk.start : chunk.end]
    return bool(_STOP.search(name)) or _changes_case(name) or any(_is_glued_word(word) for word in name.split())


def name_before_seam(text: str, chunk: Chunk, spellings: Mapping[str, str]) -> tuple[int, str] | None:
    """Where the library spelling at the start of a glued word ends, and its skill: "Tableau" of "TableauPeople"."""
    stop = text.find(" ", chunk.start, chunk.end)
    word = text[chunk.start : chunk.end if stop < 0 else stop]
    for seam in _SEAM.finditer(word):
        left, tail = word[: seam.start()], seam[0]
        if len(left) >= _SHORTEST_NAME and _is_new_line(tail) and not left.islower():
            skill_id = spellings.get(left.lower())
            if skill_id is not None:
                return chunk.start + seam.start(), skill_id
    return None


def _is_new_line(tail: str) -> bool:
    return len(tail) >= _SHORTEST_TAIL and tail.lower() not in _NAME_TAILS


def _is_glued_word(word: str) -> bool:
    numbered = _NUMBERED.search(word.lower())
    if numbered is not None and numbered[1] in _PLAIN:
        return True
    if _SHOUTED.search(word) or any(word[: seam.end()].lower() in _ENDINGS for seam in _CAPITALS.finditer(word)):
        return True
    return any(len(seam[0]) > 1 and seam[0].lower() in _OPENERS for seam in _SEAM.finditer(word))


def _changes_case(name: str) -> bool:
    """Whether a phrase begins as prose and goes on as a new line does: "visualization Confidence"."""
    first, *rest = name.split()
    if any(word[0].isupper() and word.lower() in GLUE_ADJECTIVES for word in rest):
        return True
    return first.islower() and any(word[:1].isupper() and word[1:].islower() for word in rest)
