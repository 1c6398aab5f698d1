"""The level of a role, from its title first and from the text and the years asked for where the title is silent."""

import re
from collections.abc import Iterable

from jd_assets.contracts.nano_parse import Experience, Seniority
from jd_assets.parsing.fields.title import head_of
from jd_assets.parsing.structure.document import Document
from jd_assets.text.level_words import WORDS_OF_LEVEL

SENIOR_YEARS = 5.0  # a title without a level that asks for as much is a senior role
JUNIOR_YEARS = 1.0  # and one that asks for at most this a junior one
HEAD_CHARS = 3000  # a labelled level stands in the head of a posting
LABEL_CHARS = 40

_I = re.IGNORECASE


def _any(words: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


# Rank words that are part of a name or of somebody else's rank: "Head Start", "Senior Living", "Lead Paint", "to the
# CEO".
_NO_RANK = re.compile(
    r"\bhead start\b|\b(?:senior|seniors) (?:living|care|home|citizens?|community|center|centre|housing|services"
    r"|adults?)\b"
    r"|\blead (?:abatement|paint|generation|gen\b|inspector|risk|removal|safe|times?|management|nurtur\w+|hazard)"
    r"|\b(?:the )?office of the chief\b|\bchief of staff\b(?= to)|\bstaff (?:nurse|accountant|member|augment\w*"
    r"|pharmacist"
    r"|sergeant|writer|attorney|auditor|assistant|training|development|relations|physician|psychologist|therapist|chaplain"
    r"|house|scheduler|rn|officer|photographer|support|services)\b|\b(?:technical|medical|clinical|nursing"
    r"|support) staff\b"
    r"|\bregular (?:full|part)|\bjunior (?:school|high|college)|\b(?:graduate|junior) (?:program|school) (?:manager"
    r"|director)"
    r"|\bintern(?:al|ational)\w*|\bgraduate (?:admissions|studies|medical|school)"
    r"|\b(?:to|for) (?:the )?(?:\w+ ){0,2}(?:chief|ceo|cto|cfo|coo|cio|director|head|vp|president|manager"
    r"|managing)\b.*$"
    r"|\bof (?:interns?|graduates?|seniors?)\b|[\[(]?\bJR[-_ #]?\d[\d-]*[\])]?|\bhead (?:chef|waiter|cook"
    r"|housekeeper)\b",
    _I,
)
# Managers of a thing and not of people.
_NO_PEOPLE = (
    r"(?:product|project|program|programme|account|case|community|content|campaign|success|partner|partnerships?|brand"
    r"|category|relationship|territory|release|configuration|scrum|social media|vendor|contracts?|bid|portfolio|growth"
    r"|customer|client|alliances?|channel|delivery|change|incident|problem|grants?|property|asset|risk|event|events)"
)
# In order: the first that a title holds decides.
_TITLE_LEVELS: tuple[tuple[Seniority, re.Pattern[str]], ...] = (
    (
        "intern",
        re.compile(
            rf"{_any(WORDS_OF_LEVEL['intern'])}|\bintern(?:ship)?s\b|\bworking student\b|\bco-?op\b"
            r"|\bapprentice(?:ship)?\b",
            _I,
        ),
    ),
    (
        "junior",
        re.compile(
            rf"{_any(WORDS_OF_LEVEL['junior'])}|\bentry[- ]level\b|\bfresh(?:ers| graduates?)\b|\bearly career", _I
        ),
    ),
    (
        "manager",
        re.compile(
            r"\bdirector\b|\bhead (?:of\b|-|,|[a-z]+$)|\bhead$|\bvice[- ]president\b|\b[es]?vp\b|\bavp\b"
            r"|\bchief (?!engineer|architect|scientist)|\bc[teifos]o\b|^manager\b|\bmanager,",
            _I,
        ),
    ),
    ("staff", re.compile(r"\bstaff\b|\bprincipal\b(?!,? (?:of|at|for)\b|$)|\bdistinguished\b|\bfellow\b", _I)),
    ("mid", re.compile(r"\bmid[/ -]+senior\b", _I)),
    ("lead", re.compile(rf"{_any(WORDS_OF_LEVEL['lead'])}|\bleader\b|\bhead\b|\bchief\b", _I)),
    ("senior", re.compile(_any(WORDS_OF_LEVEL["senior"]), _I)),
    ("mid", re.compile(rf"{_any(WORDS_OF_LEVEL['mid'])}|\bregular\b", _I)),
)
_INTERN = re.compile(r"\bintern", _I)
_MANAGER = re.compile(r"\bmanagers?\b", _I)
_OF_THINGS = re.compile(rf"\b{_NO_PEOPLE}(?: (?:and|&) \w+)?,? (?:\w+ )?managers?\b", _I)
_PEOPLE_AFTER_ALL = re.compile(r"\b(?:group|director|head|team|department)\b", _I)
# Two levels in one title leave the choice: the lower one is asked. Three say nothing.
_CHOICE = re.compile(
    r"\b(?P<one>junior|jr|mid|senior|sr|lead|staff|principal|i|ii|iii)\.?\s*(?:/|-)\s*(?P<other>mid|senior|sr|lead|staff|principal|ii|iii|iv)\b\.?",
    _I,
)
_WORD_LEVELS: dict[str, Seniority | None] = {
    "junior": "junior", "jr": "junior", "i": None, "mid": "mid", "ii": "mid", "senior": "senior", "sr": "senior",
    "iii": "senior", "lead": "lead", "staff": "staff", "principal": "staff",
}  # fmt: skip
# The level of a sentence that names who is sought: "This role is ideal for a mid-level engineer".
_SOUGHT = re.compile(
    r"\s+(?!manager)(?:an? |only |our |the )?"
    r"(?:[\w-]+ ){0,3}?(?P<level>junior|entry[- ]level|mid[- ]?level|intermediate|senior|lead|staff|principal)\b"
    r"(?! (?:leader|management|stakeholder|executive|manager))(?P<more>[^.\n]{0,50})",
    _I,
)
_LABELS: tuple[tuple[Seniority, re.Pattern[str]], ...] = (
    ("intern", re.compile(r"intern", _I)),
    ("junior", re.compile(r"entry|junior|graduate", _I)),
    ("manager", re.compile(r"director|manager|executive|head", _I)),
    ("staff", re.compile(r"principal|staff", _I)),
    ("lead", re.compile(r"lead", _I)),
    ("senior", re.compile(r"(?:mid-)?senior", _I)),
)


def seniority_of(document: Document, title: str | None, experience: Experience) -> Seniority | None:
    """The level of the role; null where neither the title nor the text gives one."""
    level = level_of_title(title) if title else None
    if level is not None:
        return level
    level = _labelled(document)
    if level == "senior" and experience.min is not None and experience.min < SENIOR_YEARS:
        return None  # "Mid-Senior" on job sites covers both
    level = level or _sought(document)
    return level or ("junior" if document.hits("level_junior") else _of_years(experience))


def _sought(document: Document) -> Seniority | None:
    for hit in document.hits("hiring"):
        found = _SOUGHT.match(document.view, hit.end)
        if found is not None and head_of(found["more"]) is not None:
            word = re.split(r"[- ]", found["level"].lower())[0]
            return {"entry": "junior", "midlevel": "mid", "intermediate": "mid"}.get(word) or _WORD_LEVELS.get(word)  # type: ignore[return-value]
    return None


def _of_years(experience: Experience) -> Seniority | None:
    if experience.min is not None and experience.min >= SENIOR_YEARS:
        return "senior"
    return "junior" if experience.max is not None and experience.max <= JUNIOR_YEARS else None


def level_of_title(title: str) -> Seniority | None:
    """The level that a title's own words give; of two ("Senior/Principal") the lower one."""
    own = _NO_RANK.sub(" ", title)
    if len(_CHOICE.findall(own)) == 1 and own.count("/") < 2 and (choice := _CHOICE.search(own)) is not None:
        after = own[choice.end() : choice.end() + 2]
        if after.strip()[:1] in ("-", "/"):
            return None
        if not _INTERN.search(own):
            return _WORD_LEVELS[choice["one"].lower()]
    for level, pattern in _TITLE_LEVELS:
        if pattern.search(own):
            return level
        if (
            level == "manager"
            and _MANAGER.search(own)
            and (not _OF_THINGS.search(own) or _PEOPLE_AFTER_ALL.search(own))
        ):
            return "manager"
    return None


def _labelled(document: Document) -> Seniority | None:
    """The level of a line such as "Seniority level: Entry"; job sites' "Associate" says nothing."""
    for hit in document.hits("level_label"):
        value = document.view[hit.end : hit.end + LABEL_CHARS].split("\n", 1)[0]
        if hit.start < HEAD_CHARS:
            return next((level for level, pattern in _LABELS if pattern.match(value)), None)
    return None
