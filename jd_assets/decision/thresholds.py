"""Every threshold of the decision, in one place, with where it comes from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from jd_assets.failures import PermanentFailure
from jd_assets.scoring.fit import FIT

#: Stored with every decision: the first part is raised whenever a rule of this package changes, the second is the fit's
#: own.
DECISION_VERSION = f"5.{FIT.version}"


@dataclass(frozen=True)
class Thresholds:
    """Cut-offs of the decision table; scores and margins are in 0..1. The numbers lie in `decision/fit.json`.

    The two floors for postings without a helpful title are fitted; the other cut-offs are settings.

    Attributes:
        evidence_floor: Strength, what KRAs, skills and wording add to the combined score, below which no role is
            believed for a posting without a title: one in thirty labelled postings with a hidden title lies below it.
        foreign_floor: The same where there is a title and it is like no alias of the role: that speaks against it. No
            posting of an occupation outside the library reaches it.
        supported_floor: The same where the title is like an alias of the role.
        evidence_margin: Lead over the second role below which a decision is close: it is queued, and the LLM asked.
        tie_margin: Lead that breaks a tie between roles sharing an alias.
        contradiction_margin: Lead, in KRA and in skill score, by which another role must beat the alias's own before
            the alias is doubted.
        alias_support: Alias score (contained, fuzzy, semantic) from which a title counts as naming the role.
    """

    evidence_floor: float = FIT.thresholds["evidence_floor"]
    foreign_floor: float = FIT.thresholds["foreign_floor"]
    supported_floor: float = FIT.thresholds["supported_floor"]
    evidence_margin: float = FIT.thresholds["evidence_margin"]
    tie_margin: float = FIT.thresholds["tie_margin"]
    contradiction_margin: float = FIT.thresholds["contradiction_margin"]
    alias_support: float = FIT.thresholds["alias_support"]

    def as_mapping(self) -> dict[str, float]:
        """By name, as stored with each decision."""
        return asdict(self)

    @classmethod
    def of(cls, stored: Mapping[str, float]) -> "Thresholds":
        """The thresholds that a decision was made with.

        Raises:
            PermanentFailure: It was made by rules that compared other numbers.
        """
        if set(stored) != {cutoff.name for cutoff in fields(cls)}:
            raise PermanentFailure(
                "The decision was made by rules with other thresholds: materialise case_decision again"
            )
        return cls(**stored)
