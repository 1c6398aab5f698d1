"""Whether rankings are right, and whether a stated chance is."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

#: Finer roles of the library that are a right answer for a coarser label.
ACCEPTED: Mapping[str, frozenset[str]] = {
    "devops-engineer": frozenset({"site-reliability-engineer", "platform-engineer", "cloud-engineer"}),
    "ml-engineer": frozenset({"ai-engineer", "mlops-engineer", "computer-vision-engineer", "nlp-engineer"}),
    "security-engineer": frozenset({"security-analyst"}),
    "qa-engineer": frozenset({"test-automation-engineer"}),
    "project-manager": frozenset({"program-manager", "scrum-master", "technical-program-manager"}),
    "ux-designer": frozenset({"product-designer", "ux-researcher"}),
    "solutions-architect": frozenset({"software-architect"}),
    "product-manager": frozenset({"product-owner"}),
}
#: Bins of the calibration error.
BINS = 10


def right_roles(labels: Sequence[str], slugs: Sequence[str]) -> NDArray[np.bool_]:
    """Which roles are a right answer for each posting, shape (postings, roles)."""
    return np.array([[slug == label or slug in ACCEPTED.get(label, ()) for slug in slugs] for label in labels])


def is_right(scores: NDArray[np.floating], right: NDArray[np.bool_], first: int) -> NDArray[np.bool_]:
    """Whether a right role is among the first so many, shape (postings,)."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :first]
    return np.asarray(np.take_along_axis(right, best, axis=1).any(axis=1))


def macro(found: NDArray[np.bool_], labels: Sequence[str]) -> float:
    """The share found, the mean over the labels: a rare role counts as much as a common one."""
    names, which = np.unique(np.asarray(labels), return_inverse=True)
    return float((np.bincount(which, found) / np.bincount(which, minlength=len(names))).mean())


def calibration_error(chances: NDArray[np.float64], found: NDArray[np.bool_]) -> float:
    """Expected calibration error: the gap of stated and true share of right ones, the mean over bins by their size."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [
        abs(chances[bins == each].mean() - found[bins == each].mean()) * (bins == each).mean() for each in set(bins)
    ]
    return float(sum(gaps))
