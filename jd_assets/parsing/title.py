"""What a posting calls its role: the given title, a title line of the text, or the sentence that names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jd_assets.parsing.document import Document
from jd_assets.parsing.tables import rows_of
from jd_assets.parsing.view import matching_view

MAX_TITLE_WORDS = 9
MAX_ALIASES = 5
TITLE_ZONE_LINES = 12  # a posting's own title stands among its first lines


@dataclass(frozen=True, slots=True)
class Role:
    """The role and what else the posting calls it."""

    name: str | None
    aliases: tuple[str, ...] = ()
    level_source: str = ""  # title as given, with the level words that `name` may lack


LEVEL_WORDS = frozenset(
    """senior sr snr junior jr jnr lead principal staff intern internship trainee graduate grad entry mid associate chief head
    experienced intermediate expert ii iii iv v i 1 2 3 4 5 l1 l2 l3 l4 l5 l6 level mid-level entry-level mid-senior vp avp""".split()
)
_NOT_A_ROLE = re.compile(r"^(?:team member|this position|team members|candidate|position|role|person|professional|individual)s?$", re.I)
_GENDER = re.compile(r"\s*[(\[]\s*(?:[mwfdxhi](?:\s*[/|,]\s*[mwfdxhi*]){1,3}|all genders?|gn|any gender|mfd|mwd|f/m/div\.?)\s*[)\]]|\s+[mwfdx]/[mwfdx](?:/[mwfdx])?\b", re.I)
_HIRING = re.compile(r"^.{2,60}? (?:is )?hiring (?:an? )?(?P<title>.+?)(?: in .+)?$", re.I)
_SITE = re.compile(r"\s*\|.*$")
_TRAILING_ID = re.compile(r"[\s,#(-]*(?:\b(?:req|job|ref|id|jr|r)[\s#:.-]*)?#?\d{3,}\)?$", re.I)
_PLACE_TAIL = re.compile(
    r"\s*[-,(|/]\s*(?:100% |fully )?(?:remote|hybrid|on-?site|onsite|contract|full[- ]time|part[- ]time|permanent|freelance|temporary|wfh|work from home)\b[^,(]*$",
    re.I,
)
_LABELLED = re.compile(
    r"(?:^|\n)[\s*#_-]*(?:job title|position title|role title|title|position|job role|job position|role|vacancy|post title)[*_]*\s*:[*_\s]*(?P<title>[^\n|]{3,90})", re.I
)
_AT_COMPANY = re.compile(r"\s+(?:@|at|-{1,2}|\||for|with)\s+")
_NAME = r"(?P<title>(?:[A-Za-z.+#][\w.+#/&'-]*,? ){0,7}?"


@cache
def _heads() -> dict[str, str]:
    return {row["head"]: row["archetype"] for row in rows_of("title_heads")}


@cache
def _sentence_patterns() -> tuple[re.Pattern[str], ...]:
    heads = "|".join(sorted((h for h in _heads() if h not in {"support", "head", "chief", "host", "partner"}), key=len, reverse=True))
    title = rf"{_NAME}(?:{heads})s?)\b"
    adjective = r"(?:(?:an?|the|our|new|skilled|talented|experienced|passionate|motivated|dynamic|great|creative|highly|qualified|several|multiple|exceptional|strong|next|dedicated|another|first) |(?:[a-z]+, )*[a-z]+(?: and [a-z-]+)? (?=[A-Z]))*"
    before = (
        r"(?:looking (?:for|to (?:hire|recruit|add))|seeking(?: to hire)?|searching for|hiring(?: for)?|recruiting(?: for)?|in search of|need of|join us as|work as|working as|role of|position of|job of|vacancy for|opportunity for|opening for|recruit|hire|on the lookout for|welcome|has arisen for|to join as)",
        r"(?:^|(?<=[.!?\n:]))\s*(?:[Aa]s|As) ",
        r"\b(?:[Tt]he|[Oo]ur|[Tt]his) (?=[A-Z])",
    )
    return (
        re.compile(rf"{before[0]} {adjective}{title}", re.I),
        re.compile(rf"{before[1]}{adjective}{title}(?=[^.\n]{{0,60}},? you)", re.I | re.M),
        re.compile(rf"{before[2]}{title}(?= (?:will|is responsible|role|position|works|leads|supports|reports))"),
    )


def cleaned_title(title: str) -> str:
    """A title without gender marks, requisition numbers, work arrangement and the "X hiring ... | Site" frame."""
    text = " ".join(matching_view(title).split())
    hiring = _HIRING.match(text)
    if hiring is not None:
        text = hiring["title"]
    text = _GENDER.sub("", text)
    if hiring is not None or _has_head(_SITE.sub("", text)):
        text = _SITE.sub("", text)
    text = _PLACE_TAIL.sub("", _TRAILING_ID.sub("", text))
    return text.strip(" .,;:|*_#-–—/\"'")


def without_level(title: str) -> str:
    """A title without its level words ("Senior", "II")."""
    words = [word for word in title.split() if word.lower().strip(".,()") not in LEVEL_WORDS]
    return " ".join(words).strip(" ,-/&")


def role_of(document: Document, given: str | None) -> Role:
    """The role a posting is for, and the other titles its text uses for it."""
    found = list(dict.fromkeys(_titles_in(document)))
    first = cleaned_title(given) if given and given.strip() else ""
    if first and not _NOT_A_ROLE.match(first):
        name = first
    elif found:
        name = found[0]
    else:
        return Role(None)
    return Role(name, tuple(_aliases(name, found)), given or name)


def _aliases(name: str, found: list[str]) -> Iterator[str]:
    seen = {name.lower()}
    for title in [*found, without_level(name)][: MAX_ALIASES + 1]:
        if title and title.lower() not in seen and _has_head(title) and not _NOT_A_ROLE.match(title):
            seen.add(title.lower())
            yield title


def _titles_in(document: Document) -> Iterator[str]:
    for labelled in _LABELLED.finditer(document.view, 0, 6000):
        yield from _accepted(labelled["title"].split(" Location")[0])
    yield from _title_lines(document)
    for pattern in _sentence_patterns():
        for found in pattern.finditer(document.view, 0, 20000):
            yield from _accepted(found["title"])


def _title_lines(document: Document) -> Iterator[str]:
    lines = [line.strip(" \t#*_-") for line in document.view[:3000].split("\n") if line.strip(" \t#*_-")]
    for line in lines[:TITLE_ZONE_LINES]:
        if len(line.split()) > MAX_TITLE_WORDS + 4 or line.endswith((".", ":", "!", "?")) or ":" in line:
            continue
        yield from _accepted(_AT_COMPANY.split(line, maxsplit=1)[0])


def _accepted(raw: str) -> Iterator[str]:
    title = cleaned_title(raw)
    words = title.split()
    if not 0 < len(words) <= MAX_TITLE_WORDS or _NOT_A_ROLE.match(title) or not _has_head(title):
        return
    if title[0].islower():
        title = title.title() if len(words) <= 4 else title
    yield title


def head_of(title: str) -> str | None:
    """The head noun of a title: the last word before any "of", comma or bracket that names an occupation."""
    main = re.split(r" of | for |[,(|–]| - ", title, maxsplit=1)[0]
    for text in (main, title):
        for word in reversed(re.findall(r"[a-z]+", text.lower())):
            if word in _heads() or (word.endswith("s") and word[:-1] in _heads()):
                return word if word in _heads() else word[:-1]
    return None


def _has_head(title: str) -> bool:
    return head_of(title) is not None


_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (family, re.compile(pattern, re.I))
    for family, pattern in (
        ("Product", r"\bproduct (?:manager|owner|lead|director|specialist|marketing manager)|head of product|\bproduct management"),
        ("Design", r"\b(?:ux|ui|user experience|user interface|interaction|visual|graphic|web|motion|product|service|industrial|instructional) (?:/ ?ui |& ui )?(?:designer|design)|\bdesigner\b|\bux\b"),
        ("Support", r"\bhelp ?desk|service desk|\b(?:technical|it|desktop|customer|application|product|user) support\b|\bsupport (?:engineer|specialist|analyst|technician|agent|representative)|customer (?:success|service)|\btechnician\b"),
        ("Management", r"\b(?:engineering|project|program(?:me)?|delivery|development|it|technology|software|data|analytics|technical program|operations|general|office|people|team) (?:\w+ )?(?:manager|director|head)\b|\bscrum master|agile coach|\bdirector\b|\bhead of\b|\bchief\b|\bc[teif]o\b|\bvice president|\bvp\b|\bteam lead(?:er)?\b"),
        ("Research", r"\bresearch (?:scientist|engineer|fellow|associate|assistant|analyst)|\bresearcher\b|\bapplied scientist|\b(?:ux|user) research"),
        ("Business", r"\bbusiness (?:systems? )?analyst|\b(?:systems?|process|requirements|functional|market|operations|policy) analyst|\b(?:financial|finance|sales|account|marketing|hr|legal|credit|risk) (?:\w+ )?(?:analyst|manager|executive|specialist|officer)"),
        ("Data", r"\bdata\b|\banalytics?\b|\banalytical\b|\bbi\b|business intelligence|\bmachine learning|\bml\b|\bai\b|artificial intelligence|\bdeep learning|\bnlp\b|computer vision|statistic|\bquant|\betl\b|reporting analyst|\bscientist\b|\bmlops\b"),
        ("Engineering", r"\bsecurity (?:\w+ )?(?:analyst|consultant|specialist|architect|engineer)|\bqa\b|quality assurance|test(?:er|ing)\b|\bnetwork|\bcloud|\bdevops|\bsoc analyst|penetration"),
    )
)


def archetype_of(title: str | None) -> str | None:
    """The role family of a title, e.g. "Engineering"; null where the title says nothing of it."""
    if not title:
        return None
    for family, pattern in _FAMILIES:
        if pattern.search(title):
            return family
    head = head_of(title)
    return (_heads().get(head) or None) if head else None
