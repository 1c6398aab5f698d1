"""Fits the decision's numbers on labelled postings and says how good they are.

    .venv/bin/python benchmarks/fit_decision.py ../shared/data/dev [--write]

Reads `roles.jsonl.gz` (postings with hidden titles), `roles_by_eye.jsonl.gz` (the roles that a reader accepts for each
from the text alone) and `outside.jsonl.gz` (occupations that the library lacks). The weights of KRA, skill, wording and
prior are a conditional logit over the roles (McFadden 1974): the chance of an accepted role is made as great as it can
be. The evidence model is taught on top of them; what it says of a posting here it was taught without the posting's
fold. What is reported as cross-validated was fitted without the fold it is measured on. Confidence is fitted on each
posting twice: as a fresh library scores it, and as one whose centroids were made of the postings of the other folds
does. `--write` stores the numbers in `jd_assets/scoring/fit.json` and the model beside it.
"""

import argparse
import datetime as dt
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from accuracy import calibration_error, is_right, macro, right_roles
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp
from signals import EVIDENCE, RANKING, Signals, centroids_of_others, read_signals
from sklearn.linear_model import LogisticRegression

from jd_assets.cli.environment import prepare
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.evidence_model import FULL, PACKAGED, EvidenceModel, as_score
from jd_assets.scoring.evidence_training import teach
from jd_assets.scoring.fit import FIT, Fit, write_fit

FOLDS = 5
SEED = 0
#: Share of labelled postings that may lie below the floor of evidence without a title.
BELOW_FLOOR = 0.03
#: Ridge penalty of the conditional logit, per posting, on weights of signals of unit spread.
PENALTY = 1e-3
#: Logistic regression without a penalty to speak of: three features, hundreds of postings.
FREE = 1e6
#: Score of a role that is chosen by its title alone.
NEVER = -1e6
#: Place of a role that the library lacks.
NOBODY = -1

Weights = dict[str, float]
Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Ranking:
    """Postings as one state of the library ranks them; matrices have the shape (postings, roles).

    Attributes:
        scores: What ranks: the evidence, the prior, and the centroids where there are any.
        evidence: KRA, skill and wording.
        matched: How many of a posting's skills each role asks.
    """

    scores: Matrix
    evidence: Matrix
    matched: NDArray[np.int64]

    def features(self) -> Matrix:
        """Strength, lead and matched skills of the best role, as the decision's confidence reads them."""
        ordered, best = np.sort(self.scores, axis=1), self.scores.argmax(axis=1)[:, None]
        strength = np.take_along_axis(self.evidence, best, axis=1)[:, 0]
        matched = np.log1p(np.take_along_axis(self.matched, best, axis=1)[:, 0])
        return np.stack([strength, ordered[:, -1] - ordered[:, -2], matched], axis=1)

    def rows(self, chosen: Mask) -> "Ranking":
        """Some of the postings."""
        return Ranking(self.scores[chosen], self.evidence[chosen], self.matched[chosen])


#: The rankings of a fresh library, without centroids, and of one that has been used, by name.
Rankings = dict[str, Ranking]


@dataclass(frozen=True)
class Labelled:
    """Postings with what is right for them.

    Attributes:
        signals: Their signals.
        accepted: Roles that a reader accepts, shape (postings, roles).
        titled: Roles that the title names, or finer ones, of the same shape.
        best: Position of the role that the reader gives, `NOBODY` where the library has none.
    """

    signals: Signals
    accepted: Mask
    titled: Mask
    best: NDArray[np.int64]


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
    signals = read_signals(asked.folder / "roles.jsonl.gz", index, library.vocabulary())
    best = _best_roles(asked.folder / "roles_by_eye.jsonl.gz", slugs)
    outside = read_signals(asked.folder / "outside.jsonl.gz", index, library.vocabulary())
    accepted = _accepted(asked.folder / "roles_by_eye.jsonl.gz", slugs)
    inside = Labelled(signals, accepted, right_roles(signals.labels, slugs), best)
    folds = np.random.default_rng(SEED).permutation(len(signals.labels)) % FOLDS
    fit, model = fit_decision(inside, centroids_of_others(signals, folds, index), outside, folds, slugs)
    print(json.dumps({"weights": fit.weights, "thresholds": fit.thresholds, "confidence": fit.confidence}, indent=1))
    print(json.dumps(fit.figures, indent=1))
    if asked.write:
        write_fit(fit)
        PACKAGED.write_bytes(model.to_bytes())


