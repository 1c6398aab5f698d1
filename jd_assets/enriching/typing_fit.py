"""The numbers of typing that were fitted on mentions of library skills, kept as data with their date and figures."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

#: Written by `benchmarks/skill_typing.py --write`, which says how each number is found; its figures lie in it.
FIT_FILE = Path(__file__).with_name("typing_fit.json")


@dataclass(frozen=True)
class TypingFit:
    """One fit.

    Attributes:
        date: Day of the fit.
        weights: What each source's scores count, by its name.
        calibration: Pairs of a chance as the weights give it and of the share that was right of skills that had no
            part in the weights, both rising.
        figures: What was measured when it was made.
    """

    date: str
    weights: dict[str, float]
    calibration: Sequence[Sequence[float]]
    figures: dict[str, Any] = field(hash=False)

    def measured(self, chance: float) -> float:
        """The share of right categories that a chance was measured with."""
        said, right = zip(*self.calibration, strict=True)
        return float(np.interp(chance, said, right))

    @property
    def version(self) -> str:
        """Short hash of the numbers that typings depend on."""
        numbers = json.dumps([self.weights, self.calibration], sort_keys=True)
        return hashlib.sha256(numbers.encode()).hexdigest()[:8]


def read_fit(file: Path = FIT_FILE) -> TypingFit:
    """The stored fit."""
    return TypingFit(**json.loads(file.read_text(encoding="utf-8")))


def write_fit(fit: TypingFit, file: Path = FIT_FILE) -> None:
    """Store a fit in place of the one before."""
    file.write_text(json.dumps(asdict(fit), indent=2) + "\n", encoding="utf-8")


#: The fit that this process types with.
TYPING_FIT = read_fit()
