"""The numbers of the decision that were fitted on labelled postings, kept as data with their date and figures."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: Written by `benchmarks/fit_decision.py --write`, which says how each number is found; its figures lie in it.
FIT_FILE = Path(__file__).with_name("fit.json")


@dataclass(frozen=True)
class Fit:
    """One fit.

    Attributes:
        date: Day of the fit.
        weights: What each signal counts, by its name.
        thresholds: Cut-offs of the decision table, by name.
        confidence: Coefficients of the logistic model of "the role is right".
        figures: What was measured when it was made.
    """

    date: str
    weights: dict[str, float]
    thresholds: dict[str, float]
    confidence: dict[str, float]
    figures: dict[str, Any] = field(hash=False)

    @property
    def version(self) -> str:
        """Short hash of the numbers that decisions depend on."""
        numbers = json.dumps([self.weights, self.thresholds, self.confidence], sort_keys=True)
        return hashlib.sha256(numbers.encode()).hexdigest()[:8]


def read_fit(file: Path = FIT_FILE) -> Fit:
    """The stored fit."""
    return Fit(**json.loads(file.read_text(encoding="utf-8")))


def write_fit(fit: Fit, file: Path = FIT_FILE) -> None:
    """Store a fit in place of the one before."""
    file.write_text(json.dumps(asdict(fit), indent=2) + "\n", encoding="utf-8")


#: The fit that this process decides with.
FIT = read_fit()
