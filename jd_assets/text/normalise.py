"""How texts are folded before they are compared: typographic variants one for one, accents and letters' case."""

import re
import unicodedata

# Characters that mean the same to a matcher; every value is one character, so that offsets hold.
_FOLDS = {
    "\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060\u2032\uff07\uff40": "'",
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02": '"',
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d": "-",
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t": " ",
    "\u200b\u200c\u200d\u2060\ufeff\ufe0f\ufe0e": " ",
    "\u2028\u2029\u0085\x0b\x0c\r": "\n",
    "\u0130": "I",  # the only letter that lower() makes longer
}
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = {**_FULL_WIDTH, **{char: plain for chars, plain in _FOLDS.items() for char in chars}}
# str.translate looks every character up and takes ten times as long: 0.27 ms for a posting of 3 kB.
_VARIANT = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
_ASCII_VARIANTS = [char for char in _PLAIN if char.isascii()]


def matching_view(text: str) -> str:
    """The text with quotes, dashes, blanks and line ends in their plain form.

    The result has the length of the text, so an offset into one is an offset into the other; lower-casing
    the result keeps its length too.
    """
    if not text.isascii():
        return _VARIANT.sub(lambda found: _PLAIN[found[0]], text)
    for variant in _ASCII_VARIANTS:
        text = text.replace(variant, _PLAIN[variant])
    return text


def folded(text: str) -> str:
    """The text without typographic variants and accents, in lower case; its length may differ."""
    return without_accents(matching_view(text)).lower()


def without_accents(text: str) -> str:
    """The text with compatibility forms resolved and accents taken off: "Développeur" is "Developpeur"."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
