"""Sentences of a line, also where a scraper lost the blank or full stop between them."""

import re
from collections.abc import Iterator

from jd_assets.parsing.structure.spans import GLYPHS, stripped
from jd_assets.text.words import ACTION_FORMS, SENTENCE_OPENERS

DASHES_OF_A_LIST = 3  # as many " - " before capitals in one line are list marks, not dashes

_DASHED = re.compile(r" [-*] (?=[A-Z0-9])")
# "2+ years", "1 - 4 years".
_YEARS = r"\d\d?\+? ?(?:(?:-|–|to) ?\d\d?\+? ?)?[Yy](?:ea)?rs"
# Headings that a scraper glued on both sides: "client retentionRequirementsProven experience".
_HEADINGS = (
    *("Requirements", "Qualifications", "Responsibilities", "Duties", "Benefits", "Education", "Description"),
    *("Accountabilities", "Skills"),
)
_HEADING = rf"(?:{'|'.join(_HEADINGS)})(?=[A-Z][a-z])"
# Each alternative begins with one character of a small set, which keeps the search fast.
_MARKS = (
    r"(?P<stop>[.!?][\"')\]*]{{0,4}}(?=\s+[\"'(\[*]{{0,4}}[A-Z0-9]))"  # "done. Next"
    r"|(?P<glyph>{glyph})"  # "• one • two"
    r"|(?P<glued_stop>[.!?;:](?=[A-Z][a-z]+(?:[\s,']|$)|{years}))"  # "done.Next one", "field.1-2 years"
    r"|(?P<caps>[a-z.;!)](?=[A-Z][A-Z &/()-]{{4,50}}:))"  # "doneREQUIRED SKILLS: next"
    r"|(?P<glue>[A-Za-z0-9+\#)\]%](?=[A-Z][a-z]+(?:[\s,:']|$)|{heading}|A\s[a-z]{{2}}|{years}))"  # "doneNext one"
)
_BOUNDARY = re.compile(_MARKS.format(glyph=f"[{GLYPHS}]", years=_YEARS, heading=_HEADING))
_BOUNDARY_DASHED = re.compile(
    _MARKS.format(glyph=rf"[{GLYPHS}]|(?<= )[-*](?= [A-Z0-9])", years=_YEARS, heading=_HEADING)
)
# Three lines of four hold none of these and are one sentence. One set of the rarer characters comes first and what
# stands around it after: such a search skips letters in a third of the time.
_COULD_SPLIT = re.compile(
    rf"[.!?;:{GLYPHS}A-Z\d*-](?:(?<=[.!?;:{GLYPHS}])(?=.)|(?<=[a-z0-9+\#)\]%][A-Z])|(?<=[A-Z][A-Z])(?=[a-z])"
    r"|(?<=[a-z]\d)|(?<=[-*])(?= ))"
)
_ABBREVIATIONS = frozenset(
    """e.g i.e eg ie etc vs dr mr mrs ms sr jr st no approx inc ltd co corp llc gmbh min max dept fig est u.s u.k u.s.a
    b.s m.s b.sc m.sc b.a m.a b.e ph.d b.tech m.tech a.m p.m a.k.a incl excl resp yrs yr hrs""".split()
)
# After these a full stop ends the sentence all the same when a capital follows.
_SOFT_ABBREVIATIONS = frozenset({"etc", "inc", "ltd", "llc", "yrs", "hrs", "a.m", "p.m"})
# "written in C. You" ends a sentence, "J. Smith" does not.
_ONE_LETTER_NAMES = frozenset({"c", "r", "s"})
# Second parts of names such as "DevOps", which never open a sentence.
_CAMEL_TAILS = frozenset({"Ops", "Js", "Commerce", "Shift", "Sql", "Net", "Script", "Hub", "Lab", "Labs", "Base", "Io"})
_PLURAL_TAILS = frozenset({"As", "Is", "Us", "Os"})  # of acronyms
# Names whose second part is a word that also opens sentences.
_CAMEL_NAMES = frozenset(
    """mapreduce mindmapping indesign onedrive solidworks mathworks wework upwork dreamworks fireworks testcomplete
    xctest pytest googletest slideshare powerautomate fasttrack autoscale docusign getresponse teststand codepipeline
    cloudtrail opendesign labview openview leetcode vscode netbeans datastage datashare airtable powerdesigner
    codecommit codebuild codedeploy sagemaker bigquery powerbi sqlalchemy mlflow oneview onestream webwork""".split()
)
_OPENERS = ACTION_FORMS | SENTENCE_OPENERS
_LAST_TOKEN = re.compile(r"[A-Za-z.]+$")
_ALNUM_TAIL = re.compile(r"[A-Za-z0-9]+$")
_GLUED_BEFORE = re.compile(r"[A-Za-z0-9)\]%]{2}$")
_WORD = re.compile(r"[A-Za-z]+")
_TAIL_WINDOW = 40  # characters looked back for the word before a boundary; longer than any word that matters


