"""The KRA that a posting proposes for its role: a sentence of its responsibilities that no KRA of the role is near."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.nano_parse import ResponsibilityBlock, Span
from jd_assets.contracts.run import Run
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Library
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.proposals.sureness.kras import as_kra, kra_grade
from jd_assets.proposals.write import Sighting
from jd_assets.skills.tokens import lower_view
from jd_assets.text.job_sentences import MIN_WORDS
from jd_assets.text.lexicon import lexicon
from jd_assets.text.verbs import verbs_of

#: A responsibilities block whose best sentence-to-KRA similarity is below this says something that the role's KRAs do
#: not: it is proposed as a new KRA. The seed run proposes one at .3964.
KRA_NOVELTY = 0.45
#: A sentence less similar than this to every KRA of its role is no duty of it. Of 24 blocks of 247 postings, all
#: seven below it were none ("Interview Mode: F2F Mandatory."), and three of the 17 above it.
LEAST_ALIKE = 0.3
#: Characters of the responsibilities shown in `new_kra_attached`, as in the seed run.
PREVIEW = 200
#: Characters of a proposed KRA; those of the seed library have up to 135.
LONGEST_KRA = 300

_CLAUSE = re.compile(r"[;:,]\s|\s[-–—(]\s?")


@dataclass(frozen=True)
class _Asked:
    """A run whose responsibilities may be new to its role, with the sentences of the block that says so."""

    run: Run
    block: ResponsibilityBlock
    sentences: Mapping[str, Span]
    kras: tuple[str, ...]


def kra_sightings(runs: Mapping[str, Run], library: Library, embedder: Embedder) -> dict[str, Sighting]:
    """The KRA that each run proposes; one whose responsibilities are like the role's KRAs proposes none.

    All sentences of such a block are new to the role. The one that is most surely a duty is proposed, of several the
    nearest to the role's KRAs: the least near ones were telephone numbers and places of work in a third of 27.

    Args:
        runs: The runs of a batch.
        library: The library that they were decided with.
        embedder: One that keeps its vectors: the sentences were embedded when the runs were scored.
    """
    kras = {role.role_id: tuple(role.kras) for role in library.roles}
    asked = [found for run in runs.values() if (found := _asked(run, kras))]
    texts = list(dict.fromkeys(text for each in asked for text in (*each.sentences, *each.kras)))
    vectors = dict(zip(texts, embedder.encode(texts), strict=True)) if texts else {}
    return {each.run.run_id: sighting for each in asked if (sighting := _sighting(each, vectors, library))}


def _asked(run: Run, kras: Mapping[int, tuple[str, ...]]) -> _Asked | None:
    blocks, held = run.nano_parse.nano_parsed.roles_and_responsibilities, kras.get(run.role_id or 0)
    if not blocks or not held:
        return None
    similarity = _most_alike(run, " ".join(blocks[0].text.split()))
    if similarity is None or similarity >= KRA_NOVELTY:
        return None
    inside = [span for span in run.nano_parse.spans if blocks[0].start <= span.start and span.end <= blocks[0].end]
    written = {" ".join(run.posting.text[span.start : span.end].split()): span for span in reversed(inside)}
    sentences = {text: span for text, span in written.items() if len(text.split()) >= MIN_WORDS and _says_work(text)}
    return _Asked(run, blocks[0], sentences, held) if sentences else None


def _says_work(text: str) -> bool:
    """A KRA says what the holder does: of 20 proposals of 250 postings, the three without a verb of work were none."""
    return bool(verbs_of(lower_view(text), 0, len(text), lexicon()))


def _most_alike(run: Run, block: str) -> float | None:
    """The best similarity of a sentence of the block to a KRA of the role, or the most it can be.

    Only a posting's best pairs are stored. Where none of them is of the block, its sentences are below the last one.
    """
    matches = run.role_scoring.stage3_signals.kra_match_roles
    pairs = [pair for match in matches if match.role_id == run.role_id for pair in match.kra_matches or []]
    own = [pair.similarity for pair in pairs if pair.sentence in block]
    return max(own) if own else min((pair.similarity for pair in pairs), default=None)


def _written(run: Run, text: str, library: Library) -> tuple[str, Grade]:
    """The sentence as a KRA of the library, and how sure it is to be one."""
    kra = as_kra(text)
    return (shortened(kra), kra_grade(run, kra, library)) if kra else (shortened(text), Grade.UNLIKELY)


def _sighting(asked: _Asked, vectors: Mapping[str, NDArray[np.float32]], library: Library) -> Sighting | None:
    kras, run = np.stack([vectors[kra] for kra in asked.kras]), asked.run
    best = {text: round(float((kras @ vectors[text]).max()), 4) for text in asked.sentences}
    new = {text: _written(run, text, library) for text in sorted(best) if LEAST_ALIKE <= best[text] < KRA_NOVELTY}
    if not new or max(best.values()) >= KRA_NOVELTY:
        return None
    text = max(new, key=lambda each: (new[each][1], best[each]))
    span, (label, grade) = asked.sentences[text], new[text]
    return Sighting(
        run_id=run.run_id,
        kind="kra",
        role_id=run.role_id,
        key=label.lower().rstrip(" .;,!"),
        label=label,
        employer=run.employer,
        detail={"best_kra_similarity": best[text], "responsibilities": " ".join(asked.block.text.split())[:PREVIEW]},
        evidence=[{"start": span.start, "end": span.end, "section": span.section}],
        sureness=grade,
    )


def shortened(text: str) -> str:
    """A sentence of at most `LONGEST_KRA` characters: the whole, or as many of its clauses, or of its words, as fit."""
    if len(text) <= LONGEST_KRA:
        return text
    ends = [found.start() for found in _CLAUSE.finditer(text) if found.start() <= LONGEST_KRA]
    fitting = [end for end in ends if len(text[:end].split()) >= MIN_WORDS]
    return text[: fitting[-1]] if fitting else text[: LONGEST_KRA + 1].rsplit(None, 1)[0]
