"""Types library skills without themselves, by their names alone and by mentions of them in postings.

    .venv/bin/python benchmarks/skill_typing.py POSTINGS.jsonl            # prints the figures
    .venv/bin/python benchmarks/skill_typing.py POSTINGS.jsonl --write    # and stores the numbers

Every library skill that the postings name is taken at up to two of its mentions and counts once. What is said of it
was fitted on others: its row is taken out of the regression of names, it is none of its own neighbours, and weights and
calibration come from the other four of five folds of skills. At last the skills that the library lacks are typed.
"""

import argparse
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from typing_mentions import Mention, as_new, read_mentions, without_themselves

from jd_assets.cli.environment import prepare
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.enriching.new_skill import NewSkill, describe_new_skill
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.enriching.type_step import FLOOR, opinions_on, typed_by
from jd_assets.enriching.typing_fit import TYPING_FIT, TypingFit, write_fit
from jd_assets.enriching.typing_model import agreement

Doubles = NDArray[np.float64]

FOLDS = 5
#: Weight of the squared weights; .1 to 10 are as good.
RIDGE = 1.0
#: Where the calibration is measured: bins of a tenth of the chance that the weights give.
BINS = np.linspace(0.0, 1.0, 11)
#: A bin with fewer mentions is left out of the calibration.
FEWEST = 20
#: Bounds of the confidences that are printed.
STEPS = (1.01, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.0)


@dataclass(frozen=True)
class Scored:
    """Mentions with the scores of their sources.

    Attributes:
        sources: The columns.
        scores: Shape (mentions, categories, sources).
        named: The category that each source names, -1 where it does not speak, shape (mentions, sources).
        right: The right category.
        counts: What a mention counts: one divided by the mentions of its skill.
        folds: The fold of its skill.
    """

    sources: tuple[str, ...]
    scores: Doubles
    named: NDArray[np.int64]
    right: NDArray[np.int64]
    counts: Doubles
    folds: NDArray[np.int64]


