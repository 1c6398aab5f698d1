"""Fits the decision's numbers on labelled postings and says how good they are.

    .venv/bin/python benchmarks/fit_decision.py ../shared/data/dev [--write]

Reads `roles.jsonl.gz` (postings with their role, titles hidden) and `outside.jsonl.gz` (occupations that the library
lacks). The weights of KRA, skill and wording are searched over a grid; what is reported as cross-validated was chosen
without the fold it is measured on. `--write` stores the numbers in `jd_assets/decision/fit.json`.
"""

import argparse
import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from accuracy import calibration_error, is_right, macro, right_roles
from numpy.typing import NDArray
from signals import EVIDENCE, Signals, read_signals
from sklearn.linear_model import LogisticRegression

from jd_assets.cli.environment import prepare
from jd_assets.decision.fit import FIT, Fit, write_fit
from jd_assets.resources.embedder import EmbedderResource
from jd_assets.resources.role_library import RoleLibraryResource
from jd_assets.scoring.index import Floats

FOLDS = 5
SEED = 0
#: Step of the grid, as a share of the evidence.
STEP = 0.05
#: Share of labelled postings that may lie below the floor of evidence without a title.
BELOW_FLOOR = 0.03
#: Weights that differ by less than this in what they get right cannot be told apart on a few hundred postings.
NOISE = 0.005
#: Logistic regression without a penalty to speak of: two features, hundreds of postings.
FREE = 1e6

Weights = dict[str, float]


def main() -> None:
    """Fit, print, and store where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="store the numbers in jd_assets/decision/fit.json")
    asked = parser.parse_args()
    prepare()
    library = RoleLibraryResource()
    index = library.role_index(EmbedderResource().embedder())
    slugs = [role.slug for role in index.roles]
    inside = read_signals(asked.folder / "roles.jsonl.gz", index, library.vocabulary())
    outside = read_signals(asked.folder / "outside.jsonl.gz", index, library.vocabulary())
    right = right_roles(inside.labels, slugs)
    fit = fit_decision(inside, outside, right)
    print(json.dumps({"weights": fit.weights, "thresholds": fit.thresholds, "confidence": fit.confidence}, indent=1))
    print(json.dumps(fit.figures | {"stored_before": _measured(FIT, inside, outside, right)}, indent=1))
    if asked.write:
        write_fit(fit)


def fit_decision(inside: Signals, outside: Signals, right: NDArray[np.bool_]) -> Fit:
    """The best numbers for these postings; the settings among them stay as they are."""
    share = sum(FIT.weights[name] for name in EVIDENCE)
    grid = [{name: part * share for name, part in weights.items()} for weights in _simplex()]
    folds = np.random.default_rng(SEED).permutation(len(inside.labels)) % FOLDS
    validated = _cross_validated(inside, right, grid, folds)
    chosen = _best(inside, right, grid, np.full(len(folds), True))
    fit = replace(
        FIT,
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        weights=FIT.weights | {name: round(weight, 4) for name, weight in chosen.items()},
    )
    scores, foreign = _evidence(fit, inside), _evidence(fit, outside)
    coefficients = _logistic(scores, right)
    floors = {
        "evidence_floor": round(float(np.quantile(scores.max(axis=1), BELOW_FLOOR)), 3),
        "foreign_floor": round(float(foreign.max()) + 0.001, 3),
    }
    fit = replace(fit, thresholds=FIT.thresholds | floors, confidence=coefficients)
    return replace(
        fit,
        figures={
            "postings": len(inside.labels),
            "outside": len(outside.labels),
            "cross_validated": _ranking(validated, right, inside.labels),
            **_measured(fit, inside, outside, right),
            "calibration_error_cross_validated": round(_calibration(scores, right, folds), 4),
            "ablation": _ablation(inside, right, fit),
        },
    )


def _simplex() -> list[Weights]:
    """Every split of 1 over the signals, in steps; each signal keeps a say."""
    steps = range(1, round(1 / STEP))
    return [
        dict(zip(EVIDENCE, (kra * STEP, skill * STEP, 1 - (kra + skill) * STEP), strict=True))
        for kra in steps
        for skill in steps
        if kra + skill < round(1 / STEP)
    ]


def _best(inside: Signals, right: NDArray[np.bool_], grid: Sequence[Weights], rows: NDArray[np.bool_]) -> Weights:
    """The middle of the weights that nothing but noise parts from the best on these rows."""
    labels = [label for label, kept in zip(inside.labels, rows, strict=True) if kept]
    found = np.array([macro(is_right(inside.combined(weights)[rows], right[rows], 1), labels) for weights in grid])
    near = [weights for weights, score in zip(grid, found, strict=True) if score >= found.max() - NOISE]
    return {name: float(np.mean([weights[name] for weights in near])) for name in EVIDENCE}


def _cross_validated(
    inside: Signals, right: NDArray[np.bool_], grid: Sequence[Weights], folds: NDArray[np.int64]
) -> Floats:
    """Scores of each posting by weights that were chosen without its fold."""
    scores = np.zeros(right.shape, dtype=np.float32)
    for fold in range(FOLDS):
        scores[folds == fold] = inside.combined(_best(inside, right, grid, folds != fold))[folds == fold]
    return scores


def _evidence(fit: Fit, postings: Signals) -> Floats:
    return postings.combined({name: fit.weights[name] for name in EVIDENCE})


def _measured(fit: Fit, inside: Signals, outside: Signals, right: NDArray[np.bool_]) -> dict[str, Any]:
    """What a fit's numbers do on all postings."""
    scores, foreign = _evidence(fit, inside), _evidence(fit, outside)
    chances = _chances(scores, fit.confidence)
    return _ranking(scores, right, inside.labels) | {
        "calibration_error": round(calibration_error(chances, is_right(scores, right, 1)), 4),
        "below": {
            name: {
                "inside": round(float((scores.max(axis=1) < fit.thresholds[name]).mean()), 4),
                "outside": round(float((foreign.max(axis=1) < fit.thresholds[name]).mean()), 4),
            }
            for name in ("evidence_floor", "foreign_floor")
        },
    }


