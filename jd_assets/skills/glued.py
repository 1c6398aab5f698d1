"""Words that lost the blank or line break between them: "TableauPeople", "methods8", "scaleStrong"."""

import re
from collections.abc import Container, Iterator, Mapping

from jd_assets.skills.discovery.chunks import Chunk
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
# A capital inside a word, as "productsJava" and "AWSExcellent" have.
_SEAM_INSIDE = re.compile(r"[a-z][a-z\d][A-Z]|[A-Z][A-Z][a-z]{3}")
_LETTERS = re.compile(r"[A-Za-z\d]+(?![\w.])")
_LONGEST_WORD = 200
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+\d?(?![a-z])")
# Function words that a name was glued to: "BigQueryor Redshift", "Dockerand".
_FUNCTION_TAILS = ("or", "and", "with", "using")
_SHORTEST_BEFORE_TAIL = 5
# A name of so many long words is a list that lost its blanks: "CollaborationAccountabilityResilience".
_PARTS_OF_A_LIST = 3


def seams(text: str, known: Container[str]) -> Iterator[int]:
    """Offsets in order at which glued words are to be parted, so that the names among them are found.

    Args:
        text: The posting.
        known: Words of the library in lower case; what is one of them as a whole stays whole.
    """
    found: set[int] = set()
    stop = 0
    for seam in _SEAM_INSIDE.finditer(text):
        if seam.start() < stop:
            continue
        start = seam.start()
        while start and text[start - 1].isalnum() and seam.start() - start < _LONGEST_WORD:
            start -= 1
        word = _LETTERS.match(text, start)
        stop = word.end() if word else seam.end()
        if word is not None and word[0].lower() not in known:
            found.update(_word_seams(word, known))
    for name, glued in _with_tails(text, known):
        found.update(word.start() + len(name) for word in re.finditer(rf"(?<!\w){re.escape(glued)}(?![\w.])", text))
    yield from sorted(found)


def _with_tails(text: str, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Known names with a capital, and the word that each makes with a function word behind it."""
    for word in {word.strip(".,;:()") for word in text.split()}:
        if not word[:1].isupper() or not word.endswith(_FUNCTION_TAILS) or word.lower() in known:
            continue
        tail = next(tail for tail in _FUNCTION_TAILS if word.endswith(tail))
        name = word[: -len(tail)]
        if len(name) >= _SHORTEST_BEFORE_TAIL and name.lower() in known:
            yield name, word


def _word_seams(word: re.Match[str], known: Container[str]) -> Iterator[int]:
    parts = list(_PARTS.finditer(word[0]))
    listed = len(parts) >= _PARTS_OF_A_LIST and all(len(part[0]) >= _SHORTEST_TAIL for part in parts)
    for part in parts[1:]:
        left, right = word[0][: part.start()], word[0][part.start() :]
        opens = part[0].lower() in _OPENERS and len(part[0]) >= _SHORTEST_TAIL
        ends = right.lower() in known and (left.lower() in _PLAIN or left.islower()) and left.lower() not in known
        if listed or ends or (opens and left.lower() in known):
            yield word.start() + part.start()


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