def sentences_of(view: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a line as `(start, end, follows_glyph)`."""
    if _COULD_SPLIT.search(view, start, end) is None:
        if start < end:
            yield start, end, False
        return
    begin, after_glyph = start, False
    dashed = len(_DASHED.findall(view, start, end)) >= DASHES_OF_A_LIST
    for found in (_BOUNDARY_DASHED if dashed else _BOUNDARY).finditer(view, start, end):
        if not _is_boundary(view, found, begin):
            continue
        glyph = found.lastgroup == "glyph"
        piece = stripped(view, begin, found.start() if glyph else found.end())
        if piece[0] < piece[1]:
            yield *piece, after_glyph
        begin, after_glyph = found.end(), glyph
    piece = stripped(view, begin, end)
    if piece[0] < piece[1]:
        yield *piece, after_glyph


def _is_boundary(view: str, found: re.Match[str], begin: int) -> bool:
    kind = found.lastgroup
    if kind == "caps":
        return True
    if kind == "glyph":
        return found.group() != "·" or found.start() > begin
    if kind == "glue":
        right = _WORD.match(view, found.end())
        return _is_glued(view[max(begin, found.end() - _TAIL_WINDOW) : found.end()], right.group() if right else "")
    before = view[max(begin, found.start() - _TAIL_WINDOW) : found.start()]
    if kind == "glued_stop":
        return _is_glued_stop(before, _WORD.match(view, found.end()))
    if found.group()[0] != ".":
        return True
    word = _LAST_TOKEN.search(before)
    return word is None or _ends_sentence(word.group().lower())


def _is_glued_stop(before: str, right: re.Match[str] | None) -> bool:
    if right is not None and right.group() not in _CAMEL_TAILS:
        return _GLUED_BEFORE.search(before) is not None
    return right is None and before[-1:].islower()  # "field.1-2 years", and not "3.5 years"


def _ends_sentence(word: str) -> bool:
    if len(word) == 1:
        return word in _ONE_LETTER_NAMES
    return word not in _ABBREVIATIONS or word in _SOFT_ABBREVIATIONS


def _is_glued(before: str, right: str) -> bool:
    """Whether the words left and right of a lower-to-upper change belong to two sentences."""
    is_heading = before in _HEADINGS or (right.startswith(_HEADINGS) and right not in _HEADINGS)
    if is_heading or not right:  # digits: "skills5+ years"
        return is_heading or before[-1:].islower()
    if right in _CAMEL_TAILS or (right in _PLURAL_TAILS and before[-2:].isupper()):  # "DevOps", "CPAs"
        return False
    left = _ALNUM_TAIL.search(before)
    if left is None:  # after ")" or "+"
        return right.lower() in _OPENERS or before[-1:] in ")]"
    token = left.group()
    # The first word of a sentence, if so written, is a name: "TranzAct".
    if (token + right).lower() in _CAMEL_NAMES or (token[0].isupper() and len(token) == len(before)):
        return False
    if token[-1].islower() and token[0].islower() and len(token) > 2:
        return True
    return right.lower() in _OPENERS and len(token) > 1 and len(right) > 1
