"""Fits the decision's numbers on labelled postings and says how good they are.

    .venv/bin/python benchmarks/fit_decision.py ../shared/data/dev [--write]

Reads `roles.jsonl.gz` (postings with their role, titles hidden) and `outside.jsonl.gz` (occupations that the library
lacks). The weights of KRA, skill and wording are searched over a grid; what is reported as cross-validated was chosen
without the fold it is measured on. Confidence is fitted on each posting twice: as a fresh library scores it, and as one
whose centroids were made of the postings of the other folds does. Stored numbers stay: weights that nothing but noise
parts from the best, and a confidence that new coefficients, cross-validated, do not better. `--write` stores the others
in `jd_assets/scoring/fit.json`.
"""

import argparse
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from accuracy import calibration_error, is_right, macro, right_roles
from numpy.typing import NDArray
from signals import EVIDENCE, Signals, centroids_of_others, read_signals
from sklearn.linear_model import LogisticRegression

from jd_assets.cli.environment import prepare
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.fit import FIT, Fit, write_fit

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


@dataclass(frozen=True)
class Ranking:
    """Postings as one state of the library ranks them; matrices have the shape (postings, roles).

    Attributes:
        scores: What ranks: the evidence, and the centroids where there are any.
        evidence: KRA, skill and wording.
    """

    scores: Floats
    evidence: Floats

    def features(self) -> NDArray[np.float64]:
        """Strength and lead of the best role, as the decision's confidence reads them."""
        ordered = np.sort(self.scores.astype(np.float64), axis=1)
        strength = np.take_along_axis(self.evidence, self.scores.argmax(axis=1)[:, None], axis=1)[:, 0]
        return np.stack([strength, ordered[:, -1] - ordered[:, -2]], axis=1)

    def rows(self, chosen: NDArray[np.bool_]) -> "Ranking":
        """Some of the postings."""
        return Ranking(self.scores[chosen], self.evidence[chosen])


#: The rankings of a fresh library, without centroids, and of one that has been used, by name.
Rankings = dict[str, Ranking]


def main() -> None:
    """Fit, print, and store where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="store the numbers in jd_assets/scoring/fit.json")
    asked = parser.parse_args()
    prepare()
    library = RoleLibraryResource()
    index = library.role_index(EmbedderResource().embedder())
    slugs = [role.slug for role in index.roles]
    inside = read_signals(asked.folder / "roles.jsonl.gz", index, library.vocabulary())
    outside = read_signals(asked.folder / "outside.jsonl.gz", index, library.vocabulary())
    right = right_roles(inside.labels, slugs)
    folds = np.random.default_rng(SEED).permutation(len(inside.labels)) % FOLDS
    centroids = centroids_of_others(inside, folds, index)
    fit = fit_decision(inside, centroids, outside, right, folds)
    print(json.dumps({"weights": fit.weights, "thresholds": fit.thresholds, "confidence": fit.confidence}, indent=1))
    print(json.dumps(fit.figures | {"stored_before": _measured(FIT, inside, centroids, outside, right)}, indent=1))
    if asked.write:
        write_fit(fit)


def fit_decision(
    inside: Signals, centroids: Floats, outside: Signals, right: NDArray[np.bool_], folds: NDArray[np.int64]
) -> Fit:
    """The best numbers for these postings; the settings among them stay as they are."""
    share = sum(FIT.weights[name] for name in EVIDENCE)
    grid = [{name: part * share for name, part in weights.items()} for weights in _simplex()]
    validated = _cross_validated(inside, right, grid, folds)
    fit = replace(FIT, date=dt.datetime.now(dt.UTC).date().isoformat())
    fit = replace(fit, weights=FIT.weights | _kept_or_best(inside, right, grid))
    scores, foreign = _evidence(fit, inside), _evidence(fit, outside)
    rankings = _rankings(fit, inside, centroids)
    floors = {
        "evidence_floor": round(float(np.quantile(scores.max(axis=1), BELOW_FLOOR)), 3),
        "foreign_floor": round(float(foreign.max()) + 0.001, 3),
    }
    fit = replace(fit, thresholds=FIT.thresholds | floors, confidence=_kept_or_fitted(rankings, right, folds))
    return replace(
        fit,
        figures={
            "postings": len(inside.labels),
            "outside": len(outside.labels),
            "cross_validated": _ranked_right(validated, right, inside.labels),
            **_measured(fit, inside, centroids, outside, right),
            "calibration_error_cross_validated": _calibration(rankings, right, folds),
            "ablation": _ablation(inside, right, fit),
        },
    )


def _kept_or_best(inside: Signals, right: NDArray[np.bool_], grid: Sequence[Weights]) -> Weights:
    """The stored weights where nothing but noise parts them from the best, else the middle of the best."""
    everything = np.full(len(inside.labels), True)
    stored = {name: FIT.weights[name] for name in EVIDENCE}
    best = max(_share_right(inside, right, weights, everything) for weights in grid)
    if _share_right(inside, right, stored, everything) >= best - NOISE:
        return stored
    return {name: round(weight, 4) for name, weight in _best(inside, right, grid, everything).items()}


def _kept_or_fitted(rankings: Rankings, right: NDArray[np.bool_], folds: NDArray[np.int64]) -> dict[str, float]:
    """The stored coefficients where in the worst state they are as well calibrated as new ones, cross-validated."""
    if max(_errors(rankings, FIT.confidence, right).values()) <= max(_calibration(rankings, right, folds).values()):
        return FIT.confidence
    return _logistic(rankings, right)


def _share_right(inside: Signals, right: NDArray[np.bool_], weights: Weights, rows: NDArray[np.bool_]) -> float:
    labels = [label for label, kept in zip(inside.labels, rows, strict=True) if kept]
    return macro(is_right(inside.combined(weights)[rows], right[rows], 1), labels)


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
    found = np.array([_share_right(inside, right, weights, rows) for weights in grid])
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


def _rankings(fit: Fit, inside: Signals, centroids: Floats) -> Rankings:
    evidence = _evidence(fit, inside)
    used = evidence + centroids * np.float32(fit.weights["centroid"])
    return {"fresh": Ranking(evidence, evidence), "used": Ranking(used, evidence)}


def _measured(
    fit: Fit, inside: Signals, centroids: Floats, outside: Signals, right: NDArray[np.bool_]
) -> dict[str, Any]:
    """What a fit's numbers do on all postings."""
    scores, foreign = _evidence(fit, inside), _evidence(fit, outside)
    rankings = _rankings(fit, inside, centroids)
    return _ranked_right(scores, right, inside.labels) | {
        "used": _ranked_right(rankings["used"].scores, right, inside.labels),
        "calibration_error": _errors(rankings, fit.confidence, right),
        "below": {
            name: {
                "inside": round(float((scores.max(axis=1) < fit.thresholds[name]).mean()), 4),
                "outside": round(float((foreign.max(axis=1) < fit.thresholds[name]).mean()), 4),
            }
            for name in ("evidence_floor", "foreign_floor")
        },
    }


