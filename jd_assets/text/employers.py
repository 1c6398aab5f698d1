"""Tells employers apart, so that one that posts often counts once."""

import re
from collections.abc import Iterable
from functools import lru_cache

from jd_assets.text.normalise import without_accents

#: What all postings count as together whose employer is not known.
UNKNOWN = ""

_LEGAL_FORMS = frozenset("inc llc ltd limited gmbh corp corporation plc ag sa bv llp pty co company".split())


@lru_cache(maxsize=2**16)
def employer_key(name: str | None) -> str:
    """The form in which employers are compared: no case, accents, punctuation, legal form or leading article.

    Example:
        employer_key("The Crumb & Co. Ltd") == employer_key("crumb")
    """
    words = re.findall(r"[^\W_]+", without_accents(name or "").casefold())
    kept = words[1:] if words[:1] == ["the"] else words
    while kept and kept[-1] in _LEGAL_FORMS:
        kept = kept[:-1]
    return " ".join(kept or words)


def distinct_employers(names: Iterable[str | None]) -> int:
    """How many employers these are; the unknown ones are one."""
    return len({employer_key(name) for name in names})
