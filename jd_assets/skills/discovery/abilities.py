"""Abilities said as what one can do: "ability to engage growers", "experienced in drafting letters"."""

import re
from collections.abc import Iterator

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.discovery.chunks import Chunk, chunks_of
from jd_assets.skills.discovery.proposals import names_somebody
from jd_assets.skills.wordlists import FILLERS
from jd_assets.text.lexicon import lexicon

_WANTS = frozenset({Section.REQUIRED, Section.PREFERRED})
_CUE = re.compile(
    r"\b(?:(?:abilit(?:y|ies)|able|capable|capability|capacity|aptitude|know how|adept|skilled|experienced?|"
    r"proficien\w+|competen\w+|confident|expertise|track record|talent)\s+(?:to|of|in|at|for|with)|"
    r"comfortable(?: with)?)\s+"
    r"(?:(?:effectively|successfully|quickly|clearly|efficiently|independently|accurately|safely|confidently|and|"
    r"both)\s+)*"
)
_DETERMINERS = re.compile(r"\s+(?:(?:the|a|an|our|their|your|all|any|new|various|multiple|complex)\s+)*")
_VERB = re.compile(r"[a-z-]+")
SAYS_NOTHING = frozenset(
    """be take have get do make apply see go travel work use explain come keep meet obtain bring give show change
    acquire gain complete""".split()
)
"""What one does with anything: "take initiative" is found by its name, "take problems" is nothing."""
_LONGEST_OBJECT = 3
# An object that ends so goes on behind a comma or "and": "deliver motivating and creative lessons".
_ADJECTIVE = re.compile(r"(?:ing|ive|ful|ous|al|ic|able)$")


def abilities(view: str, span: Span) -> Iterator[Chunk]:
    """Phrases of a verb and its object that a want announces, in order.

    Args:
        view: The posting in lower case.
        span: One of its sentences; only lists of wants name abilities.
    """
    if span.section not in _WANTS:
        return
    for cue in _CUE.finditer(view, span.start, span.end):
        word = _VERB.match(view, cue.end(), span.end)
        sense = lexicon().verbs.get(word[0]) if word else None
        if word is None or sense is None or sense.verb in SAYS_NOTHING:
            continue
        article = _DETERMINERS.match(view, word.end(), span.end)
        named = next(chunks_of(view, article.end(), span.end), None) if article else None
        if article is None or named is None or view[article.end() : named.start].strip():
            continue
        if _ADJECTIVE.search(named.phrase):
            continue
        if len(named.words) <= _LONGEST_OBJECT and named.phrase not in FILLERS and not names_somebody(named):
            yield Chunk(word.start(), named.end, (word[0], *named.words))
