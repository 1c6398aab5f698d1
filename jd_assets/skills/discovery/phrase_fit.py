"""What phrases of postings were measured to be worth as skills, kept as data with its figures."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from math import log
from pathlib import Path
from typing import Any

#: Written by `benchmarks/fit_phrases.py --write`.
FIT_FILE = Path(__file__).with_name("phrase_fit.json")


@dataclass(frozen=True)
class PhraseFit:
    """One fit of the logistic model of "this phrase names a skill of the posting".

    Attributes:
        date: Day of the fit.
        intercept: Log odds of a phrase of whose features none has a weight.
        weights: By group and value of a feature, what `phrases` names.
        threshold: Chance from which on a phrase is taken for a skill.
        figures: What was measured when it was made, on postings that it was not fitted on.
    """

    date: str
    intercept: float
    weights: dict[str, dict[str, float]] = field(hash=False)
    threshold: float
    figures: dict[str, Any] = field(hash=False)

    @property
    def version(self) -> str:
        """Short hash of the numbers that finds depend on."""
        numbers = json.dumps([self.intercept, self.weights, self.threshold], sort_keys=True)
        return hashlib.sha256(numbers.encode()).hexdigest()[:8]

    def weigh(self, features: Iterable[tuple[str, str]]) -> float:
        """What features add to the log odds."""
        weights = self.weights
        return sum([weights[group].get(value, 0.0) for group, value in features])

    @property
    def least(self) -> float:
        """Log odds from which on a phrase is taken for a skill."""
        return log(self.threshold / (1 - self.threshold)) - self.intercept


def read_fit(file: Path = FIT_FILE) -> PhraseFit:
    """The stored fit."""
    return PhraseFit(**json.loads(file.read_text(encoding="utf-8")))


def write_fit(fit: PhraseFit, file: Path = FIT_FILE) -> None:
    """Store a fit in place of the one before, a line a group of its weights."""
    groups = ",\n".join(
        f" {json.dumps(group)}: {json.dumps(weights, ensure_ascii=False)}" for group, weights in fit.weights.items()
    )
    rest = {name: value for name, value in asdict(fit).items() if name != "weights"}
    text = json.dumps(rest, indent=1).removesuffix("\n}")
    file.write_text(f'{text},\n "weights": {{\n{groups}\n}}\n}}\n', encoding="utf-8")


#: The fit that this process reads with.
PHRASE_FIT = read_fit()
