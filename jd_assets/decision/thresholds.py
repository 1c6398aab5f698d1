"""Every threshold of the decision, in one place, with where it comes from."""

from dataclasses import asdict, dataclass

#: Raised whenever a rule or threshold of this package changes; stored with every decision.
DECISION_VERSION = "1"


@dataclass(frozen=True)
class Thresholds:
    """Cut-offs of the decision table; scores and margins are in 0..1.

    Attributes:
        evidence_floor: Combined score, the title's part left out, below which no role is believed for a posting
            without a title. Of the labelled development postings (title hidden) 3 % lie below it, of those outside
            the library 80 %.
        foreign_floor: The same where there is a title and it is like no alias of the role: that speaks against it. Of
            the 47 development postings outside the library none scores above it.
        supported_floor: The same where the title is like an alias of the role.
        evidence_margin: Lead over the second role below which a decision is close: it is queued, and the LLM asked.
        tie_margin: Lead that breaks a tie between roles sharing an alias.
        contradiction_margin: Lead, in KRA and in skill score, by which another role must beat the alias's own before
            the alias is doubted.
        alias_support: Alias score (contained, fuzzy, semantic) from which a title counts as naming the role.
    """

    evidence_floor: float = 0.144
    foreign_floor: float = 0.252
    supported_floor: float = 0.06
    evidence_margin: float = 0.012
    tie_margin: float = 0.012
    contradiction_margin: float = 0.15
    alias_support: float = 0.60

    def as_mapping(self) -> dict[str, float]:
        """By name, as stored with each decision."""
        return asdict(self)