def _ranking(scores: Floats, right: NDArray[np.bool_], labels: Sequence[str]) -> dict[str, float]:
    first, third = is_right(scores, right, 1), is_right(scores, right, 3)
    return {
        "macro_top1": round(macro(first, labels), 4),
        "top1": round(float(first.mean()), 4),
        "macro_top3": round(macro(third, labels), 4),
    }


def _ablation(inside: Signals, right: NDArray[np.bool_], fit: Fit) -> dict[str, dict[str, float]]:
    """Each signal alone, and all but each, in the ratio of the fit."""
    sets = [(name,) for name in EVIDENCE] + [tuple(n for n in EVIDENCE if n != left_out) for left_out in EVIDENCE]
    return {
        " + ".join(names): _ranking(inside.combined({name: fit.weights[name] for name in names}), right, inside.labels)
        for names in [*sets, EVIDENCE]
    }


def _features(scores: Floats) -> NDArray[np.float64]:
    """Strength and lead of the best role, as the decision's confidence reads them."""
    ordered = np.sort(scores.astype(np.float64), axis=1)
    return np.stack([ordered[:, -1], ordered[:, -1] - ordered[:, -2]], axis=1)


def _logistic(scores: Floats, right: NDArray[np.bool_]) -> dict[str, float]:
    model = LogisticRegression(C=FREE, max_iter=1000).fit(_features(scores), is_right(scores, right, 1))
    strength, lead = model.coef_[0]
    return {
        "intercept": round(float(model.intercept_[0]), 2),
        "per_strength": round(float(strength), 1),
        "per_lead": round(float(lead), 1),
    }


def _chances(scores: Floats, coefficients: Mapping[str, float]) -> NDArray[np.float64]:
    strength, lead = _features(scores).T
    value = coefficients["intercept"] + coefficients["per_strength"] * strength + coefficients["per_lead"] * lead
    return np.asarray(1 / (1 + np.exp(-value)))


def _calibration(scores: Floats, right: NDArray[np.bool_], folds: NDArray[np.int64]) -> float:
    """The calibration error of chances that were fitted without the posting's fold."""
    chances = np.zeros(len(folds))
    for fold in range(FOLDS):
        fitted = _logistic(scores[folds != fold], right[folds != fold])
        chances[folds == fold] = _chances(scores[folds == fold], fitted)
    return calibration_error(chances, is_right(scores, right, 1))


if __name__ == "__main__":
    main()
