"""Activities named by a compound: "website analysis", "mail routing", "suggestion handling"."""

import re

from jd_assets.contracts.base import Section
from jd_assets.skills.discovery.chunks import Chunk
from jd_assets.skills.wordlists import LEADING
from jd_assets.text.words import ACTION_FORMS

#: Sections that state wants and duties.
ASKED = frozenset({Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES})
_HEADS = frozenset(
    """administration analysis assessment calibration configuration coordination cultivation engineering estimation
    fabrication forecasting handling installation inspection investigation maintenance management mapping measurement
    migration modeling modelling monitoring operations planning preparation processing programming reconciliation repair
    replenishment reporting routing scheduling selection servicing testing translation validation verification
    writing""".split()
)
#: Finds whether a text names an activity at all.
ACTIVITY_HEADS = re.compile(rf"\b(?:{'|'.join(sorted(_HEADS))})\b")
# What says how something is done and not what: "centralized management", "seamless testing", "timely handling".
_MANNER = re.compile(r"(?:[a-z]{3}(?:ly|ed|ful|less|ous|ical|ional|ative|itive|ive|able|ent|ant|ing)|ed|ly|'s)$")
_SAYS_NOTHING = frozenset(
    """area end field own person requirements line people senior team job company project product day top ad-hoc
    optimal top-notch overall business role position work sound daily weekly monthly annual regular part time
    hands-on""".split()
)
_LONGEST = 3


def activity(chunk: Chunk) -> Chunk | None:
    """The compound of an activity that a phrase ends in, without the verbs and adjectives before it."""
    if chunk.words[-1] not in _HEADS:
        return None
    kinds: list[str] = []
    for word in reversed(chunk.words[-_LONGEST:-1]):
        if word in LEADING or word in ACTION_FORMS or word in _SAYS_NOTHING or _MANNER.search(word):
            break
        kinds.insert(0, word)
    if not kinds:
        return None
    words = (*kinds, chunk.words[-1])
    if len(words) == len(chunk.words):
        return chunk
    return Chunk(chunk.end - len(" ".join(words)), chunk.end, words)
