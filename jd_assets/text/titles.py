"""Normalises job titles so that the same title, however written, is one string.

Level and employment words are taken away; a specialisation is kept, because folding it away silently
turns one role into another ("Data Engineer Manager" is not a data engineer).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from jd_assets.text.level_words import LEVEL_WORDS, in_naming_pair
from jd_assets.text.normalise import without_accents
from jd_assets.text.tables import rows_of

#: Words of the contract or the advertisement, not of the role.
EMPLOYMENT_WORDS = frozenset(
    "fulltime parttime contract contractor freelance freelancer permanent perm temporary temp remote hybrid onsite wfh "
    "offsite anywhere urgent urgently hiring immediate immediately joiner joiners needed wanted required job opening "
    "vacancy position role asap m f d w x mfd mwd fmd all genders h mf hf c2c w2 relocation visa sponsorship".split()
)

#: Slug and name proposed for the role of a posting that has no title.
UNNAMED = ("untitled-role", "Untitled role")

_NOT_THE_ROLE = LEVEL_WORDS | EMPLOYMENT_WORDS

#: Heads that say nothing of the work when they stand alone: "Senior Engineer", "Team Member", "Support".
GENERIC_HEADS = frozenset(
    "engineer developer programmer manager analyst consultant specialist support member team staff expert professional "
    "officer assistant coordinator administrator architect scientist designer researcher technician partner lead head "
    "executive director technical technology it and to".split()
)

_JOINED = (
    (re.compile(r"(?<=\w)[*:/(]in(?:nen)?\b\)?"), ""),  # "Entwickler:in"
    (re.compile(r"\bback[\s-]*end\b"), "backend"),
    (re.compile(r"\bfront[\s-]*end\b"), "frontend"),
    (re.compile(r"\bfull[\s-]*stack\b"), "fullstack"),
    (re.compile(r"\bmachine[\s-]+learning\b"), "ml"),
    (re.compile(r"\bartificial[\s-]+intelligence\b"), "ai"),
    (re.compile(r"\bbusiness[\s-]+intelligence\b"), "bi"),
    (re.compile(r"\bdev\s*[\s-]?\s*ops\b"), "devops"),
    (re.compile(r"\buser[\s-]+experience\b"), "ux"),
    (re.compile(r"\buser[\s-]+interface\b"), "ui"),
    (re.compile(r"\bquality[\s-]+assurance\b"), "qa"),
    (re.compile(r"\br\s+and\s+d\b|\bresearch\s+and\s+development\b"), "rnd"),
    (re.compile(r"\bweb\s?3(?:\.0)?\b"), "web3"),
    (re.compile(r"\bdot[\s-]?net\b"), ".net"),
    (re.compile(r"\b(angular|express|next|node|react|vue)[\s.]?js\b"), r"\1"),
    (re.compile(r"\bfull[\s-]*time\b"), "fulltime"),
    (re.compile(r"\bpart[\s-]*time\b"), "parttime"),
    (re.compile(r"\b(?:on[\s-]+site|in[\s-]+office)\b"), "onsite"),
    (re.compile(r"\b(?:(?:work|working) from home|home[\s-]*(?:office|based))\b"), "wfh"),
    (re.compile(r"\bnew[\s-]+(?=(?:grad|graduate|job|opening|position|vacancy)\b)"), ""),
    (re.compile(r"\b(entry|mid|middle|intermediate|junior|senior|associate)[\s-]+level\b"), r"\1"),
    (re.compile(r"\blevel[\s-]*(?=(?:[1-6]|i{1,3}|iv|v)\b)"), ""),
    (re.compile(r"\bdevelopment\s+engineer\b"), "engineer"),
    (re.compile(r"\bre[\s-]?advertise(?:d|ment)\b"), ""),
    (re.compile(r"\b(electro|hydro|thermo|bio|geo|agro|petro|psycho|socio)\s*[-–—]\s*(?=[a-z]{4})"), r"\1"),
    (re.compile(r"\bf and b\b"), "food and beverage"),
    (re.compile(r"\bkg\b(?=(?: \w+){0,2} teacher)"), "kindergarten"),
    (re.compile(r"\bsoftware\s+(?=(?:backend|frontend|fullstack|embedded|ml|ai|devops|qa)\b)"), ""),
    (re.compile(r"(?<=backend|rontend|llstack|mbedded) software\b"), ""),
)
_POSTED = re.compile(r"\bposted\b.*$")
_SEGMENT = re.compile(r"\s+[-–—|@:]\s*|\s*[-–—|@:]\s+|\s*[|,;()\[\]]\s*|\s+(?:at|in|for)\s+")
#: A full stop that lost its blank: "Fund Services.Fund Accountant".
_GLUED = re.compile(r"(?<=[a-z]{3})\.(?=[A-Z][a-z]{2})")
#: Ranks that follow what one is: "Midwife Officer".
_RANKS_BEHIND = frozenset({"officer", "professional", "staff"})
#: A dot belongs to ".NET" alone: that of "Sr.Engineer" is an end.
_TOKEN = re.compile(r"(?:\.(?=net\b))?[^\W_]+[+#]*")
_PLURAL_HEAD = re.compile(
    r"\b(engineer|developer|scientist|analyst|architect|manager|designer|administrator|consultant|specialist|researcher|"
    r"programmer|tester|writer|owner|master)s\b"
)


@dataclass(frozen=True)
class Title:
    """A normalised title: the whole, and the part that is left when what follows a comma or dash is set aside."""

    whole: str
    core: str
    rest: tuple[str, ...]

    def readings(self) -> list[str]:
        """The ways to read it, most literal first: the whole, "Engineer, Backend" turned round, the core alone."""
        turned = [f"{part} {self.core}" for part in self.rest]
        return list(dict.fromkeys(text for text in (self.whole, *turned, self.core) if text))


@lru_cache(maxsize=50_000)
def normalise_title(title: str) -> Title:
    """Normalise a title as it was written.

    Example:
        normalise_title("Sr. Back-End Engineer (m/w/d) - Payments").whole == "backend engineer payments"
    """
    text = without_accents(_GLUED.sub(" - ", title)).casefold().replace("&", " and ").replace("’", "'")
    segments = _segments(text)
    if not segments:
        return Title("", "", ())
    whole = " ".join(segments)
    # Words that were apart stand side by side now ("Machine, Learning Engineer"): read on until nothing changes.
    while (again := " ".join(_segments(whole))) != whole:
        whole = again
    return Title(whole, segments[0], tuple(segments[1:]))


def normalise_alias(alias: str) -> str:
    """The form in which an alias is stored and compared."""
    return normalise_title(alias).whole


def _segments(text: str) -> list[str]:
    text = _POSTED.sub("", text)
    for pattern, joined in _JOINED:
        text = pattern.sub(joined, text)
    text = _PLURAL_HEAD.sub(r"\1", text)
    return [kept for part in _SEGMENT.split(text) if (kept := _clean(part))]


def _clean(segment: str) -> str:
    words = ["", *_TOKEN.findall(segment.replace("'s", "")), ""]
    kept = [
        word
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if word not in _NOT_THE_ROLE or in_naming_pair(before, word, after)
    ]
    if len(kept) > 1 and kept[-1] in _RANKS_BEHIND and kept[-2] in speaking_nouns():
        kept.pop()
    # A "Tax Associate" is nothing without the second word; of an "Associate Engineer" the engineer is left.
    if kept and words[-2] == "associate" and job_nouns().isdisjoint(kept):
        kept.append("associate")
    return " ".join(kept)


@lru_cache(maxsize=1)
def job_nouns() -> frozenset[str]:
    """Nouns of who does a job, as the last word of a title: "recruiter", "engineer"; no "lead" and "support"."""
    return frozenset(row["head"] for row in rows_of("title_heads") if row["use"] != "weak") - LEVEL_WORDS


@lru_cache(maxsize=1)
def speaking_nouns() -> frozenset[str]:
    """Nouns that tell the work by themselves: "driver", "accountant"; no "engineer", "manager" and "assistant"."""
    return frozenset(row["head"] for row in rows_of("title_heads") if row["use"] == "alone")


def names_work(title: str) -> bool:
    """True where the title says what the work is about, beyond its level and a general head.

    Example:
        names_work("Pastry Chef") and not names_work("Senior Engineer II")
    """
    return any(word not in GENERIC_HEADS for word in normalise_title(title).whole.split())


def speaks_of_work(title: str | None, given: bool) -> bool:
    """The posting came with a title that names some work; a phrase found in its text is too weak to speak against."""
    return given and title is not None and names_work(title)
