"""`role_scoring`: the signals of all postings of a batch, each one operation on matrices over the batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring, ScoringInputs, Stage3Signals
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.without_gc import uncollected
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.scoring import inputs as packing
from jd_assets.scoring.alias import TitleSet, alias_matches
from jd_assets.scoring.centroid import Member, centroid_match_roles, centroid_scores, mean_vectors
from jd_assets.scoring.combine import CONTENDERS, Weights
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import best_similarities, kra_match_roles, kra_scores
from jd_assets.scoring.sentences import Sentences, divide, estimated, together
from jd_assets.scoring.shown_sentences import shown_sentences
from jd_assets.scoring.signals import Signals
from jd_assets.scoring.skill import asked_skills, skill_match_roles, skill_scores
from jd_assets.scoring.terms import term_counts
from jd_assets.stages.batch import map_batch, ready
from jd_assets.text.job_sentences import job_sentences

#: What each posting, or the one that it is a repost of, is counted with in a centroid now: role id and vector.
Members = Mapping[str, tuple[int, Floats]]

#: Postings scored at once: with 40 sentences each and the 3,000 roles of an imported taxonomy their largest matrix
#: takes 120 MB.
AT_ONCE = 250


@dataclass(frozen=True)
class _Read:
    """What scoring reads of one posting."""

    run_id: str
    titles: TitleSet
    title_given: bool
    text: str
    sentences: Sentences
    extraction: SkillExtraction


def role_scoring(
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    index: RoleIndex,
    centroids: Mapping[int, Centroid],
    members: Members,
    weights: Weights,
) -> Batch[RoleScoring]:
    """Score every role for every posting; postings that the gate failed get empty signals."""
    skill_extraction = ready(skill_extraction, posting, nano_parse)
    read = {
        run_id: _read(run_id, posting.payloads[run_id], nano_parse.payloads[run_id], extraction, index)
        for run_id, extraction in skill_extraction.payloads.items()
        if nano_parse.payloads[run_id].nano_parsed.JD_type == "pass"
    }
    vectors = _embed(index, {text for each in read.values() for text in each.sentences.read})
    scored: dict[str, RoleScoring] = {}
    for first in range(0, len(read), AT_ONCE):
        block = dict(list(read.items())[first : first + AT_ONCE])
        own = [members.get(run_id) for run_id in block]
        with uncollected():
            scores = _score(list(block.values()), own, index, vectors, centroids, weights)
            scored.update(zip(block, scores, strict=True))
    unscored = RoleScoring(
        stage3_signals=Stage3Signals(alias_found=False),
        library_version=index.library.version,
        embedder=index.embedder.embedder_id,
    )
    return map_batch("role_scoring", skill_extraction, lambda run_id, _: scored.get(run_id, unscored))


def posting_vectors(
    posting: Batch[Posting], nano_parse: Batch[NanoParse], run_ids: list[str], index: RoleIndex
) -> dict[str, Floats]:
    """The vector of each posting that has one, from the same sentences that it was scored by."""
    sentences = [
        _divided(job_sentences(posting.payloads[run_id], nano_parse.payloads[run_id]), index).read for run_id in run_ids
    ]
    vectors = _embed(index, {text for texts in sentences for text in texts})
    matrix = _stack([text for texts in sentences for text in texts], vectors, index)
    found = mean_vectors(matrix, [len(texts) for texts in sentences])
    return {run_id: vector for run_id, vector in zip(run_ids, found, strict=True) if vector.any()}


def _read(run_id: str, posting: Posting, parse: NanoParse, extraction: SkillExtraction, index: RoleIndex) -> _Read:
    titles = TitleSet(parse.nano_parsed.role, tuple(parse.nano_parsed.role_aliases))
    sentences = job_sentences(posting, parse)
    return _Read(run_id, titles, parse.title_given, " ".join(sentences), _divided(sentences, index), extraction)


def _divided(sentences: list[str], index: RoleIndex) -> Sentences:
    return divide(sentences, index.embedder.embedder_id, index.embedder.dimensions)


def _score(
    read: Sequence[_Read],
    own: Sequence[Member],
    index: RoleIndex,
    vectors: Mapping[str, Floats],
    centroids: Mapping[int, Centroid],
    weights: Weights,
) -> Iterator[RoleScoring]:
    counts = [len(each.sentences.read) for each in read]
    matrix = _stack([text for each in read for text in each.sentences.read], vectors, index)
    terms = term_counts([each.text for each in read])
    best = best_similarities(matrix, index.kras_by_role)
    others = [each.sentences.vectors for each in read]
    guessed = estimated(np.concatenate(others), index.kras_by_role, index.embedder.embedder_id)
    similarities = together(best, counts, guessed, [len(each) for each in others])
    signals = Signals(
        aliases=alias_matches([each.titles for each in read], index),
        kra=kra_scores(similarities, [each.sentences.count for each in read]),
        skill=skill_scores([asked_skills(each.extraction.final_skills) for each in read], index),
        wording=index.wording.scores(terms),
        centroid=centroid_scores(mean_vectors(matrix, counts), own, centroids, index),
        evidence_model=index.evidence_scores(terms, [each.run_id for each in read]),
        given_titles=[each.titles.main if each.title_given else None for each in read],
    )
    ranked, kept = signals.ranked(index, weights), _inputs(read, terms, signals, index)
    fronts = [roles[0].role_id if roles else None for roles in ranked]
    shown = shown_sentences([each.sentences for each in read], fronts, matrix, best, guessed, index)
    for row, (each, roles, inputs, pairs) in enumerate(zip(read, ranked, kept, shown, strict=True)):
        contenders = {role.role_id for role in roles[:CONTENDERS]}
        skills = each.extraction.final_skills
        yield RoleScoring(
            stage3_signals=Stage3Signals(
                alias_found=any(match.kind == "exact" for match in signals.aliases[row]),
                alias_match_roles=list(signals.aliases[row]),
                kra_match_roles=kra_match_roles(
                    pairs.texts, pairs.vectors, signals.kra[row], pairs.best, index, contenders
                ),
                skill_match_roles=skill_match_roles(skills, signals.skill[row], index, contenders),
                centroid_match_roles=centroid_match_roles(signals.centroid[row], index),
            ),
            ranked_roles=roles,
            library_version=index.library.version,
            embedder=index.embedder.embedder_id,
            inputs=inputs,
        )


def _inputs(read: Sequence[_Read], terms: csr_matrix, signals: Signals, index: RoleIndex) -> Iterator[ScoringInputs]:
    """What each posting was scored from, to be kept with its row."""
    hashes = packing.kra_hashes(index)
    for row, each in enumerate(read):
        skills = each.extraction.final_skills
        yield ScoringInputs(
            title=each.titles.main,
            other_titles=list(each.titles.others),
            title_given=each.title_given,
            skills=asked_skills(skills),
            unknown_skills=[skill.skill_name for skill in skills if skill.skill_id is None],
            vocabulary=index.vocabulary,
            sentences=packing.pack_sentences(each.sentences.read),
            estimated=packing.pack_tokens(each.sentences.tokens),
            terms=packing.pack_terms(terms, row),
            kra_scores=packing.pack_kra_scores(hashes, signals.kra[row]),
            centroid_scores=packing.pack_centroid_scores(signals.centroid[row], index),
        )


def _embed(index: RoleIndex, texts: set[str]) -> dict[str, Floats]:
    ordered = sorted(texts)
    return dict(zip(ordered, index.embedder.encode(ordered), strict=True))


def _stack(texts: list[str], vectors: Mapping[str, Floats], index: RoleIndex) -> Floats:
    if not texts:
        return np.zeros((0, index.kra_vectors.shape[1]), dtype=np.float32)
    return np.stack([vectors[text] for text in texts])
