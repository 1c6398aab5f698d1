"""Postings that describe several unrelated roles at once."""

from jd_assets.parsing.fields.header import Header, titles_in
from jd_assets.parsing.fields.title import are_related, is_title, names_occupation, use_of
from jd_assets.parsing.structure.document import Document

MIN_LISTED = 3  # titles in a row, or in a given title: two may be one role's names
MAX_LISTED_CHARS = 120
MANY = "several, which it does not name"
WORDS_OF_A_ROLE = 12  # a title with less text below it is a tag or a contact, not a role described

# Head nouns that end many headings that are no titles: "Financial Support", "Contact Partner".
_DOUBTFUL = frozenset(
    {"support", "partner", "partners", "associate", "associates", "lead", "host", "agent", "intern", "interns"}
)


def several_openings(document: Document, header: Header | None, title: str | None) -> list[str]:
    """The openings of an advert for more than one, as its title, header line or a list names them; else nothing."""
    if title is not None:
        titles = titles_in(title) if title.count(",") + title.count("/") >= MIN_LISTED - 1 else []
        return titles if len(titles) >= MIN_LISTED else []
    if header is not None and header.several:
        return list(header.roles) or _listed(document) or [MANY]
    return [] if header is not None and header.roles else _listed(document)


def _listed(document: Document) -> list[str]:
    """Titles that stand in a row as items of a list."""
    best: list[str] = []
    run: list[str] = []
    for sentence in document.sentences:
        short = sentence.bullet and "title_head" in sentence.cues and sentence.end - sentence.start <= MAX_LISTED_CHARS
        words = document.words_of(sentence).split("(")[0].strip(" .,;:") if short else ""
        if short and names_occupation(words.split(" - ")[0].strip()):
            run.append(words)
            best = max(best, run, key=len)
        else:
            run = []
    return list(dict.fromkeys(best)) if len(set(best)) >= MIN_LISTED else []


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
