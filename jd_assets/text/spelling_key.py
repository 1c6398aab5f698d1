r"""The key that all spellings of a name have in common, and no other name has.

`spelling_key` in SQL (`sql/migrations`) is the same function, for tables that names are looked up in; a test holds the
two together. So each step is one that both languages take alike, whatever the locale of the database: letters are
listed by code point, not by class, and no character vanishes but the listed marks and signs.
"""

import re
import unicodedata
from functools import lru_cache

from jd_assets.text.plurals import without_plural

#: Accents and other marks that combine with the letter before them.
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
#: Blanks, punctuation and symbols; not the signs that tell C from C++ and C#, and not the dot.
_SEPARATORS = re.compile(
    '[\x00-\x20!"$-*,\\-/:-@\\[-`{-\x7f\x80-\xbf\xd7\xf7\u02b9-\u02ff\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f'
    "\u3000-\u303f\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\ufe6f\ufeff\ufff0-\uffff\U0001f000-\U0001faff]+"
)
#: A dot parts words, but for that of a number ("TLS 1.2"); one that a name begins with (".NET") is kept besides.
_DOT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_DOT_AT_HEAD = re.compile(r"\.[^. ]")
#: Signs that a name is written with or without, of which NFKD would make letters.
_TRADE_MARKS = str.maketrans("™℠", "  ")
#: Capitals beyond ASCII, of Latin, Greek, Cyrillic and Armenian, with their small letters; no accents are left here.
_CAPITALS = "".join(
    letter
    for letter in map(chr, range(0x80, 0x590))
    if unicodedata.is_normalized("NFKD", letter) and letter.lower() != letter and len(letter.lower()) == 1
)
_SMALL = str.maketrans(_CAPITALS, _CAPITALS.lower()) | {ord("ς"): "σ", ord("ß"): "ss", ord("ẞ"): "ss"}
_ASCII_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_NOT_A_LETTER = re.compile(r"[^\w+#]+")


@lru_cache(maxsize=2**17)
def spelling_key(name: str) -> str:
    """What all spellings of a name have in common: no case, accents, blanks, punctuation, "&" or plural.

    The signs of "C++" and "C#", the dot of ".NET" and those within numbers stay. The key is for comparing and need not
    be a word. Kept, because each listing of proposals asks for the key of every skill of the library.

    Example:
        spelling_key("REST APIs") == spelling_key("rest-api") and spelling_key(".NET") != spelling_key("Net")
    """
    plain = _folded(name)
    text = _SEPARATORS.sub(" ", plain.replace("&", " and ")).strip(" ")
    key = ""
    if "." in text:
        key = "." if _DOT_AT_HEAD.match(text) else ""
        text = _DOT.sub(" ", text)
    # Each word is judged with those before it, so that "Dev Ops" is "DevOps": what ends a word ends the key so far.
    for word in text.split(" "):
        key = without_plural(key + word) if word else key
    return key or plain


def cased_letters(surface: str) -> str:
    """The letters, digits, + and # of a spelling in their own case, to compare case and nothing else."""
    return _NOT_A_LETTER.sub("", surface)


def _folded(name: str) -> str:
    if name.isascii():
        return name.translate(_ASCII_SMALL)
    decomposed = _MARKS.sub("", unicodedata.normalize("NFKD", name.translate(_TRADE_MARKS)))
    return decomposed.translate(_ASCII_SMALL).translate(_SMALL)
