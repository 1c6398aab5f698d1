"""Postings that describe several unrelated roles at once."""

from jd_assets.parsing.fields.title import are_related, is_title, names_occupation, use_of
from jd_assets.parsing.structure.document import Document

WORDS_OF_A_ROLE = 12  # a title with less text below it is a tag or a contact, not a role described

# Head nouns that end many headings that are no titles: "Financial Support", "Contact Partner".
_DOUBTFUL = frozenset(
    {"support", "partner", "partners", "associate", "associates", "lead", "host", "agent", "intern", "interns"}
)


def unrelated_roles(document: Document) -> list[str]:
    """The titles of all roles described, where they are of different occupations; else nothing."""
    lines = _title_lines(document)
    described: list[str] = []
    for position, (_, end, title) in enumerate(lines):
        stop = lines[position + 1][0] if position + 1 < len(lines) else len(document.view)
        below = document.view[end:stop].split(maxsplit=WORDS_OF_A_ROLE)
        if len(below) >= WORDS_OF_A_ROLE and not any(are_related(title, known) for known in described):
            described.append(title)
    return described if len(described) > 1 else []


def _title_lines(document: Document) -> list[tuple[int, int, str]]:
    found: dict[int, tuple[int, int, str]] = {}
    for hit in document.hits("title_head"):
        start, end = document.line_around(hit.start, hit.end)
        title = document.view[start:end].strip(" #*_:-•0123456789.)(\t")
        if hit.value not in _DOUBTFUL and (names_occupation(title) or _is_one_word_title(title)):
            found[start] = (start, end, title)
    return [found[start] for start in sorted(found)]


def _is_one_word_title(title: str) -> bool:
    """Whether a line is a word that is a title by itself: "Nurse", "Accountant"."""
    return title.isalpha() and use_of(title.lower()) == "alone" and is_title(title)
