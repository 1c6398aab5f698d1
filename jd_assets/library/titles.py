"""Normalises job titles so that the same title, however written, is one string.

Level words, employment words and places are taken away; a specialisation is kept, because folding it away silently
turns one role into another ("Data Engineer Manager" is not a data engineer).
"""

import re
import unicodedata
from dataclasses import dataclass

#: Words that grade a role and do not name it. "manager", "director" and "architect" name roles and are not here.
LEVEL_WORDS = frozenset(
    "senior sr snr junior jr jnr lead principal staff mid middle midlevel intermediate entry level associate intern "
    "internship trainee graduate grad fresher experienced expert i ii iii iv v 1 2 3 4 5 l1 l2 l3 l4 l5 l6".split()
)

#: Words of the contract or the advertisement, not of the role.
EMPLOYMENT_WORDS = frozenset(
    "full time fulltime part parttime contract contractor freelance freelancer permanent perm temporary temp remote "
    "hybrid onsite offsite home office wfh anywhere urgent urgently hiring immediate immediately joiner joiners needed "
    "wanted required job opening vacancy position m f d w x mfd mwd fmd all genders h mf hf c2c w2 relocation visa "
    "sponsorship new".split()
)

_JOINED = (
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
    (re.compile(r"\bon[\s-]+site\b"), "onsite"),
    (re.compile(r"\bmid[\s-]+level\b"), "midlevel"),
    (re.compile(r"\bdevelopment\s+engineer\b"), "engineer"),
    (re.compile(r"\bsoftware\s+(?=(?:backend|frontend|fullstack|embedded|ml|ai|devops|qa)\b)"), ""),
    (re.compile(r"(?<=backend|rontend|llstack|mbedded) software\b"), ""),
)
_POSTED = re.compile(r"\bposted\b.*$")
_SEGMENT = re.compile(r"\s+[-–—|@:]\s*|\s*[-–—|@:]\s+|\s*[|,;()\[\]]\s*|\s+(?:at|in|for)\s+")
_TOKEN = re.compile(r"\.?[a-z0-9]+[+#]*")
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


def normalise_title(title: str) -> Title:
    """Normalise a title as it was written.

    Example:
        normalise_title("Sr. Back-End Engineer (m/w/d) - Payments").whole == "backend engineer payments"
    """
    text = unicodedata.normalize("NFKC", title).lower().replace("&", " and ").replace("’", "'")
    text = _POSTED.sub("", text)
    for pattern, joined in _JOINED:
        text = pattern.sub(joined, text)
    text = _PLURAL_HEAD.sub(r"\1", text)
    segments = [kept for part in _SEGMENT.split(text) if (kept := _clean(part))]
    if not segments:
        return Title("", "", ())
    return Title(" ".join(segments), segments[0], tuple(segments[1:]))


def normalise_alias(alias: str) -> str:
    """The form in which an alias is stored and compared."""
    return normalise_title(alias).whole


def _clean(segment: str) -> str:
    tokens = _TOKEN.findall(segment.replace("'s", ""))
    return " ".join(token for token in tokens if token not in LEVEL_WORDS and token not in EMPLOYMENT_WORDS)
