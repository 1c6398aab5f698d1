"""The industries a posting is about, by the cue words of the taxonomy."""

import re
from collections import Counter
from functools import cache

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Domain, Industry
from jd_assets.parsing.document import Document
from jd_assets.parsing.tables import listed, rows_of

# What is said of the company tells its industry; what is said of the work may be of its customers.
COMPANY_WEIGHT, ROLE_WEIGHT, OTHER_WEIGHT = 3, 2, 1
MIN_SCORE = 3
SECONDARY_SHARE = 0.4  # a second industry must reach this share of the first one's score
MENTIONS_COUNTED = 3  # of one cue, so that a word repeated by the trade does not decide alone


@cache
def _taxonomy() -> tuple[dict[str, Industry], dict[str, str], re.Pattern[str]]:
    industries: dict[str, Industry] = {}
    cues: dict[str, str] = {}
    for row in rows_of("industries"):
        industries[row["domain"]] = Industry(domain=row["domain"], aliases=listed(row["aliases"]))
        cues.update({cue: row["domain"] for cue in [*listed(row["cues"]), row["domain"].lower()]})
    alternatives = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    return industries, cues, re.compile(rf"\b(?:{alternatives})")


def domain_of(document: Document) -> Domain:
    """The industry the posting speaks of most, and a second one that comes near it; null where cues are few."""
    industries, cues, pattern = _taxonomy()
    scores: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    weights = {Section.ABOUT_COMPANY: COMPANY_WEIGHT, Section.ROLE_SUMMARY: ROLE_WEIGHT}
    for sentence in document.sentences:
        if sentence.section in (Section.LEGAL, Section.BENEFITS, Section.HOW_TO_APPLY):
            continue
        for found in pattern.finditer(document.lower, sentence.start, sentence.end):
            cue = found.group()
            seen[cue] += 1
            if seen[cue] <= MENTIONS_COUNTED:
                scores[cues[cue]] += weights.get(sentence.section, OTHER_WEIGHT)
    ranked = [(name, score) for name, score in scores.most_common(2) if score >= MIN_SCORE]
    if not ranked:
        return Domain()
    (first, top), *rest = ranked
    second = industries[rest[0][0]] if rest and rest[0][1] >= top * SECONDARY_SHARE else None
    return Domain(primary=industries[first], secondary=second)
