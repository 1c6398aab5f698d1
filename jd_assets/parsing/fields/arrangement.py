"""Where the work is done: remote, hybrid or on site."""

import re

from jd_assets.contracts.nano_parse import WorkArrangement
from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.fields.place_names import remote_lines
from jd_assets.parsing.structure.document import Document

HEAD_CHARS = 1500  # facts about the job stand in its head, above the prose
HEAD_WORDS = 8
LONG_LINE, WINDOW = 400, 120  # of a longer line only so many characters around the cue are read
ONSITE_DAYS = 4  # as many days in the office, and no word of remote work, is work on site

_DAYS = r"(?:\d|one|two|three|four|five|\d ?(?:-|to|/|or) ?\d)(?: (?:mandatory|optional|fixed|set))?"
# All are matched against text in lower case.
_HYBRID = re.compile(
    # The word boundary stands outside of the alternatives, here and below: five times as fast as one in each.
    r"\b(?:(?<!data )(?<!analysis )hybrid\b(?! (?:cloud|data|role in|team|analytics|monetization|search|environment"
    r"|infrastructure|architect|apps?|mobile|solutions?|systems?|approach|integration|it\b|project|agile|networks?)"
    r"|,? (?:and |or )?(?:multi|private|public|on-prem)|/(?:multi"
    r"|cloud))(?<!private, hybrid)(?<!public, hybrid)(?<!public and hybrid)(?<!private and hybrid)"
    r"|li-hybrid\b"
    rf"|{_DAYS}[ -](?:days? ?)?(?:(?:/|per |a |each |every )(?:week|wk),? )?(?:remote|from home|at home|wfh"
    rf"|in[- ]office|office"
    r"|on[- ]?site|from (?:the|our) [\w ]{0,20}?office|(?:in|at) (?:the|our) [\w ]{0,20}?(?:office|hub|studio|hq)\b)"
    rf"|{_DAYS} (?:in-office|office|remote|wfh|home[- ]office|onsite|on-site)(?: work(?:ing)?)? days?"
    r"|remote (?:work(?:ing)? )?days? (?:per|a|each) week|(?:once|twice|\dx) (?:a|per|/)? ?week in (?:the "
    r"|our )?\w+"
    r"|(?:mix|combination|blend|balance) of (?:remote|office|in-office|in-person|home)"
    r"|combines? (?:both )?(?:in-person|office|remote) and|(?:remote|home)(?: work)? and (?:the |our |in-)?office\b"
    r"|(?:partly|partially|partial|flexible) remote"
    r"|office[/ ](?:and |or )?(?:remote|home)\b|(?!100)\d\d ?% (?:remote|home[- ]?office)"
    r"|come in(?:to)? the office|in[- ]office days|office (?:days|attendance|presence)\b"
    r"|in the office\b.{0,40}\b(?:home|remote)|remote (?:work(?:ing)? )?(?:up to )?(?!100)\d\d ?%"
    r"|remote work (?:up to|possible|options?|flexib)|flexible (?:working )?options?,? including"
    r"|(?:remote|home) (?:work(?:ing)? )?(?:options?|flexibility|allowances?)\b(?! across))"
    r"|remote[/ ](?:and |or )?(?:in-)?office"
)
_REMOTE = re.compile(
    r"\b(?:(?:fully|100 ?%|completely|entirely|permanent(?:ly)?|all)[- ](?:a )?(?:remote(?:ly)?|distributed|wfh"
    r"|work from home)"
    r"|remote[- ](?:first|only|based|friendly|eligible)|li-remote\b|remote\)"
    r"|remote (?:role|position|job|opportunity|company|setting|employment|candidates|in [a-z]|within|across|anywhere"
    r"|from anywhere|usa?\b|work(?:ing)?\b(?! (?:abroad|from abroad|days?|up to)))"
    r"|(?:is|be|this is|role:|model:|type:|setup:|arrangement:|location:|location|locations:|workplace:|home:)[* ]+"
    r"(?:a )?(?:fully |100% )?remote\b"
    r"|work(?:ing)? (?:fully |100% )?remotely(?! (?:across|abroad|up to|for up|from abroad|\d))"
    r"|work (?:from home|from anywhere)(?! (?:budget|allowance|stipend|equipment|for up|up to|\d|abroad))"
    r"|work remotely: yes|home[- ]based\b|wfh\b(?! (?:equipment|allowance|budget|stipend|day))|telecommut)"
    r"|\(remote\b"
)
_ONSITE = re.compile(
    r"\bon[- ]?site\b(?!,? state)(?! (?:gym|parking|physio|caf|dining|canteen|service|subsid|massage|child|fitness"
    r"|coffee|visit"
    r"|interview"
    r"|at (?:the )?(?:client|customer)|support|training|health|medical|amenit|lunch|catering|clinic|meeting|team"
    r"|installation|locker|facilit))"
    r"|\b(?:work location|location|workplace)[^\n]{0,30}\bin[- ]person\b"
    r"|\bin[- ](?:person|office) (?:role|position|job|work|only|five|5)|\boffice[- ]based\b"
    r"|\bwork (?:takes place|is (?:done|performed|carried out|based))[^.\n]{0,20} (?:at|in|from) (?:our"
    r"|the) \w* ?(?:office|plant|site"
    r"|labs?|laborator\w+|workshop|facility|shop|studio)\b"
    r"|\b(?:5|five) days (?:a|per|/) ?week (?:in|at|from|on)"
    r"|\bfull[- ]time (?:in|from|at) (?:the|our) [\w ]{0,20}?office"
)
# In the head a bare "Remote - Romania" or "Milan/Remote" states it too.
_REMOTE_FACT = re.compile(
    r"\bremote\b(?! (?:work|working|option|days?|team|sens(?:ing|ors?)|access|support|monitor"
    r"|servers?|desktops?|systems?|sites?|devices?|control|control(?:led|lers?)|procedure|method|communit|users?|repositor|debugging|management|diagnos|patient))"
)
_NEGATED = r"(?: (?:is|are|will be|would be))?(?: (?:currently|unfortunately))? ?(?:not|never|un)[ -]?(?:be )?"
# What a posting says where it wants everybody at the place of work.
_ALL_ONSITE = re.compile(
    r"\b(?:(?:does not|do not|doesn't|don't|not|cannot|can't|won't|unable to) (?:currently )?(?:offer|support|allow"
    r"|permit"
    r"|accommodate|have|provide) (?:any |for )?(?:fully )?(?:remote|hybrid|telework|work(?:ing)? from home)[^.\n]{0,40}"
    r"|(?:100 ?%|fully|entirely|strictly) (?:on[- ]?site|in[- ]office|in[- ]person)|no (?:(?:fully |full "
    r"|100 ?% )?remote(?: (?:work(?:ing)?|options?|positions?|roles?|candidates?|applicants?"
    r"|possibility|allowed|possible|available))?(?=\W*(?:$|\n|[.;,!)]))|work(?:ing)? from home\b|wfh\b|telecommut\w+)"
    r"|(?:remote|home[- ]office)(?: (?:work(?:ing)?|options?|positions?|candidates?))?" + _NEGATED + r"(?:possible"
    r"|available|allowed|offered|permitted|an option|supported|considered|accepted)"
    r"|(?:remote(?: (?:work(?:ing)?|option|possible))?|wfh|work from home|telecommut\w+)[ *_]*[:?][ *_]*no\b"
    r"|not (?:a |an )?(?:eligible for )?(?:fully )?remote(?: (?:work|positions?|roles?|jobs?|opportunit(?:y|ies)))?"
    r"(?=\W*(?:$|\n|[.;,!)])))"
)
_NO_REMOTE = re.compile(
    r"\b(?:no|not|unable to|can't|cannot|can not|unfortunately)\b[^.\n]{0,50}\bremote(?:/hybrid)?"
    r"(?: (?:work(?:ing)?|options?|candidates?|positions?|roles?|designation))?"
)
# Days a year abroad and money for a desk at home say nothing of where the work is done.
_PERK = re.compile(
    r"\b(?:abroad|from anywhere in the world for|per year|annually|a year|yearly|calendar days|days? (?:a|per) year"
    r"|weeks? (?:a|per) year|months? (?:from|a|per)|allowance|budget|stipend|equipment)\b"
)
_PERK_REACH = 40
_DAYS_IN_OFFICE = re.compile(
    rf"\b{_DAYS} ?(?:days?)?(?: ?(?:/|per|a|each) ?week)? ?(?:in|at|on|from|remote|office|home|wfh)"
)
_OFFICE_DAYS = re.compile(
    r"\b(\d|four|five) days? ?(?:(?:per|a|each|/) ?week,? )?(?:on[- ]?site|(?:in|at|from) (?:the |our )?\w* ?office"
    r"|in[- ]office|office)"
    r"|\bon[- ]?site\b[^.\n]{0,40}?\b(?P<after>five|5) days (?:a|per|/) ?week"
)
_LABEL = re.compile(
    r"[ *#-]*(?:location|workplace|work ?(?:model|type|setup|arrangement|place|mode)|working model|remote|type"
    r"|job type|office)"
)


