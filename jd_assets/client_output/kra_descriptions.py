"""KRA descriptions: for each KRA of the decided role, what the posting itself says about it."""

import re
from functools import lru_cache

from jd_assets.client_output.reading import PostingText
from jd_assets.contracts.base import Section
from jd_assets.contracts.client_output import KraDescription, KraDescriptions, KraSentence
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.role_scoring import KraMatch, RoleMatch, Stage3Signals
from jd_assets.library.snapshot import Library
from jd_assets.skills.wordlists import BREAKERS
from jd_assets.text.lexicon import lexicon
from jd_assets.text.plurals import singular
from jd_assets.text.verbs import verbs_of

#: Similarity from which a sentence may speak of a KRA, with the telling words that they share at least. A client must
#: not be told of what the posting does not say: of 56 pairs above .5, read by eye, four in ten say something else than
#: the KRA, and nothing but the nearness of their field ("data", "business") speaks for them. Of 40 other pairs that
#: pass here 38 are true.
SPEAKS_OF = ((0.55, 3), (0.6, 2), (0.66, 1))
#: Words of a line that still fit on one line of a page.
LINE_WORDS = 22
#: A line is cut at a clause mark, but not so that fewer words are left.
LEAST_WORDS = 6
#: The verb that a line begins with stands this near to the sentence's head, else the line begins with the head.
LEAD_IN = 60

#: Letters of a word that tell it from others.
STEM = 6
# Words that stand in one of thirty KRAs of the library or more: nearly any two sentences of a trade share one.
_OF_ANY_WORK = frozenset(
    """applic automa build busine cloud code custom data design develo docume engine implem manage model operat plan
    produc progra report review run servic set system team test user write work""".split()
)
_LETTERS = re.compile(r"[a-z][a-z0-9+#]*(?:-[a-z0-9]+)*")
# Who is sought and what others do is no duty, whatever it speaks of: "We are looking for data scientists to ...".
_NO_DUTY = re.compile(
    r"\b(?:looking for|seek(?:s|ing)?\b|we(?:'re| are) (?:hiring|building)|join (?:us|our|the)|consider joining|"
    r"is a plus|"
    r"(?:the|our) (?:team|company|group)(?:'s)? (?:is|are|has|have|speciali[sz]es|works|builds|develops|delivers)\b)"
)
_OF_WORK = frozenset({Section.RESPONSIBILITIES, Section.ROLE_SUMMARY})

SILENT = "None of the sentences closest to the role speaks of it"
NOT_COMPARED = "The posting has no sentence that was compared with it"

_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:.)]$|^(?:-|–|—)$")
_TRIM = " \t\r\n,;:-–—"


def kra_descriptions(
    text: PostingText, signals: Stage3Signals, role: RoleMatch | None, library: Library
) -> KraDescriptions:
    """The role's KRAs in the library's order, with the sentences of the posting that are close to each.

    The signals hold the five sentences that are closest to the role, each with its closest KRA.
    """
    known = library.role_by_slug.get(role.slug) if role else None
    if role is None or known is None:
        return KraDescriptions(not_stated="No role of the library was decided, and so there are no KRAs to describe")
    if not known.kras:
        return KraDescriptions(role_slug=role.slug, not_stated="The library holds no KRA of the role")
    compared = next((match for match in signals.kra_match_roles if match.slug == role.slug), None)
    pairs = (compared.kra_matches or []) if compared else []
    near: dict[str, list[tuple[KraMatch, Span]]] = {}
    for pair in pairs:
        span = text.by_words.get(pair.sentence)
        if span is not None and _speaks_of(pair) and _tells_of_work(text, span):
            near.setdefault(pair.kra_text, []).append((pair, span))
    silent = SILENT if pairs else NOT_COMPARED
    kras = [
        _described(text, kra, near[kra]) if kra in near else KraDescription(kra_text=kra, not_stated=silent)
        for kra in known.kras
    ]
    return KraDescriptions(role_slug=role.slug, kras=kras)


def _speaks_of(pair: KraMatch) -> bool:
    shared = len(_telling_words(pair.kra_text) & _telling_words(pair.sentence))
    return any(pair.similarity >= similarity and shared >= words for similarity, words in SPEAKS_OF)


@lru_cache(maxsize=4096)
def _telling_words(sentence: str) -> frozenset[str]:
    """The beginnings of its words, verbs in their base: what "deploys" and "deployment" have in common."""
    verbs = lexicon().verbs
    words = (word for word in _LETTERS.findall(sentence.lower()) if word not in BREAKERS)
    return frozenset((verbs[word].verb if word in verbs else singular(word))[:STEM] for word in words) - _OF_ANY_WORK


def _tells_of_work(text: PostingText, span: Span) -> bool:
    """Whether a sentence says what is done: what somebody must know is no duty, and a label names none."""
    if span.section not in _OF_WORK or _NO_DUTY.search(text.lower, span.start, span.end):
        return False
    return bool(verbs_of(text.lower, span.start, span.end, lexicon()))


def _described(text: PostingText, kra: str, located: list[tuple[KraMatch, Span]]) -> KraDescription:
    located.sort(key=lambda item: -item[0].similarity)
    line = text.evidence(*_line(text, located[0][1]), located[0][1].section)
    return KraDescription(
        kra_text=kra,
        description=" ".join(line.text.split()),
        evidence=line,
        matches=[
            KraSentence(
                similarity=pair.similarity,
                evidence=text.evidence(span.start, span.end, span.section),
            )
            for pair, span in located
        ],
    )


def _line(text: PostingText, span: Span) -> tuple[int, int]:
    """The offsets of the sentence from its first verb on, cut at the end of a clause where it is long."""
    verbs = verbs_of(text.lower, span.start, span.end, lexicon())
    start = verbs[0].start if verbs and verbs[0].start - span.start <= LEAD_IN else span.start
    words = list(_WORD.finditer(text.text, start, span.end))
    end = span.end
    if len(words) > LINE_WORDS:
        ends = [word.end() for word in words[LEAST_WORDS:LINE_WORDS] if _CLAUSE_END.search(word.group())]
        end = ends[-1] if ends else words[LINE_WORDS - 1].end()
    while end > start and text.text[end - 1] in _TRIM:
        end -= 1
    return start, end
