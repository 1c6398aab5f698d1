"""Certificates that a posting asks for."""

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Certification, Requirement
from jd_assets.parsing.structure.document import Document

_SECTIONS = (Section.REQUIRED, Section.PREFERRED, Section.ROLE_SUMMARY, Section.RESPONSIBILITIES)


def certifications_of(document: Document) -> list[Certification]:
    """Each known certificate once, with the words that name it."""
    found: dict[str, Certification] = {}
    longest = {hit.start: hit for hit in sorted(document.hits("certificate"), key=lambda hit: hit.end)}
    for sentence in document.with_cue("certificate", *_SECTIONS):
        preferred = sentence.section is Section.PREFERRED or "preferred" in sentence.cues
        requirement: Requirement = "preferred" if preferred else "required"
        for hit in longest.values():
            if sentence.start <= hit.start < sentence.end and hit.value not in found:
                raw = document.text[hit.start : hit.end]
                found[hit.value] = Certification(name=hit.value, raw=raw, requirement=requirement)
    return list(found.values())
