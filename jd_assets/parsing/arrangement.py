"""Where the work is done, and under which kind of contract."""

import re

from jd_assets.contracts.nano_parse import EmploymentType, WorkArrangement
from jd_assets.parsing.document import Document

HEADER_CHARS = 1500  # facts about the job stand in its head, above the prose
ONSITE_DAYS = 4  # as many days in the office, and no word of remote work, is work on site

_I = re.IGNORECASE
_DAYS = r"(?:\d|one|two|three|four|five|\d ?(?:-|to|/|or) ?\d)(?: (?:mandatory|optional|fixed|set))?"
_HYBRID = re.compile(
    r"(?<!data )(?<!or )(?<!analysis )\bhybrid\b(?! (?:cloud|data|role in|analytics|monetization|search|environment|infrastructure|architect|apps?|mobile|solutions?|systems?|approach|integration|it\b|project|agile|networks?|multi|or multi))"
    r"|\bli-hybrid\b"
    rf"|\b{_DAYS}[ -](?:days? )?(?:days? )(?:(?:per|a|each|every) week )?(?:remote|from home|at home|wfh|in-office|office|in (?:the|our) [\w ]{{0,20}}?office|at (?:the|our) [\w ]{{0,20}}?office)"
    rf"|\b{_DAYS} (?:in-office|office|remote|wfh|home[- ]office|onsite|on-site)(?: work(?:ing)?)? days?"
    r"|\bremote (?:work(?:ing)? )?days? (?:per|a|each) week|\b(?:once|twice|\dx|1x|2x|3x) (?:a|per|/)? ?week in (?:the |our )?\w+"
    r"|\b(?:mix|combination|blend|balance) of (?:remote|office|in-office|in-person|home)|\bcombines? (?:both )?(?:in-person|office|remote) and|\b(?:remote|home)(?: work)? and (?:the |our |in-)?office\b"
    r"|\b(?:partly|partially|partial|flexible) remote|remote[/ ](?:and |or )?(?:in-)?office|\boffice[/ ](?:and |or )?(?:remote|home)\b|\b\d\d ?% (?:remote|home[- ]?office)(?<!100% remote)(?<!100 % remote)"
    r"|\bremote work (?:up to|possible|options?|flexib)|\bflexible (?:working )?options?,? including|\b(?:remote|home) (?:work(?:ing)? )?(?:options?|flexibility|allowances?)\b(?! across)",
    _I,
)
_REMOTE = re.compile(
    r"\b(?:fully|100 ?%|completely|entirely|permanent(?:ly)?|all)[- ](?:a )?(?:remote(?:ly)?|distributed|wfh|work from home)|\bremote[- ](?:first|only|based|friendly|eligible)"
    r"|\bli-remote\b|\(remote\b|\bremote\)|\bremote (?:role|position|job|opportunity|work(?:ing)?\b(?! (?:abroad|from abroad|days?|up to))|company|setting|employment|candidates|in [A-Z]|within|across|across|anywhere|from anywhere|usa?\b)"
    r"|\b(?:is|be|this is|role:|model:|type:|setup:|arrangement:|location:|location|locations:|workplace:|home:)[* ]+(?:a )?(?:fully |100% )?remote\b|\bwork(?:ing)? (?:fully |100% )?remotely(?! (?:across|abroad|up to|for up|from abroad|\d))"
    r"|\bwork (?:from home|from anywhere)(?! (?:budget|allowance|stipend|equipment|for up|up to|\d|abroad))|\bwork remotely: yes|\bhome[- ]based\b|\bwfh\b(?! (?:equipment|allowance|budget|stipend|day))|\btelecommut",
    _I,
)
_ONSITE = re.compile(
    r"\bon-?site\b(?! (?:gym|parking|physio|caf|dining|canteen|service|subsid|massage|child|fitness|coffee|at (?:the )?(?:client|customer)|visit|interview|support|training|health|medical|amenit|lunch|catering|clinic|meeting|team|installation|locker|facilit))"
    r"|\b(?:work location|location|workplace)[^\n]{0,30}\bin[- ]person\b|\bin[- ](?:person|office) (?:role|position|job|work|only|five|5|in)|\boffice[- ]based\b|\b(?:5|five) days (?:a|per|/) ?week (?:in|at|from|on)"
    r"|\b(?:no|not|unable to|can't|cannot|can not|unfortunately)[^.\n]{0,50}\bremote (?:work|option|candidate|position|role|applic)|\bfull[- ]time (?:in|from|at) (?:the|our) [\w ]{0,20}?office|\bnot (?:a )?remote|\bnot remote\b|\bin-house\b(?= (?:role|position|at our))",
    _I,
)
_ABROAD = re.compile(r"\b(?:abroad|from anywhere in the world for|per year|annually|a year|yearly|calendar days|days? (?:a|per) year|weeks? (?:a|per) year|months? (?:from|a|per)|allowance|budget|stipend|equipment)\b", _I)
_OFFICE_DAYS = re.compile(r"\b(\d|four|five) days? (?:(?:per|a|each|/) ?week )?(?:on-?site|in (?:the |our )?\w* ?office|in[- ]office|office)", _I)
_LABEL = re.compile(r"(?:location|workplace|work ?(?:model|type|setup|arrangement|place|mode)|working model|remote|type|job type|office)[^\n:]{0,20}[:\n]", _I)


