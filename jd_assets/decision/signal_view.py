"""Reads the numbers that the decision table compares out of a stored `RoleScoring`."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.role_scoring import AliasMatch, RankedRole, RoleMatch, RoleScoring
from jd_assets.scoring.skill import TOP as LISTED


@dataclass(frozen=True)
class SignalView:
    """A view of one posting's signals.

    Attributes:
        exact: Roles whose alias is the title.
        named: Roles that the title names with something added ("Payments Backend Engineer").
        support: Best alias score of each role id, exact or not.
        ranked: Roles by combined score.
        scoring: The stored signals.
    """

    exact: list[AliasMatch]
    named: list[AliasMatch]
    support: dict[int, float]
    ranked: list[RankedRole]
    scoring: RoleScoring

    @property
    def kra_top(self) -> RoleMatch | None:
        """The role whose KRAs fit best."""
        return _first(self.scoring.stage3_signals.kra_match_roles)

    @property
    def skill_top(self) -> RoleMatch | None:
        """The role whose skills fit best."""
        return _first(self.scoring.stage3_signals.skill_match_roles)

    def rank_of(self, role_id: int) -> RankedRole | None:
        """A role's place in the ranking, if it has one."""
        return next((role for role in self.ranked if role.role_id == role_id), None)

    def lead(self, among: Sequence[int] | None = None) -> float:
        """How far the best role is ahead of the second in combined score, overall or among some roles."""
        places = self._among(among)
        return self.lead_of(places[0], among) if places else 0.0

    def lead_of(self, role: RankedRole, among: Sequence[int] | None = None) -> float:
        """How far a role is ahead of the best other one; below zero where another one is ahead of it."""
        others = [other.score for other in self._among(among) if other.role_id != role.role_id]
        return round(role.score - max(others, default=0.0), 4)

    def matched_skills(self, role: RankedRole) -> int:
        """How many of the posting's skills a role asks; 0 for one that is not listed by its skills."""
        listed = self.scoring.stage3_signals.skill_match_roles
        return next((match.matched_count or 0 for match in listed if match.role_id == role.role_id), 0)

    def _among(self, role_ids: Sequence[int] | None) -> list[RankedRole]:
        return [role for role in self.ranked if role_ids is None or role.role_id in role_ids]


def read_evidence(scoring: RoleScoring) -> SignalView:
    """The evidence of one posting."""
    aliases = scoring.stage3_signals.alias_match_roles
    return SignalView(
        exact=[match for match in aliases if match.kind == "exact"],
        named=[match for match in aliases if match.kind == "contained"],
        support={match.role_id: match.score for match in aliases},
        ranked=scoring.ranked_roles,
        scoring=scoring,
    )


def without_alias(role: RankedRole) -> float:
    """The part of a role's combined score that the title has no share in: what ranks roles where no title helps."""
    return round(role.score - role.parts.get("alias", 0.0), 4)


def strength_of(role: RankedRole) -> float:
    """What KRAs, skills and wording say for a role: the evidence that floors and confidence are fitted on.

    How common a role is says nothing of this posting. Centroids are left out although they rank. A posting lies at a
    cosine of .7 to any role's, fitting or not, so that a library in use would add .02 to every strength and let
    postings pass floors that a fresh one holds them to. So is the evidence model, which a library may have of its own.
    """
    others = sum(role.parts.get(name, 0.0) for name in ("prior", "centroid", "evidence_model"))
    return round(without_alias(role) - others, 4)


def score_in(matches: Sequence[RoleMatch], role_id: int) -> float:
    """A role's score in a top list; one that a full list leaves out may score as much as the last of the top."""
    for match in matches:
        if match.role_id == role_id:
            return match.score
    return matches[LISTED - 1].score if len(matches) >= LISTED else 0.0


def _first(matches: Sequence[RoleMatch]) -> RoleMatch | None:
    return matches[0] if matches else None
