"""Mends text that was garbled on its way.

That is HTML escaped once more, double encoding, Markdown escapes, unseen characters within words, and words broken at
line ends.

Text that shows none of these is returned as it is, so that offsets into a caller's own string hold.
"""

import re
from html import unescape

import ftfy

from jd_assets.ingest.documents.html import html_text

#: So many signs of a fault make one; fewer are the author's own: "use `&lt;br&gt;`", "a\*b".
MIN_SIGNS = 3
MIN_LINE_ENDS = 2

_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|li|ul|ol|div|br|span|strong|em|b|h[1-6])\b", re.IGNORECASE)
_DOUBLE_ESCAPED = re.compile(r"&amp;(?:lt|gt|amp|nbsp|#\d+|[a-z]{2,8});")
# UTF-8 read as Windows-1252: "Â£", "â€™", "Ã©"; Greek and Cyrillic text becomes runs of "Î±", "Ð¾".
_DOUBLE_ENCODED = re.compile(
    r"Â[£€©®°·\xa0»«]|â€[™œ“”\x9d\x99\x93\x94¢¦˜]|Ã[\x80-\xbf©¨¤¶¼¡³±§ª]|(?:[ÎÏÐÑ][\x80-\xbf°-¿‚-™Œ-ž†‡ˆ‰‹›“”•–—˜™ƒ]){3}"
)
_MARKDOWN_ESCAPE = re.compile(r"\\(?=[-+&.*_#()\[\]!~>|$])")
# Zero-width space, word joiner, byte order mark and soft hyphen: pages allow line breaks by them, unseen by readers.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]+(?=\\w)")
_HYPHEN_END = re.compile(r"(?P<left>\w+)-\n[ \t]*(?P<right>[a-z]+|\d+|[A-Z]?[a-z]+[A-Z]+\w*)")
# Second parts of words that are written with a hyphen: "full-time", "event-driven", "on-site".
_AFTER_HYPHEN = frozenset(
    """time site driven based oriented level term scale end party class quality to of in up on out off day days week
    year years making solving functional free ready first native wide owned paid range profit stop performance value
    volume friendly related motivated starter person demand premise premises call house hand hands edge cost risk
    speed paced standing growing leading facing minded sized tier stack month hour hours and or the side line-of
    depth""".split()
)


def mended(text: str) -> str:
    """The text as it was before it was escaped, encoded or broken into lines once too often."""
    if "&lt;" in text and len(_ESCAPED_TAG.findall(text)) >= MIN_SIGNS:
        text = html_text(unescape(text) if _DOUBLE_ESCAPED.search(text) is None else unescape(unescape(text)))
    if _DOUBLE_ENCODED.search(text):
        text = ftfy.fix_encoding(text)
    if "\\" in text and len(_MARKDOWN_ESCAPE.findall(text)) >= MIN_SIGNS:
        text = _MARKDOWN_ESCAPE.sub("", text)
    if len(_UNSEEN.findall(text)) >= MIN_SIGNS:
        text = _UNSEEN.sub("", text)
    if "-\n" in text and len(_HYPHEN_END.findall(text)) >= MIN_LINE_ENDS:
        text = _HYPHEN_END.sub(_joined, text)
    return text


def _joined(found: re.Match[str]) -> str:
    """A word broken at a line's end made whole; a hyphen of its own stays."""
    left, right = found["left"], found["right"]
    hyphen = right[0].isdigit() or left[-1].isdigit() or right in _AFTER_HYPHEN
    return f"{left}-{right}" if hyphen else left + right
