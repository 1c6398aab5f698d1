"""`role_scoring`: the signals of all postings of a batch, embedded in one call."""

from collections.abc import Mapping

import numpy as np

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring, Stage3Signals
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.scoring.alias import TitleSet, alias_matches
from jd_assets.scoring.centroid import Centroid, centroid_match_roles, centroid_scores, neutral, posting_vector
from jd_assets.scoring.combine import CONTENDERS, Weights, rank_roles
from jd_assets.scoring.index import Floats, RoleIndex
from jd_assets.scoring.kra import kra_match_roles, kra_scores, kra_sentences
from jd_assets.scoring.skill import skill_match_roles, skill_scores
from jd_assets.stages.batch import Batch, map_batch, ready

#: What each posting, or the one that it is a repost of, is counted with in a centroid now: role id and vector.
Members = Mapping[str, tuple[int, Floats]]


def role_scoring(
    postings: Batch[Posting],
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    index: RoleIndex,
    centroids: Mapping[int, Centroid],
    members: Members,
    weights: Weights,
) -> Batch[RoleScoring]:
    """Score every role for every posting; postings that the gate failed get empty signals."""
    skills = ready(skills, postings, parsed)
    sentences = {
        run_id: kra_sentences(postings.payloads[run_id], parse)
        for run_id, parse in parsed.payloads.items()
        if run_id in skills.payloads and parse.nano_parsed.JD_type == "pass"
    }
    titles = {run_id: _titles(parse) for run_id, parse in parsed.payloads.items()}
    vectors = _embed(
        index,
        {text for texts in sentences.values() for text in texts}
        | {title for run_id in sentences for title in titles[run_id].ordered()},
    )

    wording = dict(zip(sentences, index.wording.scores([" ".join(texts) for texts in sentences.values()]), strict=True))

    def score(run_id: str, extraction: SkillExtraction) -> RoleScoring:
        if run_id not in sentences:
            return RoleScoring(
                stage3_signals=Stage3Signals(alias_found=False),
                library_version=index.library.version,
                embedder=index.embedder.embedder_id,
            )
        return _score(
            titles[run_id],
            sentences[run_id],
            wording[run_id],
            extraction,
            index,
            vectors,
            centroids,
            members.get(run_id),
            weights,
        )

    return map_batch("role_scoring", skills, score)


def posting_vectors(
    postings: Batch[Posting], parsed: Batch[NanoParse], run_ids: list[str], index: RoleIndex
) -> dict[str, Floats]:
    """The vector of each posting that has one, from the same sentences that it was scored by."""
    sentences = {run_id: kra_sentences(postings.payloads[run_id], parsed.payloads[run_id]) for run_id in run_ids}
    vectors = _embed(index, {text for texts in sentences.values() for text in texts})
    found = {run_id: posting_vector(_stack(texts, vectors, index)) for run_id, texts in sentences.items()}
    return {run_id: vector for run_id, vector in found.items() if vector is not None}


def _score(
    titles: TitleSet,
    sentences: list[str],
    by_wording: Floats,
    extraction: SkillExtraction,
    index: RoleIndex,
    vectors: dict[str, Floats],
    centroids: Mapping[int, Centroid],
    own: tuple[int, Floats] | None,
    weights: Weights,
) -> RoleScoring:
    matrix = _stack(sentences, vectors, index)
    aliases = alias_matches(titles, index, vectors)
    by_kra, best, which = kra_scores(matrix, index)
    by_skill = skill_scores(extraction.final_skills, index)
    by_centroid = centroid_scores(posting_vector(matrix), own, centroids, index)
    by_alias = np.zeros(len(index.roles), dtype=np.float32)
    position = {role.role_id: number for number, role in enumerate(index.roles)}
    for match in aliases:
        by_alias[position[match.role_id]] = match.score
    signals = {
        "alias": by_alias,
        "kra": by_kra,
        "skill": by_skill,
        "wording": by_wording,
        "centroid": neutral(by_centroid),
    }
    ranked = rank_roles(signals, index, weights)
    contenders = {role.role_id for role in ranked[:CONTENDERS]}
    return RoleScoring(
        stage3_signals=Stage3Signals(
            alias_found=any(match.kind == "exact" for match in aliases),
            alias_match_roles=aliases,
            kra_match_roles=kra_match_roles(sentences, by_kra, best, which, index, contenders),
            skill_match_roles=skill_match_roles(extraction.final_skills, by_skill, index, contenders),
            centroid_match_roles=centroid_match_roles(by_centroid, index),
        ),
        ranked_roles=ranked,
        library_version=index.library.version,
        embedder=index.embedder.embedder_id,
    )


def _titles(parse: NanoParse) -> TitleSet:
    return TitleSet(parse.nano_parsed.role, tuple(parse.nano_parsed.role_aliases))


def _embed(index: RoleIndex, texts: set[str]) -> dict[str, Floats]:
    ordered = sorted(texts)
    return dict(zip(ordered, index.embedder.encode(ordered), strict=True))


def _stack(texts: list[str], vectors: dict[str, Floats], index: RoleIndex) -> Floats:
    if not texts:
        return np.zeros((0, index.kra_vectors.shape[1]), dtype=np.float32)
    return np.stack([vectors[text] for text in texts])
