"""The order in which admins see cards: by consequence, and by how little is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.enriching.neighbours import LOWEST
from jd_assets.review.proposal_store import Proposal

#: The least uncertainty: what the pipeline is sure of still changes the library only when an admin agrees, so a card
#: that a hundred postings back must not vanish below one that a single posting brought (100 x 0.05 > 1 x 1).
LEAST = 0.05
_DECIMALS = 4


@dataclass(frozen=True)
class Uncertainty:
    """A number from `LEAST` to 1, and what it is made of in words."""

    value: float
    made_of: str


def uncertainty(kind: ProposalKind, group: Sequence[Proposal], nearest: float | None) -> Uncertainty:
    """How little the stored evidence settles what the admin is asked; never below `LEAST`.

    - skill: 1 - cosine to the nearest library skill, and 1 where there is no neighbour. What has none is
      placed beside nothing (enriching/neighbours.py).
    - alias, sub_role, role, decision: 1 - confidence of the decision. Confidence is calibrated
      (decision/confidence.py), so this is the share of such decisions that are wrong.
    - kra: 1 - best similarity of its sentences to the role's KRAs, the number that made it a proposal.

    It is the least-confidence measure of active learning (Lewis and Gale 1994); of several proposals the mean,
    weighted by their postings.

    Args:
        kind: What is proposed.
        group: The proposals of the card.
        nearest: Cosine to the nearest library item.
    """
    if kind == "skill":
        if nearest is None or nearest < LOWEST:
            return Uncertainty(1.0, f"no library skill is nearer than {LOWEST:.2f}")
        return _bounded(1 - nearest, f"1 - {nearest:.2f}, the similarity to the nearest library skill")
    known = [(item.certainty, max(1, item.postings)) for item in group if item.certainty is not None]
    if not known:
        return Uncertainty(1.0, "nothing is stored of how sure the decision was")
    mean = sum(value * weight for value, weight in known) / sum(weight for _, weight in known)
    of_what = "the best similarity to the role's KRAs" if kind == "kra" else "the confidence of the decision"
    return _bounded(1 - mean, f"1 - {mean:.2f}, {of_what}")


def rank(postings: int, employers: int, uncertain: float) -> float:
    """Postings x distinct employers x uncertainty."""
    return round(postings * employers * uncertain, _DECIMALS)


def _bounded(value: float, made_of: str) -> Uncertainty:
    return Uncertainty(round(min(1.0, max(LEAST, value)), _DECIMALS), made_of)
