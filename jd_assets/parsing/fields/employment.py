"""Under which kind of contract the work is done."""

import re

from jd_assets.contracts.nano_parse import EmploymentType
from jd_assets.parsing.structure.document import Document

LABEL_REACH = 60  # characters after "Employment type:" in which its value stands

_INTERN_TITLE = re.compile(r"\bintern(?:ship)?\b|\btrainee\b|\bworking student\b|\bapprentice", re.IGNORECASE)


def employment_type_of(document: Document, title: str | None) -> EmploymentType | None:
    """The kind of employment: from the title, a labelled line, else the first mention in the text."""
    if title and _INTERN_TITLE.search(title):
        return "internship"
    mentions = document.hits("employment")
    for label in document.hits("employment_label"):
        for mention in mentions:
            if label.end <= mention.start < label.end + LABEL_REACH:
                return mention.value  # type: ignore[return-value]  # the table holds the contract's own names
    return mentions[0].value if mentions else None  # type: ignore[return-value]