def arrangement_of(
    document: Document, location: str | None, title: str | None, header: Header | None = None
) -> WorkArrangement | None:
    """Remote, hybrid or on site; null where the posting does not say.

    What came beside the text decides first, unless the text denies it ("the role does not offer remote work"); then the
    header line; then the head of the posting before its prose, for prose speaks of teams, customers and perks as well.
    """
    given = "\n".join(filter(None, (title, location))).lower()
    stated = _read(given, is_head=True)
    if not document.hits("place"):
        return stated
    lines = list(_lines(document))
    if stated is not None:
        denied = stated == "remote" and any(_ALL_ONSITE.search(line) for _, line in lines)
        return "onsite" if denied else stated
    if header is not None and header.states_arrangement:
        return _of_header(document.view[header.start : header.end].lower())
    places = {start for start, _ in remote_lines(document)}
    head = (line for start, line in lines if start in places or (start < HEAD_CHARS and _is_fact(line)))
    return _read("\n".join(head), is_head=True) or _read("\n".join(line for _, line in lines))


def _of_header(line: str) -> WorkArrangement | None:
    """Of a header line: "ONSITE or REMOTE" leaves the choice, so remote work is possible."""
    if re.search(r"\bhybrid\b", line) or _DAYS_IN_OFFICE.search(line):
        return "hybrid"
    if _NO_REMOTE.search(line):
        return "onsite"
    return "remote" if re.search(r"\bremote|\bwfh\b|\bwork from home\b", line) else "onsite"