def fit_decision(
    inside: Labelled, centroids: Floats, outside: Signals, folds: NDArray[np.int64], slugs: Sequence[str]
) -> tuple[Fit, EvidenceModel]:
    """The best numbers for these postings; the settings among them stay as they are."""
    everything = np.full(len(folds), True)
    fit = replace(FIT, date=dt.datetime.now(dt.UTC).date().isoformat())
    weights, odds = _best(inside, everything, RANKING)
    fit = replace(fit, weights=FIT.weights | weights | {"evidence_model": round(FULL / odds, 4)})
    model = _taught(inside, everything, slugs)
    inside = _with_model(inside, _held_out(inside, folds, slugs))
    outside = replace(
        outside, scores={**outside.scores, "evidence_model": as_score(model.log_odds(outside.terms, slugs))}
    )
    rankings, foreign = _rankings(fit, inside.signals, centroids), _ranking(fit, outside)
    floors = {
        "evidence_floor": round(float(np.quantile(rankings["fresh"].features()[:, 0], BELOW_FLOOR)), 3),
        "foreign_floor": round(float(foreign.features()[:, 0].max()) + 0.001, 3),
    }
    right = inside.accepted
    fit = replace(fit, thresholds=FIT.thresholds | floors, confidence=_logistic(rankings, right))
    fitted = replace(
        fit,
        figures={
            "postings": len(folds),
            "outside": len(outside.labels),
            "without_model_cross_validated": _ranked_right(_cross_validated(inside, folds, RANKING), inside),
            "cross_validated": _ranked_right(rankings["fresh"].scores, inside),
            "used": _ranked_right(rankings["used"].scores, inside),
            "calibration_error": _errors(rankings, fit.confidence, right),
            "calibration_error_cross_validated": _calibration(rankings, right, folds),
            "below": _below(fit, rankings["fresh"], foreign),
            "ablation_cross_validated": _ablation(inside, folds),
        },
    )
    return fitted, model


def _best_roles(file: Path, slugs: Sequence[str]) -> NDArray[np.int64]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        best = [json.loads(line)["best"] for line in lines]
    return np.array([slugs.index(slug) if slug in slugs else NOBODY for slug in best], dtype=np.int64)


def _taught(inside: Labelled, rows: Mask, slugs: Sequence[str]) -> EvidenceModel:
    """The evidence model that some postings teach, on top of weights that are fitted on these alone."""
    weights, odds = _best(inside, rows, RANKING)
    told = rows & (inside.best != NOBODY)
    before = odds * np.where(inside.signals.general, NEVER, inside.signals.combined(weights).astype(np.float64))
    return teach(inside.signals.terms[told], before[told], inside.best[told], slugs)


def _held_out(inside: Labelled, folds: NDArray[np.int64], slugs: Sequence[str]) -> Floats:
    """What a model says of each posting that was taught without its fold."""
    found = np.zeros(inside.accepted.shape, dtype=np.float32)
    for fold in range(FOLDS):
        model = _taught(inside, folds != fold, slugs)
        found[folds == fold] = as_score(model.log_odds(inside.signals.terms[folds == fold], slugs))
    return found


def _with_model(inside: Labelled, scores: Floats) -> Labelled:
    return replace(inside, signals=replace(inside.signals, scores={**inside.signals.scores, "evidence_model": scores}))


def _accepted(file: Path, slugs: Sequence[str]) -> Mask:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return np.array([[slug in {row["best"], *row["also"]} for slug in slugs] for row in rows], dtype=np.bool_)


def _best(inside: Labelled, rows: Mask, names: Sequence[str]) -> tuple[Weights, float]:
    """Weights by which the accepted roles of these postings are likeliest, in the sum that the stored ones have.

    Beside them the log-odds that a score of 1 by them stands for.
    """
    features = np.stack([inside.signals.scores[name] for name in names], axis=-1).astype(np.float64)
    spread = (features - features.mean(axis=1, keepdims=True)).std(axis=(0, 1))
    spread = np.where(spread > 0, spread, 1.0)
    may = ~inside.signals.general
    accepted = inside.accepted & may
    told = rows & accepted.any(axis=1)
    chosen, right = features[told] / spread, accepted[told]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = np.where(may, chosen @ weights, NEVER)
        own = np.where(right, scores, NEVER)
        among_all, among_right = logsumexp(scores, axis=1), logsumexp(own, axis=1)
        pull = np.exp(own - among_right[:, None]) - np.exp(scores - among_all[:, None])
        slope = -(pull[:, :, None] * chosen).sum(axis=(0, 1)) / len(chosen) + 2 * PENALTY * weights
        return float((among_all - among_right).mean() + PENALTY * weights @ weights), slope

    bounds = [(0.0, None)] * len(names)
    found = minimize(loss, np.ones(len(names)), jac=True, method="L-BFGS-B", bounds=bounds).x / spread
    share = 1 - FIT.weights["alias"] - FIT.weights["centroid"]
    odds = float(found.sum() / share)
    return _rounded(dict(zip(names, found / odds, strict=True)), share), odds


