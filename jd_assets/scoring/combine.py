"""One combination of the signals: the ranking that the decision reads."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.embedding.vectors import Floats
from jd_assets.library.snapshot import Role
from jd_assets.scoring.alias import CONTAINED
from jd_assets.scoring.fit import FIT
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.occupations import job_noun

#: The signals, in the order in which they are shown.
SIGNALS = ("alias", "kra", "skill", "wording", "prior", "centroid", "evidence_model")
#: Roles kept in `ranked_roles`.
TOP = 8
#: The first of these are listed with their KRAs and skills wherever the single signals put them: the decision is made
#: among them, and has to show what it was made on.
CONTENDERS = 4


@dataclass(frozen=True)
class Weights:
    """What a signal's score counts in the combined one; all but the last sum to 1, so that their sum stays in 0..1.

    The ratio of KRA, skill and wording is fitted on labelled postings with hidden titles, see `decision/fit.json`. The
    title's weight is a setting: no posting with a hidden title can tell it, and those that show theirs were labelled by
    it. It lets a title break ties that evidence leaves, and no more. The centroid's is one too: centroids grow with
    use, so that what they are worth today says nothing of tomorrow; it stays too small to carry a role by itself. The
    evidence model's turns its log-odds into scores, as the fit measures these; it speaks against roles as well.
    """

    alias: float = FIT.weights["alias"]
    kra: float = FIT.weights["kra"]
    skill: float = FIT.weights["skill"]
    wording: float = FIT.weights["wording"]
    prior: float = FIT.weights["prior"]
    centroid: float = FIT.weights["centroid"]
    evidence_model: float = FIT.weights["evidence_model"]

    def as_mapping(self) -> Mapping[str, float]:
        """By the signal's name."""
        return asdict(self)


def rank_roles(
    signals: Mapping[str, Floats], index: RoleIndex, weights: Weights, titles: Sequence[str | None] = ()
) -> list[list[RankedRole]]:
    """The best roles of each posting by the weighted sum of their signals, each with the parts it is made of.

    Args:
        signals: The scores by signal, each of shape (postings, roles).
        index: The library's index.
        weights: What a signal counts.
        titles: The title that each posting came with, where it came with one; none at all by default.
    """
    parts = {name: signals[name] * np.float32(weight) for name, weight in weights.as_mapping().items()}
    unnamed = (_general(index) | _of_another_noun(titles, index)) & (signals["alias"] < CONTAINED)
    parts = {name: np.where(unnamed, np.float32(0), part) for name, part in parts.items()}
    others = np.sum([part for name, part in parts.items() if name != "evidence_model"], axis=0)
    # Within 0..1 as a whole: a role that nothing speaks for stays level with those that only a title can choose.
    parts["evidence_model"] = np.clip(parts["evidence_model"], -others, 1 - others)
    total = others + parts["evidence_model"]
    best = np.argsort(-total, axis=1, kind="stable")[:, :TOP]
    scores = np.take_along_axis(total, best, axis=1).tolist()
    parts_of = {name: np.take_along_axis(part, best, axis=1).tolist() for name, part in parts.items()}
    return [
        [
            _ranked(
                index.roles[position], scores[row][place], {name: part[row][place] for name, part in parts_of.items()}
            )
            for place, position in enumerate(positions)
        ]
        for row, positions in enumerate(best.tolist())
    ]


def _general(index: RoleIndex) -> NDArray[np.bool_]:
    """Roles that are chosen by their title alone, as what they do is a part of what many special roles do."""
    return np.array([role.is_general for role in index.roles], dtype=np.bool_)


def _of_another_noun(titles: Sequence[str | None], index: RoleIndex) -> NDArray[np.bool_]:
    """Roles that no name calls what the title does, where others are called so: a driver is no fishing worker."""
    nouns = [job_noun(title) if title else None for title in titles]
    holders = [index.holders_of_noun.get(noun) if noun else None for noun in nouns]
    none = np.zeros(len(index.roles), dtype=np.bool_)
    return np.array([none if held is None else ~held for held in holders] or [none], dtype=np.bool_)


def _ranked(role: Role, score: float, parts: Mapping[str, float]) -> RankedRole:
    # Not validated: of ten thousand stored decisions this makes eighty thousand, from numbers of our own.
    return RankedRole.model_construct(
        slug=role.slug,
        role_id=role.role_id,
        display_name=role.display_name,
        score=round(score, 4),
        parts={name: round(part, 4) for name, part in parts.items()},
    )
