"""Whether a clause requires or wishes for what it names.

Such as "CISSP required; PMP preferred" or "Bachelor's degree (Master's a plus)".
"""

import re
from collections.abc import Collection

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Requirement
from jd_assets.parsing.structure.document import Sentence

_WISH = (
    r"preferred|preferably|prefer|desired|desirable|a plus|an? (?:big |strong |distinct )?(?:advantage|asset|bonus)"
    r"|plus\b(?=\W*$)"
    r"|ideally|nice to have|good to have|beneficial|advantageous|recommended|welcome|optional|not (?:required"
    r"|essential|mandatory)"
)
_WISHED = re.compile(rf"\b(?:{_WISH})\b", re.IGNORECASE)
_REQUIRED = re.compile(r"\b(?<!not )(?:required|must|mandatory|essential|minimum|at least)\b", re.IGNORECASE)
# Where one requirement ends and the next begins; what a weaker mark parts may still speak of what stands before it.
_STRONG = r";|(?<=[a-z\d)])\.\s+(?=(?-i:[A-Z]))"
_WEAK = rf"[()]|,\s+(?:but\s+)?(?=[^,;()]{{0,60}}\b(?:{_WISH}|required)\b)|\s-\s"
_CLAUSE = re.compile(rf"(?P<strong>{_STRONG})|{_WEAK}", re.IGNORECASE)


def clauses_of(words: str, sentence: Sentence, named: Collection[int]) -> list[tuple[int, int, Requirement]]:
    """The clauses of a sentence with what each does: one that says nothing does what its section does.

    A wish that names nothing itself speaks of what stands before it: "Master's degree (preferred)".

    Args:
        words: The sentence's matching view.
        sentence: For its section.
        named: Where the degrees or certificates stand in it.
    """
    clauses: list[tuple[int, int, Requirement]] = []
    above = _of_section(words, sentence)
    begin, strong = 0, True
    for found in [*_CLAUSE.finditer(words), None]:
        end = found.start() if found is not None else len(words)
        wished = _WISHED.search(words, begin, end) is not None and not _REQUIRED.search(words, begin, end)
        if wished and not strong and not any(begin <= at < end for at in named):
            _wish_for_what_stands_before(words, clauses, named)
        needed = _REQUIRED.search(words, begin, end) is not None
        clauses.append((begin, end, "preferred" if wished else "required" if needed else above))
        begin, strong = (found.end(), found["strong"] is not None) if found is not None else (end, True)
    return clauses


def _wish_for_what_stands_before(
    words: str, clauses: list[tuple[int, int, Requirement]], named: Collection[int]
) -> None:
    for place in range(len(clauses) - 1, -1, -1):
        left, right, _ = clauses[place]
        if _REQUIRED.search(words, left, right):
            return
        clauses[place] = left, right, "preferred"
        if any(left <= at < right for at in named):
            return


def _of_section(words: str, sentence: Sentence) -> Requirement:
    """What a clause without a word of its own does: it requires, in a sentence that is a wish by one clause only."""
    if sentence.section is not Section.PREFERRED:
        return "required"
    return "required" if "preferred" in sentence.cues and _CLAUSE.search(words) else "preferred"
