"""Human languages that a posting asks for."""

import re

from jd_assets.contracts.base import Section
from jd_assets.parsing.structure.cues import Hit
from jd_assets.parsing.structure.document import Document

_ASKED = re.compile(
    r"\bfluen|\bproficien|\bspeak|\bspoken|\bwritten|\bnative|\bbilingual|\bmother tongue|\blanguages?\b|\bcommand of"
    r"|\bknowledge of|\b[abc][12]\b|\bcommunicat|\bverbal|\bwriting|\bskills?\b|\blevel\b|\bworking proficiency"
    r"|\b(?:good|excellent|strong|basic|conversational|business|perfect) (?=[A-Z])|\bplus\b|\bmust\b|\brequired\b"
    r"|\bpreferred\b|\badvantage",
    re.IGNORECASE,
)
# After these a language in lower case is no other word: "fluent in written and spoken english".
_SPEECH = re.compile(r"\b(?:fluen\w+|written|spoken|verbal|native)\b(?:\s+\w+){0,3}?\s+$", re.IGNORECASE)
_OBJECT = re.compile(r" (?:the|our|your|an?|up)\b")
_WINDOW = 50
_SECTIONS = (Section.REQUIRED, Section.PREFERRED, Section.ROLE_SUMMARY, Section.RESPONSIBILITIES)


def languages_of(document: Document) -> list[str]:
    """The names of the languages asked for, in order of the text."""
    names: dict[str, None] = {}
    hits = document.hits("language")
    for sentence in document.with_cue("language", *_SECTIONS):
        if _ASKED.search(document.view, sentence.start, sentence.end) is None:
            continue
        inside = (hit for hit in hits if sentence.start <= hit.start < sentence.end)
        names.update((hit.value, None) for hit in inside if _is_name(document.view, hit))
    return list(names)


def _is_name(view: str, hit: Hit) -> bool:
    """Whether a hit is written as a name and not the verb of "Polish the design"."""
    if view[hit.start].islower() and _SPEECH.search(view, max(0, hit.start - _WINDOW), hit.start) is None:
        return False
    return _OBJECT.match(view, hit.end) is None
