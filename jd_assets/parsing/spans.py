"""Lines, list items and sentences of a posting, by offsets into its matching view."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jd_assets.parsing.words import ACTION_FORMS, SENTENCE_OPENERS


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its list mark, heading mark and outer blanks."""

    start: int
    end: int
    bullet: bool
    markdown_level: int = 0  # of a "##" heading; 0 where there is none


GLYPHS = "•▪●◦‣⁃∙○■□❖➢➤►▶✓✔✅◆◇➔→·§\uf0b7\uf0a7\uf0d8"
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(
    rf"(?:\s|>(?=\s))*(?:(?P<hashes>\#(?=\s)|\#{{2,6}})\s*|(?P<bullet>(?:[{GLYPHS}]+\s*|[-*+o~]\s+|-+(?=[A-Z])"
    r"|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+)+))?"
)
# Emoji and other symbols before the text of a line; money, hash and quote signs belong to the text.
_SYMBOLS = re.compile(r"(?:[^\w\s\"'(\[#$€£¥₹@&*_+.<|/\\-]\s*)+")
_RULE = re.compile(r"[\s|:*_=#-]*$")
_DASHED = re.compile(r" [-*] (?=[A-Z0-9])")
DASHES_OF_A_LIST = 3  # as many " - " before capitals in one line are list marks, not dashes
_LITERAL_COMMA = re.compile(r"['\"], ['\"](?:(?:\\xa0|\\n| )+)?")
_LITERAL_END = re.compile(r"['\"]?\]?$")
_TABLE_CELL = re.compile(r"[^|]+")


def lines_of(view: str) -> Iterator[Line]:
    """The lines that say something; each cell of a Markdown table row counts as a line."""
    for found in _LINE.finditer(view):
        start, end = found.span()
        if _RULE.match(view, start, end):
            continue
        if view[start] == "|":
            yield from (_line(view, *cell.span()) for cell in _TABLE_CELL.finditer(view, start, end))
        elif view.startswith(("['", '["'), start):
            yield from (_line(view, *part) for part in _literal_items(view, start, end))
        else:
            yield _line(view, start, end)


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
    if symbols is not None and symbols.end() < end:
        start = symbols.end()
        bullet = bullet or level == 0
    start, end = stripped(view, start, end)
    return Line(start, end, bullet, level)


def stripped(view: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without blanks at either end."""
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return start, end


_MARKS = (
    r"(?P<stop>(?<![.!?])[.!?]+[\"')\]*]*)\s+(?=[\"'(\[*]*[A-Z0-9])"  # "done. Next"
    r"|(?P<glyph>{glyph})"  # "• one • two"
    r"|(?P<glued_stop>(?<=[A-Za-z0-9)\]%]{{2}})[.!?;:]+)(?=[A-Z][a-z]+(?:[\s,']|$))"  # "done.Next one"
    r"|(?P<caps>(?<=[a-z.;!)])(?=[A-Z][A-Z &/()-]{{4,50}}:))"  # "doneREQUIRED SKILLS: next"
    r"|(?P<glue>(?<=[A-Za-z0-9+\#)\]%])(?=[A-Z][a-z]+(?:[\s,:']|$)|[A-Z]\s[a-z]{{2}}|\d\d?\+? [Yy]ears))"  # "doneNext one"
)
_BOUNDARY = re.compile(_MARKS.format(glyph=f"[{GLYPHS}]"))
_BOUNDARY_DASHED = re.compile(_MARKS.format(glyph=rf"[{GLYPHS}]|(?<= )[-*](?= [A-Z0-9])"))
_ABBREVIATIONS = frozenset(
    """e.g i.e eg ie etc vs dr mr mrs ms sr jr st no approx inc ltd co corp llc gmbh min max dept fig est u.s u.k u.s.a
    b.s m.s b.sc m.sc b.a m.a b.e ph.d b.tech m.tech a.m p.m a.k.a incl excl resp yrs yr hrs""".split()
)
# After these a full stop ends the sentence all the same when a capital follows.
_SOFT_ABBREVIATIONS = frozenset({"etc", "inc", "ltd", "llc", "yrs", "hrs", "a.m", "p.m"})
_CAMEL_TAILS = frozenset({"Ops", "Js", "Commerce", "Shift", "Sql", "Net", "Script", "Hub", "Lab", "Labs", "Base", "Io"})
# Names whose second part is a word that also opens sentences.
_CAMEL_NAMES = frozenset(
    """mapreduce mindmapping indesign onedrive solidworks mathworks wework upwork dreamworks fireworks testcomplete xctest
    pytest googletest slideshare powerautomate fasttrack autoscale docusign getresponse teststand codepipeline
    cloudtrail opendesign labview openview leetcode vscode netbeans datastage datashare airtable powerdesigner
    codecommit codebuild codedeploy sagemaker bigquery powerbi sqlalchemy mlflow oneview onestream webwork""".split()
)
_OPENERS = ACTION_FORMS | SENTENCE_OPENERS
_LAST_TOKEN = re.compile(r"[A-Za-z.]+$")
_ALNUM_TAIL = re.compile(r"[A-Za-z0-9]+$")
_WORD = re.compile(r"[A-Za-z]+")
_TAIL_WINDOW = 40  # characters looked back for the word before a boundary; longer than any word that matters


def sentences_of(view: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a line as `(start, end, follows_glyph)`; sentences glued by a scraper are parted."""
    begin, after_glyph = start, False
    dashed = len(_DASHED.findall(view, start, end)) >= DASHES_OF_A_LIST
    for found in (_BOUNDARY_DASHED if dashed else _BOUNDARY).finditer(view, start, end):
        if not _is_boundary(view, found, begin):
            continue
        stop = found.end("stop") if found["stop"] else found.end("glued_stop") if found["glued_stop"] else found.start()
        piece = stripped(view, begin, stop)
        if piece[0] < piece[1]:
            yield *piece, after_glyph
        begin, after_glyph = found.end(), found["glyph"] is not None
    piece = stripped(view, begin, end)
    if piece[0] < piece[1]:
        yield *piece, after_glyph


def _is_boundary(view: str, found: re.Match[str], begin: int) -> bool:
    if found["caps"] is not None:
        return True
    if found["glyph"]:
        return found["glyph"] != "·" or found.start() > begin
    at = found.start()
    before = view[max(begin, at - _TAIL_WINDOW) : at]
    if found["stop"]:
        if found["stop"][0] != ".":
            return True
        word = _LAST_TOKEN.search(before)
        return word is None or _ends_sentence(word.group().lower())
    right = _WORD.match(view, found.end())
    if found["glued_stop"]:
        return right is None or right.group() not in _CAMEL_TAILS
    return _is_glued(before, right.group() if right else "")


def _ends_sentence(word: str) -> bool:
    if len(word) == 1:
        return word in {"c", "r", "s"}  # "written in C. You" but not "J. Smith"
    return word not in _ABBREVIATIONS or word in _SOFT_ABBREVIATIONS


def _is_glued(before: str, right: str) -> bool:
    """Whether the words left and right of a lower-to-upper change belong to two sentences."""
    if not right:  # digits: "skills5+ years"
        return before[-1:].islower()
    if right in _CAMEL_TAILS:
        return False
    left = _ALNUM_TAIL.search(before)
    if left is None:  # after ")" or "+"
        return right.lower() in _OPENERS or before[-1:] in ")]"
    token = left.group()
    if (token + right).lower() in _CAMEL_NAMES:
        return False
    if token[-1].islower() and token[0].islower() and len(token) > 2:
        return True
    return right.lower() in _OPENERS and len(token) > 1 and len(right) > 1
