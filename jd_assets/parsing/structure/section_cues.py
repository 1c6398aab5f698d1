"""What a sentence speaks about, told from the cues in it; for postings and parts of them without headings."""

import re
from collections.abc import Set as AbstractSet

from jd_assets.contracts.base import Section
from jd_assets.text.words import ACTION_FORMS

_FIRST_WORDS = re.compile(r"[\"'(*]*(?:\d{1,3} ?%[ :-]*)?([A-Za-z-]+)(?:[ ,]+(?:(?:and|&|or|to) )?([A-Za-z-]+))?")
# Verbs that are as often nouns ("Design experience"): the word after them tells.
_NOUNS_TOO = frozenset(
    "work experience research design test support process program code track lead market project report service".split()
)
_AFTER_NOUN = frozenset(
    """experience skills knowledge authorization permit is are location locations record environment schedule hours
    background qualifications mode type model setup description title reference visa status life""".split()
)


# "Creating these devices involves ...", "Working together, we are ...": what the verb says is the subject of another
# one.
_SUBJECT_FOLLOWS = re.compile(
    r"[A-Za-z]+ing\b[^,.;]{0,160}?\b(?:is|are|was|were|involves?|requires?|means|has been|will be|can be|takes)\b"
    r"|(?:[A-Za-z]+ing|To [a-z]+)\b[^.;]{0,200}?,\s+"
    r"(?:we|our|it|they|the (?:company|firm|group|organi[sz]ation)|[A-Z]\w+)"
    r"(?:'re|\s+(?:is|are|was|has|have|were|can|will|offers?|provides?|helps?|values|serves|supports|works|delivers))\b"
)
_OPENS_REQUIREMENT = re.compile(
    r"[\"'(*]*(?:the |an? |your |must have |should have )?(?:(?:strong|excellent|good|solid|proven|deep|working"
    r"|previous|prior|demonstrated"
    r"|extensive|relevant|basic|advanced|sound|practical|exceptional|outstanding|great|preferred|genuine"
    r"|keen) )?(?:ability|abilities|experience|knowledge|understanding|familiarity|proficiency|fluency"
    r"|expertise|confidence|willingness|eagerness|desire|passion|aptitude|track record|background|degree|exposure"
    r"|skills?)\s+"
    r"(?:to|of|in|with|for|using|working|as)\b",
    re.IGNORECASE,
)


# A sentence that says what a firm is and speaks of nobody who would work there: "X is a provider with 70 years of
# heritage" asks for no years.
_OF_HOLDER = re.compile(
    r"\b(?:candidates?|applicants?|you|your|role|position|job|must|should|ideal|successful|someone|person|looking for"
    r"|seek\w*|hir(?:es?|ing)|degree|experience|knowledge of|required|requirements?|qualifications?"
    r"|individual|incumbent|members? of)\b",
    re.IGNORECASE,
)


# What somebody should be and not what they will do, though it speaks of the work: "The ideal candidate has led teams".
_WANTS_SOMEBODY = re.compile(
    r"\b(?:ideal|successful|right|perfect|best|strong|qualified) (?:candidate|applicant|person|individual)s?"
    r" (?:(?:will|should|must|would) )?(?:be an? |have\b|possess|bring|has\b|is an? )"
    r"|\b(?:candidate|applicant|person|individual|incumbent)s? (?:should|must) (?:also )?(?:have|possess"
    r"|be (?:an?|able|comfortable|familiar))\b"
    r"|\b(?:position|role|job) requires (?:\w+ ){0,5}?(?:track record|experience|knowledge|background|skills?"
    r"|degree|understanding)\b",
    re.IGNORECASE,
)
_SHOWS_SKILL = re.compile(
    r"(?:demonstrat|show|possess|exhibit|display)\w*(?: [\w-]+){1,4} (?:skills?|abilit(?:y|ies)|knowledge"
    r"|understanding)\b",
    re.IGNORECASE,
)


# The reader is invited, or a rank stands before a title: "Learn more ...", "Lead, Analytics Engineer at Acme".
_NO_DOING = re.compile(
    r"(?:Learn|Read|Find out|Discover|See|Click) (?:more|here|how we|about|also|our)\b"
    r"|(?:Lead|Staff|Principal|Associate), [A-Z]"
)


def opens_with_action(sentence: str) -> bool:
    """Whether a sentence begins with a verb of doing, as lines of responsibilities do."""
    if _NO_DOING.match(sentence):
        return False
    first = _FIRST_WORDS.match(sentence)
    if first is None:
        return False
    word, after = first[1].lower(), (first[2] or "").lower()
    if word.endswith("ly") or word in ("also", "to"):
        word, after = after, ""
    if (word.endswith("ing") or sentence.startswith("To ")) and _SUBJECT_FOLLOWS.match(sentence):
        return False
    return word in ACTION_FORMS and not (word in _NOUNS_TOO and after in _AFTER_NOUN)


def section_of_sentence(sentence: str, cues: AbstractSet[str], bullet: bool) -> Section | None:
    """The section a sentence belongs to by its own words; null where they say nothing.

    Args:
        sentence: The matching view of the sentence.
        cues: Kinds of cues found in it.
        bullet: It is an item of a list.
    """
    if "legal" in cues or "legal_weak" in cues:
        return Section.LEGAL
    if "preferred" in cues:
        return Section.PREFERRED
    if _WANTS_SOMEBODY.search(sentence) or (not bullet and _SHOWS_SKILL.match(sentence)):
        return Section.REQUIRED
    return _of_opening(sentence, cues, bullet) or _of_prose(sentence, cues)


def _of_opening(sentence: str, cues: AbstractSet[str], bullet: bool) -> Section | None:
    if "required" in cues and not bullet and "benefit" not in cues and _OPENS_REQUIREMENT.match(sentence):
        return Section.REQUIRED
    # "Build a future!" is a cry and no duty.
    action = opens_with_action(sentence) and "invite" not in cues and not (sentence.endswith("!") and not bullet)
    if action and (bullet or not cues & {"benefit", "apply"}):
        return Section.RESPONSIBILITIES
    if "apply" in cues:
        return Section.HOW_TO_APPLY
    if "benefit" in cues:
        return Section.BENEFITS
    return None


def _of_prose(sentence: str, cues: AbstractSet[str]) -> Section | None:
    if "company" in cues and "duty" not in cues and _OF_HOLDER.search(sentence) is None:
        return Section.ABOUT_COMPANY
    if "duty" in cues:
        return Section.RESPONSIBILITIES
    if "summary" in cues:
        return Section.ROLE_SUMMARY
    if "required" in cues:
        return Section.REQUIRED
    if "company" in cues or "company_weak" in cues:
        return Section.ABOUT_COMPANY
    return Section.HOW_TO_APPLY if "apply_weak" in cues else None
