"""The industries a posting is about, by the cue words of the taxonomy."""

from bisect import bisect_right
from collections import Counter
from functools import cache

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Domain, Industry
from jd_assets.parsing.structure.document import Document
from jd_assets.text.tables import listed, rows_of

# What is said of the company tells its industry; what is said of the work may be of its customers.
COMPANY_WEIGHT, ROLE_WEIGHT, OTHER_WEIGHT = 3, 2, 1
MIN_SCORE = 3
SECONDARY_SHARE = 0.4  # a second industry must reach this share of the first one's score
MENTIONS_COUNTED = 3  # of one cue, so that a word repeated by the trade does not decide alone
_WEIGHTS = {
    Section.ABOUT_COMPANY: COMPANY_WEIGHT,
    Section.ROLE_SUMMARY: ROLE_WEIGHT,
    Section.LEGAL: 0,
    Section.BENEFITS: 0,
    Section.HOW_TO_APPLY: 0,
}


@cache
def _taxonomy() -> dict[str, Industry]:
    return {
        row["domain"]: Industry(domain=row["domain"], aliases=listed(row["aliases"])) for row in rows_of("industries")
    }


def domain_of(document: Document) -> Domain:
    """The industry the posting speaks of most, and a second one that comes near it; null where cues are few."""
    scores: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    starts = [sentence.start for sentence in document.sentences]
    for hit in document.hits("industry"):
        at = bisect_right(starts, hit.start) - 1
        cue = document.view[hit.start : hit.end].lower()
        seen[cue] += 1
        if at >= 0 and hit.start < document.sentences[at].end and seen[cue] <= MENTIONS_COUNTED:
            scores[hit.value] += _WEIGHTS.get(document.sentences[at].section, OTHER_WEIGHT)
    ranked = [(name, score) for name, score in scores.most_common(2) if score >= MIN_SCORE]
    if not ranked:
        return Domain()
    (first, top), *rest = ranked
    second = _taxonomy()[rest[0][0]] if rest and rest[0][1] >= top * SECONDARY_SHARE else None
    return Domain(primary=_taxonomy()[first], secondary=second)
