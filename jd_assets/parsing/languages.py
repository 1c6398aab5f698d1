"""Human languages that a posting asks for."""

import re

from jd_assets.contracts.base import Section
from jd_assets.parsing.document import Document

_NAMES = (
    "English German French Spanish Italian Portuguese Dutch Flemish Swedish Norwegian Danish Finnish Icelandic Polish Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Russian Ukrainian "
    "Arabic Hebrew Persian Farsi Hindi Urdu Bengali Tamil Telugu Marathi Punjabi Mandarin Cantonese Chinese Japanese Korean Vietnamese Thai Indonesian Malay Tagalog Filipino Amharic Swahili "
    "Lithuanian Latvian Estonian Croatian Serbian Slovenian Catalan Afrikaans"
).split()
_LANGUAGE = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b")
_ASKED = re.compile(
    r"\bfluen|\bproficien|\bspeak|\bspoken|\bwritten|\bnative|\bbilingual|\bmother tongue|\blanguages?\b|\bcommand of|\bknowledge of|\b[abc][12]\b|\bcommunicat|\bverbal|\bwriting|\bskills?\b|\blevel\b|\bbusiness english|\bworking proficiency",
    re.IGNORECASE,
)
_SECTIONS = (Section.REQUIRED, Section.PREFERRED, Section.ROLE_SUMMARY, Section.RESPONSIBILITIES)


def languages_of(document: Document) -> list[str]:
    """The names of the languages asked for, in order of the text."""
    names: dict[str, None] = {}
    for sentence in document.in_sections(*_SECTIONS):
        words = document.words_of(sentence)
        if _LANGUAGE.search(words) and _ASKED.search(words):
            names.update(dict.fromkeys(_LANGUAGE.findall(words)))
    return list(names)
