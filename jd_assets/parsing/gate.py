"""Whether a text is a job description that the pipeline can read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.fields.several_roles import unrelated_roles
from jd_assets.parsing.fields.title import head_of, is_title, names_occupation
from jd_assets.parsing.structure.document import Document
from jd_assets.parsing.structure.language_of import language_of
from jd_assets.parsing.structure.section_cues import opens_with_action

MIN_WORDS = 20  # the shortest posting in which role, duties and requirements can be told apart
# Distinct kinds of evidence for a job; 99.9 % of the real postings measured have as many. A given title that names an
# occupation is one, and a list of duties is one.
MIN_CUES = 2
MIN_DUTIES = 3
SUPPORTED_LANGUAGES = frozenset({"en"})
#: Languages that a model reads, with answers tested: evidence in them, names in English.
READ_BY_MODEL = ("de", "fr", "es", "pt", "nl", "pl", "it")

# Wording of employment, by kind of cue.
_JOB_CUES = ("job_duty", "job_need", "job_experience", "job_offer", "job_terms")
# Other kinds of text use such words too: with the number of different cues that make one.
_OTHER_TEXTS = (
    ("recipe", 3, "a recipe"),
    ("privacy", 4, "a privacy policy or terms of use"),
    ("cv", 3, "a CV"),
    ("news", 3, "a news article"),
)

# What a page says in the place of a posting that was taken off.
_CLOSED = re.compile(
    r"\b(?:job|position|vacancy|posting|role|ad|advert|opportunity|listing"
    r"|requisition)\b[^.\n]{0,60}?\b(?:no longer (?:available|open|active"
    r"|accepting|online|exists?|advertised|listed)|(?:has|have) (?:been )?(?:now )?(?:filled|closed|expired|removed"
    r"|withdrawn|ended)"
    r"|(?:is|are) (?:now )?(?:filled|closed|expired))\b|\bno longer accepting applications\b|\bapplications? (?:is"
    r"|are|have|has) (?:now )?closed\b",
    re.IGNORECASE,
)
CLOSED_CHARS = 400  # such a notice stands at the top
CLOSED_WORDS = 150  # below which the notice is all there is
MIN_LISTING, MIN_LISTED = 2, 2  # different phrases of a mail or page with many jobs, and titles listed in it
MIN_FORM = 4  # different fields of an application form
EMPTY = "the posting is empty"
TOO_SHORT = "too short:"
LANGUAGE = "language "
SEVERAL = "names several "


def is_beyond_doubt(reason: str | None) -> bool:
    """Whether a failure is a matter of counting, not of judgement, so that no model may overrule it."""
    return reason is not None and reason.startswith((EMPTY, TOO_SHORT, LANGUAGE))


def is_foreign(language: str, reason: str | None) -> bool:
    """Whether a posting fails for a language alone that a model reads."""
    return reason is not None and reason.startswith(LANGUAGE) and language in READ_BY_MODEL


#: What stands in the place of a character that could not be decoded, and the share of them that leaves no words to
#: read: a text of which every eighth letter is lost has some .08; texts with a few broken quotes stay below .01.
_LOST = re.compile(r"\ufffd|(?<=[^\W\d])\?+(?=[^\W\d])")
MAX_LOST = 0.02


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """The gate's answer: `reason` is null on a pass."""

    language: str
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def judge(
    document: Document,
    title: str | None,
    header: Header | None = None,
    delivered: bool = False,
    openings: Sequence[str] = (),
) -> GateVerdict:
    """Pass or fail a posting; a doubtful one passes with a warning.

    Args:
        document: The posting's text.
        title: The title that came with it, if any.
        header: Its header line, if it has one.
        delivered: The title came with an employer or a place.
        openings: Titles of the openings, where it is for several.
    """
    words = document.scan.words
    if not words:
        return GateVerdict("en", EMPTY)
    language = language_of(words)
    if len(words) < MIN_WORDS:
        return GateVerdict(language, f"{TOO_SHORT} {len(words)} words, at least {MIN_WORDS} are needed")
    lost = len(_LOST.findall(document.view))
    if lost > MAX_LOST * len(document.view):
        return GateVerdict(language, f"not a job description that can be read: {lost} of its characters are lost")
    if language not in SUPPORTED_LANGUAGES:
        return GateVerdict(language, _not_supported(language))
    other = _no_posting(document) or _other_kind(document, title, header, delivered)
    return GateVerdict(language, other) if other is not None else _on_roles(document, language, title, openings)


