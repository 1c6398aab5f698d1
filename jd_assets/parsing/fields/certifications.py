"""Certificates, licences and clearances that a posting asks for.

Those of the table are known by name, others by the wording that names one.
"""

import re
from collections.abc import Iterator

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Certification, Requirement
from jd_assets.parsing.fields.requirement import clauses_of
from jd_assets.parsing.structure.cues import Hit
from jd_assets.parsing.structure.document import Document

MAX_ITEMS = 15
_SECTIONS = (Section.REQUIRED, Section.PREFERRED, Section.ROLE_SUMMARY, Section.RESPONSIBILITIES)
_LISTS = (Section.REQUIRED, Section.PREFERRED, Section.ROLE_SUMMARY)
_CUES = frozenset({"certificate", "certificate_word"})
MAX_ACRONYM = 6  # letters; an acronym as short as this is one only in capitals
# "a valid teaching certificate", "AI/ML or cloud certifications"
_NAMED = re.compile(
    r"(?P<before>(?:[A-Za-z][\w&+#'.-]*(?:/[A-Za-z]\w*)*,?\s+){1,5})"
    r"(?P<noun>certifications?|certificates?|licen[cs]es?|licensure|accreditations?"
    r"|clearance)\b(?!\s+(?:to|of)\s+(?:the\s+)?(?:use|origin))",
)
_CERTIFIED = re.compile(r"\b(?:[A-Z][\w+]*(?: [A-Z][\w+]*)? )?Certified(?: [A-Z][\w/+]*){1,4}")
_AND = re.compile(r",\s*(?:(?:or|and)\s+)?|\s+(?:or|and|and/or)\s+")
# Words before such a noun that name nothing.
_EMPTY = frozenset(
    """a an the any all other one more of or and in with for to is are be as at on your our their his her its this that
    these such valid current active relevant professional related appropriate applicable industry recognized
    recognised additional necessary required preferred desired similar equivalent formal technical have has having
    hold holds holding obtain obtains obtaining maintain maintains possess possesses get gain earn must should will
    may can able ability possession proof copy unrestricted clear clean full state federal national local strong
    good some various multiple several least following degree degrees training education courses skills experience
    qualifications plus including include includes etc e.g by from via through not no well up clinical-related new
    existing issued eligible eligibility appropriate subject- if where when completion complete completed success
    successful passing pass who advanced basic specific specialized specialised certified licensed required- both
    either candidates applicants without those anyone interim unless active/current bachelor's master's bachelors
    higher diploma diplomas workshops licenses licences certificates certifications memberships membership
    registration level requires require requirement requirements minimum possess- accredited evidence knowledge
    hands-on non-""".split()
)
# Certificates and licences that are no qualification of a person.
_NO_QUALIFICATION = frozenset(
    """ssl tls digital software birth death marriage gift tax product open source enterprise test academic school high
    site material materials quality security-certificate business import export user web domain code data-license root
    x.509 client server medical-certificate building stock share land occupancy patent music
    content film brand""".split()
)


def certifications_of(document: Document) -> list[Certification]:
    """Each certificate once, with the words that name it, and whether its own clause requires or wishes for it."""
    found: dict[str, Certification] = {}
    longest = {hit.start: hit for hit in sorted(document.hits("certificate"), key=lambda hit: hit.end)}
    hits = [longest[start] for start in sorted(longest) if _is_written_as_name(document.view, longest[start])]
    for sentence in document.sentences:
        if sentence.section not in _SECTIONS or not sentence.cues & _CUES:
            continue
        words = document.words_of(sentence)
        named = [hit.start - sentence.start for hit in hits if sentence.start <= hit.start < sentence.end]
        clauses = clauses_of(words, sentence, [*named, *(found.start("noun") for found in _NAMED.finditer(words))])
        taken: list[tuple[int, int]] = []
        for hit in hits:
            if not sentence.start <= hit.start < sentence.end or any(start <= hit.start < end for start, end in taken):
                continue
            taken.append((hit.start, hit.end))
            raw = document.text[hit.start : hit.end]
            asked = _asked(clauses, hit.start - sentence.start)
            found.setdefault(hit.value, Certification(name=hit.value, raw=raw, requirement=asked))
        if sentence.section in _LISTS:
            for name, start, end in _others(words):
                at = sentence.start + start
                if any(begin < sentence.start + end and at < stop for begin, stop in taken) or len(found) >= MAX_ITEMS:
                    continue
                raw = document.text[at : sentence.start + end]
                found.setdefault(name, Certification(name=name, raw=raw, requirement=_asked(clauses, start)))
    return list(found.values())


def _asked(clauses: list[tuple[int, int, Requirement]], at: int) -> Requirement:
    return next((requirement for left, right, requirement in clauses if left <= at < max(right, left + 1)), "required")


def _is_written_as_name(view: str, hit: Hit) -> bool:
    word = view[hit.start : hit.end]
    return not (word.isalpha() and len(word) <= MAX_ACRONYM and word.islower())


def _others(words: str) -> Iterator[tuple[str, int, int]]:
    """Certificates that the table lacks, by the wording that names one: name and offsets in the sentence."""
    for found in _CERTIFIED.finditer(words):
        yield found.group(), *found.span()
    for found in _NAMED.finditer(words):
        noun = _noun(found["noun"])
        at = found.start("before")
        for piece in _pieces(found["before"]):
            name = _named(piece)
            if name:
                yield f"{name[0].upper()}{name[1:]} {noun}", at + found["before"].index(piece), found.end()


def _pieces(before: str) -> Iterator[str]:
    pieces = [piece.strip() for piece in _AND.split(before.strip())]
    yield from (piece for piece in pieces if piece)


def _named(piece: str) -> str:
    words = piece.split()
    for place in range(len(words) - 1, -1, -1):
        if (
            words[place].lower().strip(",.") in _EMPTY
            or words[place].endswith((".", ":", "'s"))
            or (words[place].lower().endswith("ing") and place == 0 and len(words) > 1)
        ):
            words = words[place + 1 :]
            break
    if not words or len(words) > 3 or any(word.lower() in _NO_QUALIFICATION for word in words):
        return ""
    return " ".join(words)


def _noun(written: str) -> str:
    lowered = written.lower().rstrip("s") if written.lower() != "licensure" else "license"
    return "license" if lowered.startswith("licen") else lowered
