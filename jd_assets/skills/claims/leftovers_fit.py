"""What finds of the rules that a model left out were measured to be worth, kept as data with its figures."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: Written by `benchmarks/fit_leftovers.py --write`.
FIT_FILE = Path(__file__).with_name("leftovers_fit.json")


@dataclass(frozen=True)
class LeftoversFit:
    """One fit of the logistic model of "it is a skill of the posting".

    Attributes:
        date: Day of the fit.
        intercept: Log odds of a find whose features are all 0: a name that the library lacks, in no list of wants.
        coefficients: By feature, what `leftovers.features` names.
        threshold: Chance from which on a find is kept.
        figures: What was measured when it was made, on postings that it was not fitted on.
    """

    date: str
    intercept: float
    coefficients: dict[str, float] = field(hash=False)
    threshold: float
    figures: dict[str, Any] = field(hash=False)

    @property
    def version(self) -> str:
        """Short hash of the numbers that merges depend on."""
        numbers = json.dumps([self.intercept, self.coefficients, self.threshold], sort_keys=True)
        return hashlib.sha256(numbers.encode()).hexdigest()[:8]


def read_fit(file: Path = FIT_FILE) -> LeftoversFit:
    """The stored fit."""
    return LeftoversFit(**json.loads(file.read_text(encoding="utf-8")))


def write_fit(fit: LeftoversFit, file: Path = FIT_FILE) -> None:
    """Store a fit in place of the one before."""
    file.write_text(json.dumps(asdict(fit), indent=2) + "\n", encoding="utf-8")


#: The fit that this process reads with.
LEFTOVERS_FIT = read_fit()
