"""Labelled postings read and scored by the project's own functions, each signal by itself."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jd_assets.ingest.identity import make_posting
from jd_assets.parsing.rules import read_posting
from jd_assets.scoring.index import Floats, RoleIndex
from jd_assets.scoring.kra import kra_scores, kra_sentences
from jd_assets.scoring.skill import skill_scores
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.vocabulary import Vocabulary

#: The signals that need no title and no earlier decision.
EVIDENCE = ("kra", "skill", "wording")


@dataclass(frozen=True)
class Signals:
    """The scores of a set of postings.

    Attributes:
        labels: The right role's slug of each posting; empty for occupations outside the library.
        scores: For each signal the score of every role, shape (postings, roles).
    """

    labels: list[str]
    scores: Mapping[str, Floats]

    def combined(self, weights: Mapping[str, float]) -> Floats:
        """The weighted sum of the signals, shape (postings, roles)."""
        return np.sum([self.scores[name] * weight for name, weight in weights.items()], axis=0)


def read_signals(file: Path, index: RoleIndex, vocabulary: Vocabulary) -> Signals:
    """Score the postings of a labelled set without their titles, by a text that hides them where there is one."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sentences: list[list[str]] = []
    skills: list[Floats] = []
    for number, row in enumerate(rows):
        text = row.get("text_title_hidden") or row["text"]
        posting = make_posting(source="fit", source_id=str(number), text=text, title=None)
        parsed = read_posting(posting)
        sentences.append(kra_sentences(posting, parsed))
        skills.append(skill_scores(extract_skills(posting, parsed, vocabulary).final_skills, index))
    scores = {
        "kra": _kra(sentences, index),
        "skill": np.stack(skills),
        "wording": index.wording.scores([" ".join(texts) for texts in sentences]),
    }
    return Signals([row.get("role", "") for row in rows], scores)


def _kra(sentences: Sequence[Sequence[str]], index: RoleIndex) -> Floats:
    texts = sorted({text for each in sentences for text in each})
    vectors = index.embedder.encode(texts)
    row = {text: number for number, text in enumerate(texts)}
    return np.stack([kra_scores(vectors[[row[text] for text in each]], index)[0] for each in sentences])
