"""People whom a job has to do with: departments, colleagues and audiences are no skills."""

import re

_PEOPLE = (
    r"(?:stakeholders?|owners?|executives?|audiences?|partners?|customers?|clients?|users?|vendors?|suppliers?|"
    r"managers?|members|peers|counterparts|colleagues|leaders|patients|students|parents|guests|visitors)"
)
_ONLY_PEOPLE = re.compile(rf"(?:(?!with\b|\w+ing\b|manage\b)[\w-]+ ){{0,3}}{_PEOPLE}")
_BEFORE_PEOPLE = re.compile(r"\b(?:with|to|for|from|by|of|between|among|across|our|and|or)\s+(?:\w+\s+){0,2}$")
# Whom one works with stands behind these, up to what they do together.
_TOGETHER = re.compile(
    r"\b(?:(?:collaborat|partner|liais|coordinat|co-ordinat|interfac|interact|cooperat|consult)\w*|"
    r"work\w*(?=\s+(?:very\s+)?(?:closely|alongside|together|hand in hand|side by side|in (?:close )?(?:partnership|"
    r"collaboration|cooperation|tandem)|cross-functionally))|relationships?|counterparts|peers|engage\w*|bridge)\b"
    r"[^.;:()]{0,40}?\b(?:with|alongside|between|across)\s+(?P<whom>[^.;:()]*)$"
)
_WORK_FOR = re.compile(
    r"\b(?:work\w*|join\w*|support\w*|report\w*|part|help\w*|assist\w*|led|leads?|between|across|with|from|requests?)"
    r"\s[^.;:()]{0,90}$"
)
# What they do together is the work itself again.
_PURPOSE = re.compile(
    r"\b(?:to|on|in|for|that|which|who|using|through|via|during|where|when|as|by|while|regarding|about|ensuring|"
    r"experience|knowledge|skills?)\b"
)
_LISTED_TEAM = re.compile(
    r"(?:\s*(?:,|/|&|\band\b|\bor\b)\s*(?:and\s+|or\s+)?(?:the\s+|other\s+|our\s+)?[\w&+./-]+(?:\s[\w&+./-]+){0,2}?){0,6}?"
    r"\s+(?:teams?|departments?|functions|colleagues|counterparts|peers|disciplines|groups|units|squads?|staff|"
    r"professionals|stakeholders|leaders|partners)\b"
)
# Departments that are named as such: "functions (e.g. Sales, Legal)", "requests from Sales, Finance and other groups".
_CALLED_TEAMS = re.compile(
    r"\b(?:functions|departments|teams|functional groups|business units|divisions|stakeholders)\b[\s,:(]*"
    r"(?:e\.?g\.?,?|such as|like|including|i\.?e\.?,?)\s[^.;()]*$"
)
_CALLS = ("e.g", "such as", " like ", "including", "i.e")
_OF_EMPLOYER = re.compile(
    r"\b(?:firm|company|bank|organi[sz]ation|group|employer|agency|client|customer)'s\s+(?P<what>[^.;:()]*,[^.;:()]*)?$"
)
# "A leading logistics firm", "a cloud company".
_SORT_OF_FIRM = re.compile(
    r"(?: (?!(?:of|in|for|over|with|and|at|to|by|on|from|the|an?|our|or)\b)[\w&-]+)? "
    r"(?:compan(?:y|ies)|firms?|providers?|vendors?|agenc(?:y|ies)|start-?ups?|manufacturers?|corporations?|retailers?|brands?)\b"
)
_BRIDGES = ("with ", "alongside ", "between ", "across ")
_TEAM = re.compile(
    r"teams?|departments?|functions|colleagues|counterparts|peers|disciplines|groups|units|squads?|staff|professionals|"
    r"stakeholders|leaders|partners"
)
_WINDOW = 160


def is_somebody(view: str, start: int, end: int) -> bool:
    """Whether a place in a lower-case view names people and nothing that is done: "to business stakeholders"."""
    if _ONLY_PEOPLE.fullmatch(view, start, end) is None:
        return False
    return _BEFORE_PEOPLE.search(view, max(0, start - _WINDOW), start) is not None


def is_department(view: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Whether a field of work stands for those who work in it: "with Sales, Support and the frontend team".

    Args:
        view: The posting in lower case.
        sentence: Bounds of the sentence.
        start: First character of the field's name.
        end: One past its last.
    """
    begin = max(sentence[0], start - _WINDOW)
    before = view[begin:start]
    together = _TOGETHER.search(before) if any(bridge in before for bridge in _BRIDGES) else None
    if together is not None and _PURPOSE.search(together["whom"]) is None:
        return True
    if any(word in before for word in _CALLS) and _CALLED_TEAMS.search(before) is not None:
        return True
    owner = _OF_EMPLOYER.search(before) if "'s " in before else None
    if owner is not None and _PURPOSE.search(owner["what"] or "") is None:
        return True
    stop = min(sentence[1], end + _WINDOW)
    if _TEAM.search(view, end, stop) is None or _WORK_FOR.search(before) is None:
        return False
    return _LISTED_TEAM.match(view, end, stop) is not None


def is_sort_of_firm(view: str, end: int) -> bool:
    """Whether a name that ends at an offset says what a firm does: "logistics firm", "cloud company"."""
    return _SORT_OF_FIRM.match(view, end, end + _WINDOW) is not None
