"""Loose wordings: phrases that are a library spelling but for a slip of the pen."""

import re

from rapidfuzz import fuzz, process

from jd_assets.skills.vocabulary import SkillEntry, Vocabulary

# Ratio of matching letters; at 90 about one letter in ten may differ, below it other words begin to match.
CLOSE = 90.0
# In phrases of several words each word must be this close: "Google Ads" is no misspelt "Google ADK".
_CLOSE_WORD = 75.0
_SHORTEST = 6


def close_wording(phrase: str, vocabulary: Vocabulary) -> SkillEntry | None:
    """The library skill whose spelling is all but this phrase's ("kubernets"); None where none comes close."""
    if len(phrase) < _SHORTEST:
        return None
    best = process.extractOne(phrase, vocabulary.near(phrase), scorer=fuzz.ratio, score_cutoff=CLOSE)
    if best is None:
        return None
    spelled: str = best[0]
    if _is_derived(phrase, spelled):
        return None
    pairs = zip(phrase.split(), spelled.split(), strict=False)
    if len(phrase.split()) != len(spelled.split()) or any(fuzz.ratio(*pair) < _CLOSE_WORD for pair in pairs):
        return None
    return vocabulary.entries[vocabulary.phrases[spelled]]


def _is_derived(phrase: str, spelled: str) -> bool:
    """Another number, or another ending of a single word ("informatics"): another thing, not a slip."""
    digits, stem = re.sub(r"\D", "", phrase), min(len(phrase), len(spelled)) - 2
    return digits != re.sub(r"\D", "", spelled) or (" " not in phrase and phrase[:stem] == spelled[:stem])
