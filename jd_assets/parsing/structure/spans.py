"""Lines and list items of a posting, by offsets into its matching view."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """One line without its list mark, heading mark and outer blanks."""

    start: int
    end: int
    bullet: bool
    markdown_level: int = 0  # of a "##" heading; 0 where there is none
    symbol: bool = False  # an emoji stands before it: a list mark, or the ornament of a heading
    column: int | None = None  # of a cell, in a table whose first row is marked as its head
    is_head: bool = False  # a cell of that row


GLYPHS = "•▪●◦‣⁃∙○■□❖➢➤►▶✓✔✅◆◇➔→·§\uf0b7\uf0a7\uf0d8"
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(
    rf"(?:\s|>(?=\s))*(?:(?P<hashes>\#(?=\s)|\#{{2,6}})\s*|(?P<bullet>(?:[{GLYPHS}]+\s*|[-*+o~]\s+|-+(?=[A-Z])"
    r"|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+)+))?"
)
# Emoji and other symbols before the text of a line; money, hash and quote signs belong to the text.
_SYMBOLS = re.compile(r"(?:[^\w\s\"'(\[#$€£¥₹@&*_+.<|/\\-]\s*)+")
_RULE = re.compile(r"[\s|:*_=#-]*$")
_LITERAL_COMMA = re.compile(r"['\"], ['\"](?:(?:\\xa0|\\n| )+)?")
_LITERAL_END = re.compile(r"['\"]?\]?$")
_TABLE_CELL = re.compile(r"(?<=\|)[^|\n]+")
# The line that marks the one above it as the head of a table, of two columns at least.
_BELOW_HEAD = re.compile(r"\n *\|(?: *:?-+:? *\|){2,} *$", re.MULTILINE)


def lines_of(view: str) -> Iterator[Line]:
    """The lines that say something; each cell of a Markdown table row counts as a line."""
    table_end = -1  # of the last row of a table with a head
    for found in _LINE.finditer(view):
        start, end = found.span()
        is_row = view[start] == "|"
        is_head = is_row and _BELOW_HEAD.match(view, end) is not None
        has_columns = is_head or (is_row and table_end == start - 1)
        table_end = end if has_columns else table_end
        if _RULE.match(view, start, end) and not is_head:
            continue
        if is_row:
            yield from _cells(view, start, end, has_columns, is_head)
        elif view.startswith(("['", '["'), start):
            yield from (_line(view, *part) for part in _literal_items(view, start, end))
        else:
            yield _line(view, start, end)


def _cells(view: str, start: int, end: int, has_columns: bool, is_head: bool) -> Iterator[Line]:
    column = 0
    at = start
    for cell in _TABLE_CELL.finditer(view, start, end):
        column += view.count("|", at, cell.start())
        at = cell.start()
        yield _line(view, *cell.span())._replace(column=column - 1 if has_columns else None, is_head=is_head)


def _literal_items(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The strings of a list that a scraper stored as program text: "['Build it', 'Run it']"."""
    begin = start + 2
    for found in _LITERAL_COMMA.finditer(view, start, end):
        yield begin, found.start()
        begin = found.end()
    yield begin, end - len(_LITERAL_END.search(view[max(begin, end - 2) : end]).group())  # type: ignore[union-attr]


def _line(view: str, start: int, end: int) -> Line:
    mark = _MARK.match(view, start, end)
    level, bullet = 0, False
    if mark is not None:
        level = len(mark["hashes"] or "")
        bullet = mark["bullet"] is not None
        start = mark.end()
    symbols = _SYMBOLS.match(view, start, end)
    symbol = symbols is not None and symbols.end() < end and not bullet and level == 0
    if symbols is not None and symbols.end() < end:
        start = symbols.end()
    start, end = stripped(view, start, end)
    return Line(start, end, bullet or symbol, level, symbol)


def stripped(view: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without blanks at either end."""
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return start, end
