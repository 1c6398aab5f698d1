"""Under which kind of contract the work is done."""

import re

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import EmploymentType
from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.structure.cues import Hit, cue_book
from jd_assets.parsing.structure.document import Document
from jd_assets.text.normalise import matching_view

LABEL_REACH = 60  # characters after "Employment type:" in which its value stands

_INTERN_TITLE = re.compile(r"\bintern(?:ship)?\b|\btrainee\b|\bworking student\b|\bapprentice", re.IGNORECASE)
# "Contract Java Developer" works under one, "Contract Manager" on them.
_CONTRACT_TITLE = re.compile(
    r"^contract (?!(?:manage|admin|special|officer|negotiat|lawyer|counsel|analy|coordinat|compliance|surety|law"
    r"|review))"
    r"|[(\-|,] *contract(?:or)?\b *\)?",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|non)\b[^,;|]{0,20}$", re.IGNORECASE)
# A kind of contract that is asked of the candidate's past is not the job's.
_PAST = re.compile(r"[^.\n]{0,40}\bexperience\b", re.IGNORECASE)


def employment_type_of(document: Document, title: str | None, header: Header | None = None) -> EmploymentType | None:
    """The kind of employment: from the title, the header line, a labelled line, else the first mention in the text.

    "Permanent" says how long, and yields to hours or a kind of contract named beside it.
    """
    if title and _INTERN_TITLE.search(title):
        return "internship"
    if title and (stated := _in_title(title)) is not None:
        return stated
    of_employer = [(each.start, each.end) for each in document.with_cue("employment", Section.ABOUT_COMPANY)]
    mentions = [
        hit
        for hit in document.hits("employment")
        if not _is_of_past(document, hit) and not any(start <= hit.start < end for start, end in of_employer)
    ]
    if header is not None:
        inside = [hit for hit in mentions if header.start <= hit.start < header.end]
        if inside:
            return _first(document, inside)
    for label in document.hits("employment_label"):
        inside = [hit for hit in mentions if label.end <= hit.start < label.end + LABEL_REACH]
        if inside:
            return _first(document, inside)
    return _first(document, mentions) if mentions else None


def _is_of_past(document: Document, hit: Hit) -> bool:
    """Whether experience is spoken of behind it; on its own line, which a mention may end with."""
    return not document.view[hit.start : hit.end].endswith("\n") and bool(_PAST.match(document.view, hit.end))


def _in_title(title: str) -> EmploymentType | None:
    view = matching_view(title)
    hits = [
        hit for hit in cue_book().scan(view).by_kind.get("employment", []) if not _DENIED.search(view, 0, hit.start)
    ]
    if hits:
        return hits[0].value  # type: ignore[return-value]  # the table holds the contract's own names
    return "contract" if _CONTRACT_TITLE.search(view) else None


def _first(document: Document, mentions: list[Hit]) -> EmploymentType:
    first = mentions[0]
    if document.view[first.start : first.end].lower().startswith("permanent"):
        start, end = document.line_around(first.start, first.end)
        beside = [hit for hit in mentions if start <= hit.start < end and hit.value != "full_time"]
        first = beside[0] if beside else first
    return first.value  # type: ignore[return-value]  # the table holds the contract's own names
