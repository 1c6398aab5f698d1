"""Labelled postings read and scored by the project's own functions, each signal by itself."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from jd_assets.embedding.vectors import Floats
from jd_assets.ingest.identity import make_posting
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.parsing.rules import read_posting
from jd_assets.scoring.centroid import centroid_scores, mean_vectors, neutral
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import best_similarities, kra_scores
from jd_assets.scoring.sentences import divide, estimated, together
from jd_assets.scoring.skill import asked_skills, skill_scores
from jd_assets.scoring.terms import term_counts
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.text.job_sentences import job_sentences

#: The signals that need no title and no earlier decision.
EVIDENCE = ("kra", "skill", "wording")
#: What ranks a posting in a fresh library.
RANKING = (*EVIDENCE, "prior")


@dataclass(frozen=True)
class Signals:
    """The scores of a set of postings.

    Attributes:
        labels: The right role's slug of each posting; empty for occupations outside the library.
        scores: For each signal the score of every role, shape (postings, roles).
        vectors: The unit vector of each posting, as centroids count it.
        terms: The counts of each posting's terms, of which the evidence model is taught.
        matched: How many of the posting's skills each role asks, shape (postings, roles).
        general: Roles that are chosen by their title alone, shape (roles,).
    """

    labels: list[str]
    scores: Mapping[str, Floats]
    vectors: Floats
    terms: csr_matrix
    matched: NDArray[np.int64]
    general: NDArray[np.bool_]

    def combined(self, weights: Mapping[str, float]) -> Floats:
        """The weighted sum of the signals, shape (postings, roles)."""
        parts = np.stack([self.scores[name] * np.float32(weight) for name, weight in weights.items()])
        return np.asarray(parts.sum(axis=0), dtype=np.float32)


def centroids_of_others(inside: Signals, folds: NDArray[np.int64], index: RoleIndex) -> Floats:
    """Centroid scores in a library that has been used for a while, shape (postings, roles), as the ranking reads them.

    Each posting meets centroids of the postings of the other folds, by their labels: that is what the pipeline decides
    where it is shown the titles.

    Args:
        inside: The labelled postings.
        folds: Fold of each posting.
        index: The library's index.
    """
    found = np.zeros((len(folds), len(index.roles)), dtype=np.float32)
    for fold in np.unique(folds):
        rows = np.flatnonzero(folds == fold)
        centroids = _centroids(inside, folds != fold, index)
        found[rows] = centroid_scores(inside.vectors[rows], [None] * len(rows), centroids, index)
    return neutral(found)


def _centroids(inside: Signals, counted: NDArray[np.bool_], index: RoleIndex) -> dict[int, Centroid]:
    labels = np.asarray(inside.labels)
    members = {role.role_id: inside.vectors[counted & (labels == role.slug)] for role in index.roles}
    return {role_id: Centroid(len(vectors), vectors.sum(axis=0)) for role_id, vectors in members.items()}


def read_signals(file: Path, index: RoleIndex, vocabulary: Vocabulary) -> Signals:
    """Score the postings of a labelled set without their titles, by a text that hides them where there is one."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sentences: list[list[str]] = []
    skills: list[dict[str, bool]] = []
    for number, row in enumerate(rows):
        text = row.get("text_title_hidden") or row["text"]
        posting = make_posting(source="fit", source_id=str(number), text=text, title=None)
        parsed = read_posting(posting)
        sentences.append(job_sentences(posting, parsed))
        skills.append(asked_skills(extract_skills(posting, parsed, vocabulary).final_skills))
    embedder = index.embedder
    divided = [divide(texts, embedder.embedder_id, embedder.dimensions) for texts in sentences]
    vectors = embedder.encode([text for each in divided for text in each.read])
    counts = [len(each.read) for each in divided]
    guessed = estimated(np.concatenate([each.vectors for each in divided]), index.kras_by_role, embedder.embedder_id)
    best = best_similarities(vectors, index.kras_by_role)
    similarities = together(best, counts, guessed, [len(each.tokens) for each in divided])
    terms = term_counts([" ".join(texts) for texts in sentences])
    scores = {
        "kra": kra_scores(similarities, [each.count for each in divided]),
        "skill": skill_scores(skills, index),
        "wording": index.wording.scores(terms),
    }
    scores["prior"] = np.broadcast_to(index.prior, scores["kra"].shape)
    matched = np.array([[len(asked.keys() & role.skills.keys()) for role in index.roles] for asked in skills])
    general = np.array([role.is_general for role in index.roles])
    labels = [row.get("role", "") for row in rows]
    return Signals(labels, scores, mean_vectors(vectors, counts), terms, matched, general)
