"""Nature of work: which kinds of doing the responsibilities ask for, and how much of each.

The kinds:

- `build`: makes what was not there: develops, implements, writes code, deploys, integrates
- `design`: decides how something shall be: designs, architects, defines, plans
- `run`: keeps something going: operates, maintains, monitors, administers, processes
- `analyse`: finds out: analyses, researches, evaluates, identifies, keeps up with a field
- `assure`: sees that it is right: tests, reviews, ensures, audits, secures
- `improve`: makes something better: optimises, refactors, fixes, scales
- `lead`: moves people and outcomes: leads, owns, mentors, hires, drives
- `collaborate`: works with and informs others: coordinates, communicates, documents, presents
- `support`: serves users, customers and colleagues: supports, trains, advises, resolves, sells

The unit is the sentence, not the verb, so that a bullet with six verbs counts as one bullet: each sentence that has a
verb of a known kind weighs 1, and its verbs divide that. The first verb says what the sentence is about, the others go
with it, hence the double weight. That tasks are told apart by the verb of their statement is how job analysis writes
them (Fine and Cronshaw, "Functional Job Analysis", 1999: an action verb, its object, its purpose); kinds and lexicon
are our own.
"""

from collections.abc import Iterator

from jd_assets.client_output.reading import PostingText
from jd_assets.contracts.base import Section
from jd_assets.contracts.client_output import NatureOfWork, WorkKind, WorkShare, WorkVerb
from jd_assets.text.lexicon import lexicon
from jd_assets.text.verbs import Verb, verbs_of

#: Weight of a sentence's first verb beside each of the others.
FIRST_VERB = 2.0


def nature_of_work(text: PostingText) -> NatureOfWork:
    """The shares of the kinds of work, with the verbs that they rest on."""
    spans = text.sentences(Section.RESPONSIBILITIES)
    if not spans:
        return NatureOfWork(not_stated="The posting states no responsibilities")
    found: dict[WorkKind, list[WorkVerb]] = {}
    read = 0
    for span in spans:
        verbs = verbs_of(text.lower, span.start, span.end, lexicon())
        read += bool(verbs)
        for verb, weight in _weighed(verbs):
            evidence = text.evidence(verb.start, verb.end, span.section)
            entry = WorkVerb(
                verb=verb.verb, weight=weight, sentence_start=span.start, sentence_end=span.end, evidence=evidence
            )
            found.setdefault(verb.kind, []).append(entry)
    if not read:
        reason = "No sentence of the responsibilities has a verb of a known kind"
        return NatureOfWork(not_stated=reason, sentences=len(spans))
    return NatureOfWork(shares=_shares(found, read), sentences=len(spans), sentences_read=read)


def _weighed(verbs: list[Verb]) -> Iterator[tuple[Verb, float]]:
    """Each verb with its part of the sentence; the parts sum to 1."""
    total = FIRST_VERB + len(verbs) - 1
    for position, verb in enumerate(verbs):
        yield verb, (1.0 if position else FIRST_VERB) / total


def _shares(found: dict[WorkKind, list[WorkVerb]], sentences: int) -> list[WorkShare]:
    sums = {kind: sum(verb.weight for verb in verbs) / sentences for kind, verbs in found.items()}
    return [WorkShare(kind=kind, share=sums[kind], verbs=found[kind]) for kind in sorted(sums, key=lambda k: -sums[k])]
