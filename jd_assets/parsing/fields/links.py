"""Web addresses that a posting names, and the employer's name in them."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

ADDRESSES_READ = 5  # the posting's own address stands first; later ones lead elsewhere

_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'()\[\]{}|\\^`]{3,500}", re.IGNORECASE)
# Hosts of job sites on which each employer has a subdomain, or a folder.
_BY_SUBDOMAIN = frozenset(
    "recruitee personio bamboohr myworkdayjobs teamtailor breezy workday icims successfactors csod".split()
)
_BY_FOLDER = frozenset("greenhouse lever ashbyhq workable smartrecruiters recruiterflow jobvite".split())
_OTHER_SITES = frozenset(
    """linkedin indeed glassdoor google gem rippling hibob taleo oraclecloud ultipro stepstone xing monster dice
    recruitcrm beapplied soapbox studysmarter createyourowncareer youtube facebook twitter instagram github medium
    join dayforcehcm bit tinyurl forms goo apple buscojobs welcometothejungle""".split()
)
_GENERIC = frozenset(
    """www jobs job careers career apply boards job-boards eu en de com co uk org net io work talent recruiting hire
    wd1 wd3 wd5""".split()
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "ac", "gov"})


def urls_of(view: str) -> list[str]:
    """The addresses in order of the text, each once."""
    if "://" not in view and "www." not in view.lower():
        return []
    return list(dict.fromkeys(found.group().rstrip(".,;:!?*_") for found in _URL.finditer(view)))


def employer_slugs(view: str) -> dict[str, str]:
    """Spellings of the employer's name in the posting's own addresses, by their letters in lower case."""
    slugs: dict[str, str] = {}
    for url in urls_of(view)[:ADDRESSES_READ]:
        for part in _employer_parts(url):
            letters = re.sub(r"[^a-z0-9]", "", part.lower())
            if len(letters) > 2 and letters not in _GENERIC and not letters.isdigit():
                slugs.setdefault(letters, part if part != part.lower() else part.replace("-", " ").title())
    return slugs


def _employer_parts(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
    except ValueError:  # such as a broken IPv6 host
        return
    labels = (parts.hostname or "").split(".")
    if len(labels) < 2:
        return
    site = labels[-3] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2]
    if site in _BY_SUBDOMAIN:
        yield labels[0]
    elif site in _BY_FOLDER:
        yield from (folder for folder in parts.path.split("/")[1:2] if folder)
    elif site not in _OTHER_SITES:
        yield site
