"""Whether a text is a job description that the pipeline can read."""

from dataclasses import dataclass

from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.fields.several_roles import unrelated_roles
from jd_assets.parsing.fields.title import head_of
from jd_assets.parsing.structure.document import Document
from jd_assets.parsing.structure.language_of import language_of
from jd_assets.parsing.structure.section_cues import opens_with_action

MIN_WORDS = 20  # the shortest posting in which role, duties and requirements can be told apart
# Distinct kinds of evidence for a job; 99.9 % of the real postings measured have as many. A given title that names an
# occupation is one, and a list of duties is one.
MIN_CUES = 2
MIN_DUTIES = 3
SUPPORTED_LANGUAGES = frozenset({"en"})

# Wording of employment, by kind of cue.
_JOB_CUES = ("job_duty", "job_need", "job_experience", "job_offer", "job_terms")
# Other kinds of text use such words too: with the number of different cues that make one.
_OTHER_TEXTS = (
    ("recipe", 3, "a recipe"),
    ("privacy", 4, "a privacy policy or terms of use"),
    ("cv", 3, "a CV"),
    ("news", 3, "a news article"),
)

EMPTY = "the posting is empty"
TOO_SHORT = "too short:"
LANGUAGE = "language "


def is_beyond_doubt(reason: str | None) -> bool:
    """Whether a failure is a matter of counting, not of judgement, so that no model may overrule it."""
    return reason is not None and reason.startswith((EMPTY, TOO_SHORT, LANGUAGE))


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """The gate's answer: `reason` is null on a pass."""

    language: str
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def judge(document: Document, title: str | None, header: Header | None = None) -> GateVerdict:
    """Pass or fail a posting; a doubtful one passes with a warning.

    Args:
        document: The posting's text.
        title: The title that came with it, if any.
        header: Its header line, if it has one.
    """
    words = document.scan.words
    if not words:
        return GateVerdict("en", EMPTY)
    language = language_of(words)
    if language not in SUPPORTED_LANGUAGES:
        return GateVerdict(language, f"{LANGUAGE}{language} is not supported")
    if len(words) < MIN_WORDS:
        return GateVerdict(language, f"{TOO_SHORT} {len(words)} words, at least {MIN_WORDS} are needed")
    other = _other_kind(document, title)
    return GateVerdict(language, other) if other is not None else _on_roles(document, language, title)


def _on_roles(document: Document, language: str, title: str | None) -> GateVerdict:
    """A posting of several unrelated roles fails only where none of them is the main one."""
    titles = unrelated_roles(document)
    if not titles:
        return GateVerdict(language)
    said = f"names several roles: {', '.join(titles)}"
    if title is None and document.hits("openings"):
        return GateVerdict(language, f"{said}, and none of them as the main one")
    return GateVerdict(language, None, (said,))


def _other_kind(document: Document, title: str | None) -> str | None:
    cues = sum(bool(document.hits(kind)) for kind in _JOB_CUES)
    for kind, needed, name in _OTHER_TEXTS:
        distinct = {document.view[hit.start : hit.end].lower() for hit in document.hits(kind)}
        if len(distinct) >= needed and len(distinct) > cues:
            return f"not a job description: it reads like {name}"
    cues += title is not None and head_of(title) is not None
    if cues < MIN_CUES:
        cues += sum(opens_with_action(document.words_of(s)) for s in document.sentences) >= MIN_DUTIES
    if cues < MIN_CUES:
        return "not a job description: it states no duties, no requirements and no employment"
    return None
