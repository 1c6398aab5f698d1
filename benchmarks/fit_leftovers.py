"""Fits what skills of the rules are worth that a model left out, on the gold postings.

    .venv/bin/python benchmarks/fit_leftovers.py ../shared [--write]

Models of four qualities answer on each posting, from one that makes no fault to one that leaves out three of ten
skills. Each find of the rules that is left out, away from the places that the model names, is a case; it is right
where a label has its name or its place. Figures are cross-validated: a posting's finds are judged by a model fitted on
other postings. `--write` stores the fit on all of them in `jd_assets/skills/claims/leftovers_fit.json`.
"""

import argparse
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from gold_answers import Answers, Gold, gold_postings, posting_of, script
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from jd_assets.cli.environment import prepare
from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.database.connection import connector
from jd_assets.parsing.evidence_rule import merge_answer
from jd_assets.parsing.rules import read_posting
from jd_assets.skills.claims.leftovers import FEATURES, features
from jd_assets.skills.claims.leftovers_fit import LeftoversFit, write_fit
from jd_assets.skills.extract import extract_skills, merge_llm
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.indexes import LibraryIndexes

#: Shares of skills and duties left out, and of postings on which something is invented.
MODELS = ((0.0, 0.0), (0.1, 0.1), (0.2, 0.1), (0.3, 0.1))
FOLDS = 7
#: Right more often than not, with a margin: at .5 a perfect model's precision falls to .979 on postings that the fit
#: has not seen and .03 of what is no skill comes back, at .7 it is .993; an ordinary one's F1 loses .012 by it.
THRESHOLD = 0.7


@dataclass(frozen=True)
class Read:
    """One posting as one model and the rules read it.

    Attributes:
        gold: The labels.
        miss: Quality of the model.
        named: What the model names, with the library's names for its places.
        cases: Finds that it left out, with their features and whether they are right.
    """

    gold: Gold
    miss: float
    named: list[FinalSkill]
    cases: list[tuple[FinalSkill, tuple[float, ...], bool]]


class Labels:
    """Whether a skill is one of a posting's labels, as `eval/score.py` says it."""

    def __init__(self, score: ModuleType) -> None:
        self._score = score

    def is_right(self, gold: Gold, skill: FinalSkill) -> bool:
        """Whether it is any of them."""
        return any(self.is_it(gold, label, skill) for label in gold["skills"])

    def is_it(self, gold: Gold, label: Any, skill: FinalSkill) -> bool:
        """Whether it has the name or the place of one label."""
        if self._score.canon(label["name"]) == self._score.canon(skill.skill_name):
            return True
        places = self._score.places(gold["text"], label["text"])
        return any(self._score.overlaps(place, (seen.start, seen.end)) for place in places for seen in skill.evidence)


def read(gold: Gold, model: Answers, vocabulary: Vocabulary, labels: Labels) -> Read:
    """One posting read by both."""
    posting = posting_of(gold)
    parsed = merge_answer(posting, read_posting(posting), model.parse(gold))
    rules = extract_skills(posting, parsed, vocabulary)
    merged = merge_llm(posting, parsed, rules, model.skills(gold), vocabulary, LlmUsage(), no_chance)
    named = [skill for skill in merged.final_skills if not skill.negated]
    held = {skill.skill_id or skill.skill_name for skill in named}
    left_out = [
        skill for skill in rules.final_skills if not skill.negated and (skill.skill_id or skill.skill_name) not in held
    ]
    places = [(seen.start, seen.end) for skill in named for seen in skill.evidence]
    apart = [
        skill
        for skill in left_out
        if not any(start < seen.end and seen.start < end for start, end in places for seen in skill.evidence)
    ]
    cases = [
        (skill, features(skill, rules.final_skills, left_out, vocabulary), labels.is_right(gold, skill))
        for skill in apart
    ]
    return Read(gold, model.miss, named, cases)


#: Keeps nothing but what shares a place with the model's skills.
no_chance = LeftoversFit("", -100.0, dict.fromkeys(FEATURES, 0.0), 1.0, {})


def cross_validated(reads: Sequence[Read]) -> NDArray[np.float64]:
    """The chance of each case, from a fit on other postings."""
    values, right, groups = _table(reads)
    chances = np.zeros(len(right))
    for seen, unseen in GroupKFold(FOLDS).split(values, right, groups):
        chances[unseen] = LogisticRegression().fit(values[seen], right[seen]).predict_proba(values[unseen])[:, 1]
    return chances


def figures(reads: Sequence[Read], chances: NDArray[np.float64], threshold: float, labels: Labels) -> dict[str, Any]:
    """By quality of the model: recall and precision of its skills alone, and with the finds that are kept."""
    told: dict[str, Any] = {}
    ends = np.cumsum([len(each.cases) for each in reads])
    for miss, _ in MODELS:
        counts = {"alone": np.zeros(4), "with": np.zeros(4)}
        for each, end in zip(reads, ends.tolist(), strict=True):
            if each.miss != miss:
                continue
            chosen = chances[end - len(each.cases) : end] >= threshold
            kept = [case[0] for case, is_kept in zip(each.cases, chosen.tolist(), strict=True) if is_kept]
            counts["alone"] += _counts(each.gold, each.named, labels)
            counts["with"] += _counts(each.gold, [*each.named, *kept], labels)
        told[f"miss {miss:g}"] = {name: _shares(count) for name, count in counts.items()}
    return told


def _counts(gold: Gold, skills: Sequence[FinalSkill], labels: Labels) -> NDArray[np.float64]:
    found = sum(any(labels.is_it(gold, label, skill) for skill in skills) for label in gold["skills"])
    right = sum(labels.is_right(gold, skill) for skill in skills)
    return np.array([found, len(gold["skills"]), right, len(skills)], dtype=float)


def _shares(counts: NDArray[np.float64]) -> dict[str, float]:
    recall, precision = counts[0] / counts[1], counts[2] / counts[3]
    return {
        "recall": round(float(recall), 3),
        "precision": round(float(precision), 3),
        "f1": round(float(2 * recall * precision / (recall + precision)), 3),
    }


def _table(reads: Sequence[Read]) -> tuple[NDArray[np.float64], NDArray[np.bool_], list[str]]:
    cases = [(values, right, each.gold["id"]) for each in reads for _, values, right in each.cases]
    values, right, groups = zip(*cases, strict=True)
    return np.array(values), np.array(right), list(groups)


def main() -> None:
    """Fit, print, and store where asked to."""
    arguments = argparse.ArgumentParser(description="Fits what skills are worth that a model left out.")
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    golds = [gold for gold in gold_postings(options.shared) if gold["is_jd"]]
    vocabulary = LibraryIndexes(connector(prepare())).current().vocabulary
    labels = Labels(script(options.shared, "score"))
    models = [Answers(options.shared, golds, *quality) for quality in MODELS]
    reads = [read(gold, model, vocabulary, labels) for model in models for gold in golds]
    chances = cross_validated(reads)
    values, right, _ = _table(reads)
    told = {"cases": len(right), "right": int(right.sum()), **figures(reads, chances, THRESHOLD, labels)}
    for threshold in (0.5, THRESHOLD, 0.7):
        print(threshold, figures(reads, chances, threshold, labels))
    fitted = LogisticRegression().fit(values, right)
    fit = LeftoversFit(
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        intercept=round(float(fitted.intercept_[0]), 3),
        coefficients={name: round(float(each), 3) for name, each in zip(FEATURES, fitted.coef_[0], strict=True)},
        threshold=THRESHOLD,
        figures=told,
    )
    print(fit)
    if options.write:
        write_fit(fit)


if __name__ == "__main__":
    main()
