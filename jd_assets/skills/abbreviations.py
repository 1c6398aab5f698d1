"""Abbreviations in brackets after what they stand for: the EDC of "electronic data capture (EDC)"."""

import re

from jd_assets.skills.discovery.chunks import Chunk

_WORDS_BEFORE = re.compile(r"[a-z]+")
_LETTERS = re.compile(r"[A-Z&-]{2,7}s?")
_WINDOW = 90
# Words that an abbreviation passes over: the "of" of "proof of concept".
_PASSED_OVER = 2


def long_form_end(text: str, view: str, chunk: Chunk) -> int | None:
    """Where the words that a bracketed abbreviation stands for end; None for any other phrase."""
    before = text[chunk.start - 1 : chunk.start] if chunk.start else ""
    if before != "(" or text[chunk.end : chunk.end + 1] != ")" or not _LETTERS.fullmatch(text, chunk.start, chunk.end):
        return None
    letters = [letter for letter in text[chunk.start : chunk.end] if letter.isupper()]
    start = max(0, chunk.start - _WINDOW)
    words = _WORDS_BEFORE.findall(view, start, chunk.start)[-len(letters) - _PASSED_OVER :]
    initials = iter([word[0] for word in words])
    if not all(letter.lower() in initials for letter in letters):  # consumed in order
        return None
    return len(text[: chunk.start - 1].rstrip()) if chunk.start > 1 else None