def _rounded(weights: Mapping[str, float], total: float) -> Weights:
    """The weights to four digits, the greatest so that they have this sum."""
    rounded = {name: round(float(weight), 4) for name, weight in weights.items()}
    greatest = max(rounded, key=rounded.__getitem__)
    return {**rounded, greatest: round(rounded[greatest] + total - sum(rounded.values()), 4)}


def _cross_validated(inside: Labelled, folds: NDArray[np.int64], names: Sequence[str]) -> Matrix:
    """Scores of each posting by weights that were fitted without its fold."""
    scores = np.zeros(inside.accepted.shape, dtype=np.float64)
    for fold in range(FOLDS):
        weights, _ = _best(inside, folds != fold, names)
        scores[folds == fold] = _named(inside.signals, inside.signals.combined(weights))[folds == fold]
    return scores


def _named(postings: Signals, scores: Floats) -> Matrix:
    return np.where(postings.general, NEVER, scores.astype(np.float64))


def _ranking(fit: Fit, postings: Signals, centroids: Floats | None = None) -> Ranking:
    scores = postings.combined({name: fit.weights[name] for name in (*RANKING, "evidence_model")})
    if centroids is not None:
        scores = scores + centroids * np.float32(fit.weights["centroid"])
    evidence = postings.combined({name: fit.weights[name] for name in EVIDENCE})
    return Ranking(_named(postings, scores), evidence.astype(np.float64), postings.matched)


def _rankings(fit: Fit, inside: Signals, centroids: Floats) -> Rankings:
    return {"fresh": _ranking(fit, inside), "used": _ranking(fit, inside, centroids)}


def _below(fit: Fit, inside: Ranking, outside: Ranking) -> dict[str, dict[str, float]]:
    """Shares of postings whose best role lies below each floor."""
    return {
        name: {
            where: round(float((ranking.features()[:, 0] < fit.thresholds[name]).mean()), 4)
            for where, ranking in (("inside", inside), ("outside", outside))
        }
        for name in ("evidence_floor", "foreign_floor")
    }


def _ranked_right(scores: Matrix, inside: Labelled) -> dict[str, float]:
    return {
        "accepted": round(float(is_right(scores, inside.accepted, 1).mean()), 4),
        "accepted_top3": round(float(is_right(scores, inside.accepted, 3).mean()), 4),
        "macro_top1": round(macro(is_right(scores, inside.titled, 1), inside.signals.labels), 4),
        "macro_top3": round(macro(is_right(scores, inside.titled, 3), inside.signals.labels), 4),
    }


def _ablation(inside: Labelled, folds: NDArray[np.int64]) -> dict[str, dict[str, float]]:
    """All but each signal, and each alone."""
    sets = [tuple(n for n in RANKING if n != left_out) for left_out in RANKING] + [(name,) for name in EVIDENCE]
    return {" + ".join(names): _ranked_right(_cross_validated(inside, folds, names), inside) for names in sets}


def _logistic(rankings: Rankings, right: Mask) -> dict[str, float]:
    """Coefficients that are to hold in every state of the library."""
    features = np.concatenate([ranking.features() for ranking in rankings.values()])
    found = np.concatenate([is_right(ranking.scores, right, 1) for ranking in rankings.values()])
    model = LogisticRegression(C=FREE, max_iter=1000).fit(features, found)
    matched = float(model.coef_[0][2])
    if matched < 0:  # more skills in common are no reason for doubt: they say nothing, then
        model, matched = LogisticRegression(C=FREE, max_iter=1000).fit(features[:, :2], found), 0.0
    strength, lead = model.coef_[0][:2]
    return {
        "intercept": round(float(model.intercept_[0]), 2),
        "per_strength": round(float(strength), 1),
        "per_lead": round(float(lead), 1),
        "per_matched": round(matched, 2),
    }


def _chances(ranking: Ranking, coefficients: Mapping[str, float]) -> Matrix:
    each = np.array([coefficients[name] for name in ("per_strength", "per_lead", "per_matched")])
    return np.asarray(1 / (1 + np.exp(-(coefficients["intercept"] + ranking.features() @ each))))


def _errors(rankings: Rankings, coefficients: Mapping[str, float], right: Mask) -> dict[str, float]:
    """The calibration error in each state."""
    return {
        name: round(calibration_error(_chances(each, coefficients), is_right(each.scores, right, 1)), 4)
        for name, each in rankings.items()
    }


def _calibration(rankings: Rankings, right: Mask, folds: NDArray[np.int64]) -> dict[str, Any]:
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
