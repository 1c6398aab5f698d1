"""Texts of others as they may be shown: nothing in them steers a terminal, turns a line around, or is a link."""

import re
import unicodedata

#: An escape sequence of terminals: CSI, OSC with its end, or two characters.
_ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])?")
#: Markdown's marks for images, links, code, tags and columns.
_MARKS = re.compile(r"([\\`\[\]!|*_~])")
#: What renderers make a link of by themselves.
_AUTOLINK = re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*:)(?=//)|(\bwww)(?=\.)|(?<=\w)(@)(?=\w)")
#: Seen by nobody, and between the parts of an address the end of it.
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    r"""The text on one line, without control, escape, direction and zero-width characters.

    Example:
        plain("\x1b[31mred\u202eder") == "redder"
    """
    if text.isprintable():  # it has none of these
        return " ".join(text.split())
    text = _ESCAPE_SEQUENCE.sub("", text)
    kept = (" " if each.isspace() else each for each in text if each.isspace() or unicodedata.category(each)[0] != "C")
    return " ".join("".join(kept).split())


def plain_markdown(text: str) -> str:
    r"""The text as Markdown that shows it as it is: no image is loaded, and nothing leads anywhere.

    Example:
        plain_markdown("![x](http://a.example)") == "\\!\\[x\\](http:\u2060//a.example)"
    """
    marked = _MARKS.sub(r"\\\1", plain(text)).replace("&", "&amp;").replace("<", "&lt;")
    return _AUTOLINK.sub(lambda found: f"{found[0]}{_WORD_JOINER}", marked)


def is_blank(text: str) -> bool:
    """True where nothing of the text can be seen."""
    return not plain(text)