def _ranked_right(scores: Floats, right: NDArray[np.bool_], labels: Sequence[str]) -> dict[str, float]:
    first, third = is_right(scores, right, 1), is_right(scores, right, 3)
    return {
        "macro_top1": round(macro(first, labels), 4),
        "top1": round(float(first.mean()), 4),
        "macro_top3": round(macro(third, labels), 4),
    }


def _ablation(inside: Signals, right: NDArray[np.bool_], fit: Fit) -> dict[str, dict[str, float]]:
    """Each signal alone, and all but each, in the ratio of the fit."""
    sets = [(name,) for name in EVIDENCE] + [tuple(n for n in EVIDENCE if n != left_out) for left_out in EVIDENCE]
    found = {}
    for names in [*sets, EVIDENCE]:
        weights = {name: fit.weights[name] for name in names}
        found[" + ".join(names)] = _ranked_right(inside.combined(weights), right, inside.labels)
    return found


def _logistic(rankings: Rankings, right: NDArray[np.bool_]) -> dict[str, float]:
    """Coefficients that are to hold in every state of the library."""
    features = np.concatenate([ranking.features() for ranking in rankings.values()])
    found = np.concatenate([is_right(ranking.scores, right, 1) for ranking in rankings.values()])
    model = LogisticRegression(C=FREE, max_iter=1000).fit(features, found)
    strength, lead = model.coef_[0]
    return {
        "intercept": round(float(model.intercept_[0]), 2),
        "per_strength": round(float(strength), 1),
        "per_lead": round(float(lead), 1),
    }


def _chances(ranking: Ranking, coefficients: Mapping[str, float]) -> NDArray[np.float64]:
    strength, lead = ranking.features().T
    value = coefficients["intercept"] + coefficients["per_strength"] * strength + coefficients["per_lead"] * lead
    return np.asarray(1 / (1 + np.exp(-value)))


def _errors(rankings: Rankings, coefficients: Mapping[str, float], right: NDArray[np.bool_]) -> dict[str, float]:
    """The calibration error in each state."""
    return {
        name: round(calibration_error(_chances(each, coefficients), is_right(each.scores, right, 1)), 4)
        for name, each in rankings.items()
    }


def _calibration(rankings: Rankings, right: NDArray[np.bool_], folds: NDArray[np.int64]) -> dict[str, float]:
    """The calibration error in each state, of chances that were fitted without the posting's fold."""
    chances = {name: np.zeros(len(folds)) for name in rankings}
    for fold in range(FOLDS):
        others = {name: ranking.rows(folds != fold) for name, ranking in rankings.items()}
        fitted = _logistic(others, right[folds != fold])
        for name, ranking in rankings.items():
            chances[name][folds == fold] = _chances(ranking.rows(folds == fold), fitted)
    return {
        name: round(calibration_error(chances[name], is_right(ranking.scores, right, 1)), 4)
        for name, ranking in rankings.items()
    }


if __name__ == "__main__":
    main()
