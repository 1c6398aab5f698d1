"""Which category a name reads like: a linear model over its embedding, fitted on the library's own names."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.vectors import Floats
from jd_assets.enriching.nearest_neighbours import Neighbours
from jd_assets.enriching.typing_model import Opinion, scored
from jd_assets.text.spelling_key import spelling_key

Doubles = NDArray[np.float64]

#: Weight of the squared coefficients. From .5 to 10 library skills that are read without themselves are right as often.
RIDGE = 1.0
#: Names that the name of a category or of a sub-category counts as: "Learning Systems" says more of its category than
#: any one of its systems. Of 0, 1 and 3 the best.
LABEL_WEIGHT = 3.0


@dataclass(frozen=True)
class NameMeaning:
    """The fitted model.

    Attributes:
        categories: The columns of the coefficients.
        coefficients: One row a dimension of the embedding and one for the constant, shape (dimensions + 1, categories).
    """

    categories: tuple[str, ...]
    coefficients: Floats

    def scores(self, vectors: Floats) -> list[dict[str, float]]:
        """For each vector about 1 for a category that it surely reads like and 0 for the others."""
        found = with_constant(vectors) @ self.coefficients
        return [dict(zip(self.categories, map(float, row), strict=True)) for row in found]


@dataclass(frozen=True)
class Examples:
    """What the model is fitted on.

    Attributes:
        names: The library's names, shape (skills, dimensions).
        categories: The category of each.
        labels: The names of categories and sub-categories, shape (labels, dimensions).
        labelled: The category of each.
    """

    names: Floats
    categories: Sequence[str]
    labels: Floats
    labelled: Sequence[str]

    def regression(self) -> "Regression":
        """The regression that they make."""
        rows = np.vstack([with_constant(self.names), with_constant(self.labels)]).astype(np.float64)
        weights = np.array([*self._weights(), *([LABEL_WEIGHT] * len(self.labelled))])
        wanted = np.array([*self.categories, *self.labelled])[:, None] == np.array(self.columns)[None, :]
        matrix = rows.T @ (rows * weights[:, None]) + RIDGE * np.eye(rows.shape[1])
        return Regression(rows, weights, matrix, rows.T @ (wanted * weights[:, None]))

    def _weights(self) -> list[float]:
        """Every category weighs the same, however many names it has: an imported taxonomy has thousands of one."""
        names = Counter(self.categories)
        return [len(self.categories) / (len(names) * names[category]) for category in self.categories]

    @property
    def columns(self) -> tuple[str, ...]:
        """All categories in order."""
        return tuple(sorted({*self.categories, *self.labelled}))


@dataclass(frozen=True)
class Regression:
    """Weighted ridge regression in its normal form.

    Attributes:
        rows: One an example, the names before the labels, shape (examples, dimensions + 1).
        weights: What each row counts.
        matrix: The left side with the ridge, shape (dimensions + 1, dimensions + 1).
        wanted: The right side, one column a category.
    """

    rows: Doubles
    weights: Doubles
    matrix: Doubles
    wanted: Doubles

    def solved(self) -> Doubles:
        """The coefficients, shape (dimensions + 1, categories)."""
        return np.asarray(np.linalg.solve(self.matrix, self.wanted), dtype=np.float64)


def fit_name_meaning(examples: Examples) -> NameMeaning:
    """Fit by ridge regression, in closed form."""
    return NameMeaning(examples.columns, examples.regression().solved().astype(np.float32))


def by_meaning(scores: Mapping[str, float], categories: Collection[str]) -> Opinion | None:
    """The category that a name reads like; None where it was not read."""
    if not scores:
        return None
    best = max(scores, key=lambda category: scores[category])
    return scored("name meaning", best, scores, categories, f"the name reads like those of {best}")


def by_hypernym(
    phrase: str, meaning: Mapping[str, float], neighbours: Neighbours, categories: Collection[str]
) -> Opinion | None:
    """The category of what its sentence calls it, as "cyber security tools"; None where it calls it nothing.

    A phrase that is a library skill's own name is of that skill's category, whatever else it reads like.
    """
    if not phrase or not meaning:
        return None
    key = spelling_key(phrase)
    named = next((skill for skill, _ in neighbours if spelling_key(skill.name) == key), None)
    scores = {named.category: 1.0} if named else meaning
    best = max(scores, key=lambda category: scores[category])
    return scored("called", best, scores, categories, f"its sentence speaks of '{phrase}'")


def with_constant(vectors: Floats) -> Floats:
    """Vectors with a column of ones."""
    return np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])