def _lines(document: Document) -> list[tuple[int, str]]:
    """The lines that speak of places of work, in lower case, with their offsets."""
    lines: dict[int, str] = {}
    for hit in document.hits("place"):
        start, end = document.line_around(hit.start, hit.end)
        if end - start > LONG_LINE:
            start, end = max(start, hit.start - WINDOW), min(end, hit.end + WINDOW)
        if start not in lines:
            lines[start] = document.view[start:end].lower()
    return list(lines.items())


def _is_fact(line: str) -> bool:
    return len(line.split()) <= HEAD_WORDS or (len(line) < 140 and _LABEL.match(line) is not None)


def _read(text: str, is_head: bool = False) -> WorkArrangement | None:
    if not text:
        return None
    offered = _ALL_ONSITE.sub("", text)
    allowed = _NO_REMOTE.sub("", offered)
    remote = any(not _is_perk(allowed, found) for found in _REMOTE.finditer(allowed))
    remote = remote or (is_head and _REMOTE_FACT.search(allowed) is not None)
    hybrid = any(not _is_perk(allowed, found) for found in _HYBRID.finditer(allowed))
    onsite = offered != text or _ONSITE.search(allowed) is not None
    onsite = onsite or ("unfortunately" in text and allowed != text)
    days = _OFFICE_DAYS.search(allowed)
    if (
        days
        and _number(days[1] or days["after"]) >= ONSITE_DAYS
        and not any(word in allowed for word in ("remote", "hybrid", "home"))
    ):
        return "onsite"
    if hybrid or (remote and onsite):
        return "hybrid"
    if remote:
        return "remote"
    return "onsite" if onsite else None


def _is_perk(text: str, found: re.Match[str]) -> bool:
    stated = found.group()
    if "hybrid" in stated or "%" in stated:
        return False
    return _PERK.search(text, found.end(), found.end() + _PERK_REACH) is not None


def _number(word: str) -> int:
    return {"four": 4, "five": 5}.get(word) or int(word)
