"""Whether a clause requires or wishes for what it names: "CISSP required; PMP preferred", "Bachelor's (Master's a plus)"."""

import re
from collections.abc import Iterator

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Requirement
from jd_assets.parsing.structure.document import Sentence

_WISH = (
    r"preferred|preferably|prefer|desired|desirable|a plus|an? (?:big |strong |distinct )?(?:advantage|asset|bonus)|plus\b(?=\W*$)"
    r"|ideally|nice to have|good to have|beneficial|advantageous|recommended|welcome|optional|not (?:required|essential|mandatory)"
)
WISHED = re.compile(rf"\b(?:{_WISH})\b", re.IGNORECASE)
REQUIRED = re.compile(r"\b(?<!not )(?:required|must|mandatory|essential|minimum|at least)\b", re.IGNORECASE)
# Where one requirement ends and the next begins.
_CLAUSE = re.compile(
    rf"[;()]|,\s+(?:but\s+)?(?=[^,;()]{{0,60}}\b(?:{_WISH}|required)\b)|\.\s+(?=[A-Z])|\s-\s", re.IGNORECASE
)


def clauses_of(words: str, sentence: Sentence) -> Iterator[tuple[int, int, Requirement]]:
    """The clauses of a sentence with what each does: a clause that says nothing does what its section does.

    Args:
        words: The sentence's matching view.
        sentence: For its section.
    """
    edges = [0, *(edge for found in _CLAUSE.finditer(words) for edge in found.span()), len(words)]
    above: Requirement = (
        "preferred" if sentence.section is Section.PREFERRED and "preferred" not in sentence.cues else "required"
    )
    if sentence.section is Section.PREFERRED and not (WISHED.search(words) and REQUIRED.search(words)):
        wished_apart = len(edges) > 2 and WISHED.search(words) is not None
        above = "required" if wished_apart and "preferred" in sentence.cues else "preferred"
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        clause = words[left:right]
        if WISHED.search(clause) and not REQUIRED.search(clause):
            yield left, right, "preferred"
        else:
            yield left, right, "required" if REQUIRED.search(clause) else above