def main() -> None:
    """Measure, print, and store the numbers where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("postings", type=Path)
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    prepare()
    library = RoleLibraryResource()
    index = library.skill_index(EmbedderResource().embedder())
    mentions, total = read_mentions(asked.postings, library.library(), library.vocabulary())
    alone = without_themselves(index)
    known = [each for each in mentions if each.skill]
    scored = scores_of(known, as_new(known, index, alone), index)
    fit = fitted(scored)
    print_weights(scored, fit)
    print_bins("library skills by mentions, held out", held_out(scored), scored)
    names = [Mention(skill.name, skill, Surroundings()) for skill in index.skills]
    by_name = scores_of(names, as_new(names, index, alone), index)
    print_bins("library skills by name", chances(by_name.scores, fit), by_name)
    print_rest(known, as_new(known, index, alone), index)
    print_new([each for each in mentions if each.skill is None], index, total)
    if asked.write:
        write_fit(fit)


def scores_of(mentions: Sequence[Mention], skills: Sequence[NewSkill], index: SkillIndex) -> Scored:
    """What each source says of each mention."""
    categories = index.skills_by_type.categories
    place = {category: at for at, category in enumerate(categories)}
    sources = tuple(TYPING_FIT.weights)
    scores = np.zeros((len(skills), len(categories), len(sources)))
    named = np.full((len(skills), len(sources)), -1)
    for row, skill in enumerate(skills):
        for each in opinions_on(skill.name, skill.reading, skill.surroundings, skill.hypernym, categories):
            column = sources.index(each.source)
            named[row, column] = place[each.category]
            for category, score in each.scores.items():
                scores[row, place[category], column] = score
    ids = [mention.skill.skill_id for mention in mentions if mention.skill]
    often = Counter(ids)
    draw = np.random.default_rng(0)
    fold = {skill_id: int(draw.integers(FOLDS)) for skill_id in sorted(often)}
    return Scored(
        sources,
        scores,
        named,
        np.array([place[mention.skill.category] for mention in mentions if mention.skill]),
        np.array([1.0 / often[skill_id] for skill_id in ids]),
        np.array([fold[skill_id] for skill_id in ids]),
    )


def fitted(scored: Scored) -> TypingFit:
    """Weights of all mentions, calibrated on chances that were held out."""
    raw = _cross_validated(scored, [_weights(scored, scored.folds != fold) for fold in range(FOLDS)])
    top, right = raw.max(axis=1), raw.argmax(axis=1) == scored.right
    weights = dict(zip(scored.sources, np.round(_weights(scored, scored.folds >= 0), 3).tolist(), strict=True))
    figures = {"mentions": len(right), "right": round(float(np.average(right, weights=scored.counts)), 4)}
    return TypingFit(dt.datetime.now(dt.UTC).date().isoformat(), weights, _calibration(top, right, scored), figures)


def held_out(scored: Scored) -> Doubles:
    """Confidence in each category by weights and calibration of the other folds, shape (mentions, categories)."""
    found = np.zeros(scored.scores.shape[:2])
    weights = [_weights(scored, scored.folds != fold) for fold in range(FOLDS)]
    raw = _cross_validated(scored, weights)
    top, right = raw.max(axis=1), raw.argmax(axis=1) == scored.right
    for fold in range(FOLDS):
        others, rows = scored.folds != fold, scored.folds == fold
        table = np.array(_calibration(top[others], right[others], scored, others))
        found[rows] = np.interp(raw[rows], table[:, 0], table[:, 1])
    return found


def chances(scores: Doubles, fit: TypingFit) -> Doubles:
    """Confidence in each category by a fit."""
    table = np.array(fit.calibration)
    chances: Doubles = np.interp(_softmax(scores @ np.array(list(fit.weights.values()))), table[:, 0], table[:, 1])
    return chances


def _cross_validated(scored: Scored, weights: Sequence[Doubles]) -> Doubles:
    found = np.zeros(scored.scores.shape[:2])
    for fold, own in enumerate(weights):
        found[scored.folds == fold] = _softmax(scored.scores[scored.folds == fold] @ own)
    return found


def _weights(scored: Scored, rows: NDArray[np.bool_]) -> Doubles:
    """The weights under which the right categories are likeliest."""
    scores, counts = scored.scores[rows], scored.counts[rows]
    wanted = np.take_along_axis(scores, scored.right[rows][:, None, None], axis=1)[:, 0]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        totals = scores @ weights
        likely = _softmax(totals)
        said = np.take_along_axis(likely, scored.right[rows][:, None], axis=1)[:, 0]
        slope = ((wanted - np.einsum("nc,ncs->ns", likely, scores)) * counts[:, None]).sum(axis=0)
        return float(RIDGE / 2 * weights @ weights - counts @ np.log(said)), RIDGE * weights - slope

    return np.asarray(minimize(loss, np.zeros(scores.shape[2]), jac=True, method="L-BFGS-B").x)


def _softmax(totals: Doubles) -> Doubles:
    odds = np.exp(totals - totals.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _calibration(
    top: Doubles, right: NDArray[np.bool_], scored: Scored, rows: NDArray[np.bool_] | None = None
) -> list[list[float]]:
    """For each bin the mean chance and the share that was right, made to rise."""
    counts = scored.counts if rows is None else scored.counts[rows]
    pairs = [[0.0, 0.0]]
    for low, high in itertools.pairwise(BINS):
        inside = (top >= low) & ((top < high) | (high == BINS[-1]))
        if inside.sum() >= FEWEST:
            share = float(np.average(right[inside], weights=counts[inside]))
            pairs.append([round(float(top[inside].mean()), 4), round(max(share, pairs[-1][1]), 4)])
    return [*pairs, [1.0, pairs[-1][1]]]


def print_weights(scored: Scored, fit: TypingFit) -> None:
    """What each source counts, how often it speaks and how often it is right by itself."""
    print(f"{'source':22}{'weight':>8}{'mentions':>10}{'right':>8}")
    for column, source in enumerate(scored.sources):
        speaks = scored.named[:, column] >= 0
        right = (scored.named[:, column] == scored.right)[speaks]
        share = f"{np.average(right, weights=scored.counts[speaks]):8.3f}" if speaks.any() else ""
        print(f"{source:22}{fit.weights[source]:8.3f}{speaks.sum():10}{share}")
    print("calibration", fit.calibration)


def print_bins(what: str, confidence: Doubles, scored: Scored) -> None:
    """By confidence how many are right, and how many in all from there on."""
    top, right = confidence.max(axis=1), confidence.argmax(axis=1) == scored.right
    print(f"{what}: right {np.average(right, weights=scored.counts):.3f} of {len(right)}")
    for high, low in itertools.pairwise(STEPS):
        above = top >= low
        inside = above & (top < high)
        if inside.any():
            share = np.average(right[inside], weights=scored.counts[inside])
            whole = np.average(right[above], weights=scored.counts[above])
            given = scored.counts[above].sum() / scored.counts.sum()
            print(f"  from {low:4}: {inside.sum():5} right {share:.3f}, given {given:.3f} of all, right {whole:.3f}")


def print_rest(known: Sequence[Mention], skills: Sequence[NewSkill], index: SkillIndex) -> None:
    """How often sub-category and nature of typed mentions are right."""
    categories = index.skills_by_type.categories
    found: list[tuple[bool, bool, bool]] = []
    for mention, skill in zip(known, skills, strict=True):
        said = opinions_on(skill.name, skill.reading, skill.surroundings, skill.hypernym, categories)
        typed = typed_by(agreement(said, categories), index.skills_by_type)
        if typed and mention.skill:
            right = mention.skill
            found.append(
                (
                    typed.category == right.category,
                    (typed.category, typed.sub_category) == (right.category, right.sub_category),
                    typed.skill_nature == right.skill_nature,
                )
            )
    print(f"typed mentions {len(found)}: category, sub-category, nature right", np.round(np.mean(found, axis=0), 3))


def print_new(mentions: Sequence[Mention], index: SkillIndex, total: int) -> None:
    """How many of the skills that the library lacks end with the default."""
    derived = [describe_new_skill(skill, index).derived for skill in as_new(mentions, index, {})]
    defaults = [each.is_default for each in derived]
    print(f"new skills {len(defaults)} of {total}, default at the floor of {FLOOR}: {sum(defaults)}")
    print(f"  {np.mean(defaults):.3f} of the new ones, {sum(defaults) / total:.4f} of all")


if __name__ == "__main__":
    main()
