"""Certificates that a posting asks for."""

import re
from functools import cache

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Certification, Requirement
from jd_assets.parsing import wording
from jd_assets.parsing.document import Document
from jd_assets.parsing.tables import rows_of

_SECTIONS = (Section.REQUIRED, Section.PREFERRED, Section.ROLE_SUMMARY, Section.RESPONSIBILITIES)


@cache
def _table() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    rows = rows_of("certifications")
    each = tuple((row["name"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
    return each, re.compile("|".join(row["pattern"] for row in rows), re.IGNORECASE)


def certifications_of(document: Document) -> list[Certification]:
    """Each known certificate once, with the words that name it."""
    each, any_of_them = _table()
    found: dict[str, Certification] = {}
    for sentence in document.in_sections(*_SECTIONS):
        if any_of_them.search(document.view, sentence.start, sentence.end) is None:
            continue
        preferred = sentence.section is Section.PREFERRED or wording.PREFERRED.search(document.words_of(sentence))
        requirement: Requirement = "preferred" if preferred else "required"
        for name, pattern in each:
            match = pattern.search(document.view, sentence.start, sentence.end)
            if match is not None and name not in found:
                raw = document.text[match.start() : match.end()]
                found[name] = Certification(name=name, raw=raw, requirement=requirement)
    return list(found.values())
