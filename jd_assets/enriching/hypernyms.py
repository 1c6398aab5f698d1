"""What a sentence calls a skill: "BI tools such as Quorvex", "Quorvex or similar BI tools", "the Quorvex database"."""

import re

_CLASS_NOUN = (
    r"(?:technolog(?:y|ies)|tools?|tooling|frameworks?|languages?|standards?|protocols?|databases?|platforms?|suites?|"
    r"librar(?:y|ies)|systems?|software|products?|engines?|packages?|modules?|certifications?|methods?|techniques?|"
    r"algorithms?|models?|services?|regulations?|guidelines?|networks?|applications?|architectures?|programming|"
    r"scripting|codecs?|testing|analys[ie]s|processes|solutions?|components?|functions?|editors?|plugins?|crm|erp|lms|"
    r"sdk|apis?|ide|servers?|data|datasets?)"
)
#: What stands between the name of a kind and the first of that kind.
_SUCH_AS = re.compile(
    r"\b(?:such as|like|including|includes?|e\.?g\b\.?|i\.?e\b\.?|similar to|namely|for example)[\s,.:(]*|[(:]\s*|"
    r"\s[-–]\s",
    re.IGNORECASE,
)
_OR_SIMILAR = re.compile(
    r"[\s,/)]*(?:and/or|and|or|&)\s+(?:any\s+)?(?:other|similar|equivalent|related|comparable)\s+"
    r"(?P<kind>(?:[\w/&+-]+\s+){0,3}[\w/&+-]+)",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\s+(?P<kind>(?:[\w/&+-]+\s+)?{_CLASS_NOUN})\b", re.IGNORECASE)
#: What ends a list: a new sentence, or words that say something of the job.
_BREAK = re.compile(r"[.;]\s|\b(?:is|are|will|must|experience|knowledge|ability|working)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w+#&./-]*[\w+#]")
#: Words that no name of a kind holds, and so begin or end it.
_OUTSIDE = frozenset(
    "the a an of in with and or to for on by as at is are be any all some other various using use used utilize "
    "utilizing leverage our their your experience knowledge understanding familiarity familiar proficiency "
    "proficient working strong good excellent expertise skills years hands-on one more at least following related "
    "similar relevant both preferred have has etc you will this that we it from into".split()
)
#: Characters between the kind and the skill, and words of the kind.
_LONGEST_LIST = 160
_LONGEST_KIND = 4


def hypernym(sentence: str, start: int, end: int) -> str:
    """What the sentence calls the skill at these offsets; empty where it calls it nothing."""
    return _before(sentence, start) or _behind(sentence, end) or _after(sentence, end)


def _before(sentence: str, start: int) -> str:
    """The kind that a list is announced with, from the announcement that is nearest to the skill."""
    for found in reversed(list(_SUCH_AS.finditer(sentence, 0, start))):
        between = sentence[found.end() : start]
        if len(between) > _LONGEST_LIST or _BREAK.search(between):
            return ""
        closed = found[0].startswith("(") and ")" in between
        kind = "" if closed else _ending(sentence[: found.start()])
        if kind:
            return kind
    return ""


def _ending(text: str) -> str:
    """The last words of a text, back to one that no kind's name holds."""
    kind: list[str] = []
    for word in reversed(_WORD.findall(text)[-_LONGEST_KIND:]):
        if word.lower() in _OUTSIDE:
            break
        kind.insert(0, word)
    return " ".join(kind)


def _behind(sentence: str, end: int) -> str:
    found = _BEHIND.match(sentence, end)
    return found["kind"] if found else ""


def _after(sentence: str, end: int) -> str:
    """The kind behind "or similar", at the end of the list."""
    found = _OR_SIMILAR.search(sentence, end, end + _LONGEST_LIST)
    if found is None or _BREAK.search(sentence[end : found.start()]):
        return ""
    kind: list[str] = []
    for word in found["kind"].split():
        if word.lower() in _OUTSIDE:
            break
        kind.append(word)
    return " ".join(kind)
