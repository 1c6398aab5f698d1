"""Who the employer is, and by which names the posting calls it."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from jd_assets.contracts.base import Section
from jd_assets.parsing.document import Document
from jd_assets.parsing.links import urls_of
from jd_assets.parsing.view import folded

MAX_NAMES = 6
ABOUT_CHARS = 1500
MIN_SCORE = 2.0

_NAME = r"(?P<name>[A-Z0-9][\w&'+*-]*(?:\.(?:com|io|ai|de|co|ly|app|tech|digital|net))?(?: (?:[A-Z0-9][\w&'+-]*(?:\.(?:com|io|ai))?|&|of|and|on)(?=\W)){0,4})"
# Each pattern with its weight: how sure a name in this place is the employer's.
_PATTERNS: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.M))
    for weight, pattern in (
        (8.0, r"^[\s*_#-]*(?:Company|Company [Nn]ame|Employer|Organi[sz]ation|Hiring [Cc]ompany)[*_]*\s*:[*_\s]*(?P<name>[^\n|*]{2,60})"),
        (5.0, rf"^[^\n]{{0,80}}\bwe(?:'re| are) {_NAME}(?=[,.!]| and\b)"),
        (4.0, rf"(?:^|[.!?\n]\s*)(?:Here )?[Aa]t {_NAME}(?:'s)?[,:]? (?:we|you|our|the|it|everything|every|people|your|there|I)\b"),
        (4.0, rf"\bAt {_NAME}, "),
        (4.0, rf"^\W*(?:About|ABOUT|Why|Life at|Join|Working at|Welcome to|Who is|What is|Meet) {_NAME}\W*$"),
        (3.0, rf"\bAbout {_NAME}(?=\n|[:?!]|(?=[A-Z]))"),
        (3.0, rf"(?:^|[.!?\n]\s*){_NAME} (?:\([^)\n]{{1,40}}\) )?(?:is|are) (?:an? |the |one of |proud|committed|looking|seeking|hiring|currently|now|building|on a|growing|expanding|recruiting|searching|dedicated|headquartered|based|redefining|transforming|part of|here to|strengthening|shaping)"),
        (2.0, rf"(?:^|[.!?\n]\s*){_NAME} (?:seeks|has been|was founded|helps|provides|offers|builds|develops|delivers|powers|enables|operates|specializes|specialises|believes|values|empowers|makes|combines|connects|needs|brings|serves|exists)\b"),
        (2.0, rf"\b(?:join|joining|Join|Joining|Welcome to|welcome to) {_NAME}"),
        (2.0, rf"\b(?:working|work|works|career|life|role|job|position|team|people|engineer|analyst|scientist|developer|benefits|opportunities|Life|Careers?|employee|culture|Engineer|Analyst|Scientist|Developer|Manager) (?:at|with|for|@) {_NAME}"),
        (2.0, rf"(?:^|[.!?\n]\s*){_NAME} (?:is an equal|provides equal|is proud to be an equal|does not discriminate|is committed to (?:creating|providing|diversity|building|equal))"),
        (2.0, rf"\b{_NAME} is (?:an equal|a leading|the leading|the world's)"),
        (1.0, rf"\b{_NAME}'s (?:mission|vision|team|culture|growth|platform|business|product|products|data|customers|clients|success|global|future|values)\b"),
    )
)  # fmt: skip
_NOT_NAMES = frozenset(
    """the this that we our you your us role job team company position it they there here what who why how if as in at on for and or but all
    these those people everyone no not yes please a an i he she one two about with when where while our- company's client clients position's data
    analytics engineer engineering candidate candidates responsibilities requirements qualifications benefits location experience education ability
    today since founded it's we're you'll i'm he's today's its my their his her some most many more each every any both either such working join
    apply interested ready linkedin url work remote hybrid full-time english bachelor's bachelor master's master phd python sql java aws azure gcp
    now then by from to of so do does did can will would should must may might have has had be being been is are was were salary title date
    overview description summary introduction mission vision values purpose culture story usa uk us eu europe germany london berlin""".split()
)  # fmt: skip
_LEGAL_FORM = re.compile(r",? (?:Inc|LLC|Ltd|Limited|GmbH|Corp|Corporation|PLC|plc|AG|S\.?A|B\.?V|LLP|Pty|Co)\b\.?$")
_TITLE_LINE = re.compile(r"^\W*(?P<title>[^\n]{3,80}?)\s+(?:—|–|--|-|@|at|\|)\s+(?P<name>[A-Z0-9][^\n|@]{1,50}?)\s*(?:job posting)?\W*$", re.M)
_HIRING = re.compile(r"^(?P<name>.{2,50}?) (?:is )?hiring (?:an? )?\w")
_ROLE_WORD = re.compile(r"\b(?:engineer|analyst|developer|manager|scientist|architect|designer|lead|specialist|consultant|director|administrator|intern|officer|associate)\b", re.I)
_BOARDS = frozenset(
    """linkedin indeed glassdoor lever greenhouse ashbyhq workable smartrecruiters myworkdayjobs workday recruitee personio icims jobvite bamboohr
    breezy teamtailor gem rippling hibob successfactors taleo join google oraclecloud csod ultipro google stepstone xing monster dice buscojobs
    careers career jobs job apply www boards job-boards eu com de en talents recruiting wd3 wd5 wd1 ats app portal talent hire hr my work explore
    external recruitcrm beapplied soapbox studysmarter createyourowncareer youtube facebook twitter instagram github medium""".split()
)  # fmt: skip


def company_names(document: Document, given: str | None, title: str | None) -> list[str]:
    """The employer's names, the surest first: as given, else as the text's own wording bears out."""
    names = [given.strip()] if given and given.strip() else []
    scores: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for name, weight in _claims(document, title):
        key = folded(name)
        spelling.setdefault(key, name)
        scores[key] += weight  # type: ignore[assignment]
    for key, score in scores.most_common(MAX_NAMES):
        if score >= MIN_SCORE and all(folded(known) != key for known in names):
            names.append(spelling[key])
    return names


def _claims(document: Document, title: str | None) -> Iterator[tuple[str, float]]:
    view = document.view
    slugs = set(_slugs(view))
    for raw, weight in _raw_claims(document, title):
        name = _tidy(raw)
        if name is None:
            continue
        compact = re.sub(r"\W", "", folded(name))
        yield name, weight + (3.0 if compact in slugs else 0.0)
        short = _LEGAL_FORM.sub("", name)
        if short != name:
            yield short, weight / 2


def _raw_claims(document: Document, title: str | None) -> Iterator[tuple[str, float]]:
    view = document.view
    if title:
        hiring = _HIRING.match(title)
        if hiring is not None:
            yield hiring["name"], 8.0
    for line in _TITLE_LINE.finditer(view, 0, 600):
        if _ROLE_WORD.search(line["title"]) and not _ROLE_WORD.search(line["name"]):
            yield line["name"], 6.0
    for weight, pattern in _PATTERNS:
        for found in pattern.finditer(view):
            yield found["name"], weight


def _tidy(raw: str) -> str | None:
    name = raw.strip(" \t*_#.,:;!?'\"-")
    words = name.split()
    while words and (words[-1] in {"of", "and", "&", "on", "is"} or words[-1].lower() in _NOT_NAMES and len(words) > 1):
        words.pop()
    while len(words) > 1 and words[0].lower() in {"the", "at", "join", "about", "why", "and", "our", "company"}:
        words.pop(0)
    name = " ".join(words).removesuffix("'s").strip("'*")
    if not 2 <= len(name) <= 60 or not words or words[0].lower() in _NOT_NAMES or _ROLE_WORD.search(name):
        return None
    return name if any(char.isalpha() for char in name) else None


def _slugs(view: str) -> Iterator[str]:
    for url in urls_of(view)[:5]:
        try:
            parts = urlsplit(url if "//" in url else f"https://{url}")
        except ValueError:
            continue
        for part in [*(parts.hostname or "").split("."), *parts.path.split("/")[:4]]:
            word = re.sub(r"[^a-z0-9]", "", part.lower())
            if len(word) > 2 and word not in _BOARDS:
                yield word


def about_company(document: Document) -> str | None:
    """The first run of sentences on the company, as the text has it; null where there is none."""
    start = end = None
    for sentence in document.sentences:
        if sentence.section is Section.ABOUT_COMPANY:
            start = sentence.start if start is None else start
            end = sentence.end
            if end - start > ABOUT_CHARS:
                break
        elif start is not None:
            break
    return document.text[start:end] if start is not None else None