def _not_supported(language: str) -> str:
    if language not in READ_BY_MODEL:
        return f"{LANGUAGE}{language} is not supported"
    return (
        f"{LANGUAGE}{language} is not supported by the engine rules: the engine openai reads it "
        "(set OPENAI_API_KEY, or JD_LLM_ENGINE=openai or auto)"
    )


def _no_posting(document: Document) -> str | None:
    """The notice, list of jobs or form that came in the place of a posting."""
    closed = _CLOSED.search(document.view, 0, CLOSED_CHARS) if len(document.scan.words) < CLOSED_WORDS else None
    if closed is not None and _duties(document) < MIN_DUTIES:
        return f"not a job description: it says that the job is closed ({closed.group()!r})"
    if _distinct(document, "listing") >= MIN_LISTING and _listed_duties(document) < MIN_DUTIES:
        listed = _listed_titles(document)
        if len(listed) >= MIN_LISTED:
            return f"not a job description: a list of several jobs ({', '.join(listed[:4])})"
    if _distinct(document, "form") >= MIN_FORM and _listed_duties(document) < MIN_DUTIES:
        return "not a job description: it reads like an application form"
    return None


def _distinct(document: Document, kind: str) -> int:
    return len({document.view[hit.start : hit.end].lower() for hit in document.hits(kind)})


def _duties(document: Document) -> int:
    return sum(opens_with_action(document.words_of(s)) for s in document.sentences)


def _listed_duties(document: Document) -> int:
    return sum(
        s.section is Section.RESPONSIBILITIES and (s.bullet or s.heading is not None) for s in document.sentences
    )


def _listed_titles(document: Document) -> list[str]:
    lines = [line.strip() for line in document.view.split("\n")]
    return list(
        dict.fromkeys(
            line for line in lines if names_occupation(line) or (" - " in line and is_title(line.split(" - ")[0]))
        )
    )


def _on_roles(document: Document, language: str, title: str | None, openings: Sequence[str]) -> GateVerdict:
    """A posting of several unrelated roles fails only where none of them is the main one."""
    if openings:
        return GateVerdict(language, None, (f"{SEVERAL}openings: {', '.join(openings)}",))
    titles = unrelated_roles(document)
    if not titles:
        return GateVerdict(language)
    said = f"{SEVERAL}roles: {', '.join(titles)}"
    if title is None and document.hits("openings"):
        return GateVerdict(language, f"{said}, and none of them as the main one")
    return GateVerdict(language, None, (said,))


def _other_kind(document: Document, title: str | None, header: Header | None, delivered: bool) -> str | None:
    cues = sum(bool(document.hits(kind)) for kind in _JOB_CUES)
    for kind, needed, name in _OTHER_TEXTS:
        distinct = _distinct(document, kind)
        if distinct >= needed and distinct > cues:
            return f"not a job description: it reads like {name}"
    # A title that came with its employer or place is how job boards deliver an opening; a header line states one.
    if title is not None and head_of(title) is not None:
        cues += MIN_CUES if delivered else 1
    if header is not None and header.states_facts:
        cues += MIN_CUES
    if cues < MIN_CUES:
        cues += _duties(document) >= MIN_DUTIES
    if cues < MIN_CUES:
        return "not a job description: it states no duties, no requirements and no employment"
    return None