def arrangement_of(document: Document, location: str | None, title: str | None) -> WorkArrangement | None:
    """Remote, hybrid or on site; null where the posting does not say.

    The head of the posting decides before its prose, for prose speaks of teams, customers and perks as well.
    """
    head = "\n".join(filter(None, (title, location)))
    return _read(head) or _read(_head_of(document)) or _read(_prose(document))


def _head_of(document: Document) -> str:
    lines = [line for line in document.view[:HEADER_CHARS].split("\n") if line.strip() and len(line) < 140]
    kept = [line for line in lines if len(line.split()) <= 8 or _LABEL.match(line.strip(" *-#"))]
    kept += [document.view[s.start : s.end] for s in document.headings if s.is_field]
    return "\n".join(kept)


def _prose(document: Document) -> str:
    return document.view


def _read(text: str) -> WorkArrangement | None:
    if not text:
        return None
    onsite = _ONSITE.search(text) is not None
    remote = any(not _abroad(text, found) for found in _REMOTE.finditer(text))
    hybrid = any(not _abroad(text, found) for found in _HYBRID.finditer(text))
    days = _OFFICE_DAYS.search(text)
    if days and not remote and "hybrid" not in text.lower() and _number(days[1]) >= ONSITE_DAYS:
        return "onsite"
    if hybrid or (remote and onsite):
        return "hybrid"
    if remote:
        return "remote"
    return "onsite" if onsite else None


def _abroad(text: str, found: re.Match[str]) -> bool:
    return "hybrid" not in found.group().lower() and _ABROAD.search(text, found.end(), found.end() + 40) is not None


def _number(word: str) -> int:
    return {"four": 4, "five": 5}.get(word.lower()) or (int(word) if word.isdigit() else 0)


_EMPLOYMENT: tuple[tuple[EmploymentType, re.Pattern[str]], ...] = (
    ("internship", re.compile(r"\binternship\b(?! experience)|\bintern position", _I)),
    ("freelance", re.compile(r"\bfreelanc(?:e|er|ing)\b", _I)),
    ("part_time", re.compile(r"\bpart[- ]time\b", _I)),
    ("temporary", re.compile(r"\btemporary (?:position|contract|role|job)|\bemployment type:? temporary|\bfixed[- ]term|\bseasonal\b", _I)),
    ("full_time", re.compile(r"\bfull[- ]?time\b|\bpermanent (?:position|contract|role|employ|job)|\bpermanent\b", _I)),
    ("contract", re.compile(r"\bcontract (?:role|position|job|type|length|duration|to hire)|\b\d+[- ]month contract|\bcontract(?:or)? (?:position|role)|\bc2c\b|\b1099\b|\bw2\b|\bjob types?:? ?contract|\bduration:? ?\d+", _I)),
)
_INTERN_TITLE = re.compile(r"\bintern(?:ship)?\b|\btrainee\b|\bworking student\b|\bapprentice", _I)
_EMPLOYMENT_LABEL = re.compile(r"(?:employment|job|contract|position|work|worker|time)[ -]*(?:types?|status|duration)[*_]*\s*[:\n-]\s*[*_]*(?P<value>[^\n]{3,60})|^type[*_]*:[*_ ]*(?P<value2>[^\n]{3,60})", _I | re.M)


def employment_type_of(document: Document, title: str | None) -> EmploymentType | None:
    """The kind of employment: from the title, a labelled line, else the first mention in the text."""
    if title and _INTERN_TITLE.search(title):
        return "internship"
    labelled = _EMPLOYMENT_LABEL.search(document.view)
    if labelled is not None:
        named = _first_mention(labelled["value"] or labelled["value2"] or "")
        if named is not None:
            return named
    return _first_mention(document.view)


def _first_mention(text: str) -> EmploymentType | None:
    mentions = [(found.start(), kind) for kind, pattern in _EMPLOYMENT if (found := pattern.search(text)) is not None]
    return min(mentions)[1] if mentions else None
