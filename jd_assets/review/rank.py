"""The order in which admins see cards, by consequence and by how sure it is that there is something to decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.review.proposal_store import Proposal, StoredSighting
from jd_assets.text.employers import employer_key

#: Chance of being good below which a card waits for a further employer.
SHOWN = 0.5
#: The chance of a proposal that no run graded: one of a run before there were grades.
UNGRADED = 0.5
#: The least worth of a decision: what the pipeline is sure of still waits until an admin agrees, so that a hundred
#: postings must not vanish below one that a single posting brought (100 x 0.05 > 1 x 1).
LEAST = 0.05
#: Why a card is not in the list.
DOUBTFUL = "Doubtful: it is shown when another employer says it"
_DECIMALS = 4


@dataclass(frozen=True)
class Sureness:
    """A number from 0 to 1, and what it is made of in words."""

    value: float
    made_of: str

    @property
    def is_shown(self) -> bool:
        """An admin's time is worth it."""
        return self.value >= SHOWN


def sureness(kind: ProposalKind, group: Sequence[Proposal], seen: Sequence[StoredSighting]) -> Sureness:
    """How sure it is that an admin has something to decide.

    - skill, alias, sub_role, kra, role: the chance that it is a good proposal, 1 - the product over employers of what
      the best grade of each leaves open (a noisy-or: employers err independently, postings of one do not), times the
      share of employers to whom it is more than unlikely: what most of them write as talk is none for being in a list
      of one of them.
    - decision: 1 - its confidence, which is calibrated (decision/confidence.py), never below `LEAST`; all are shown.

    Args:
        kind: What is proposed.
        group: The proposals of the card.
        seen: Their sightings.
    """
    if kind == "decision":
        known = [item.certainty for item in group if item.certainty is not None]
        open_share = 1 - sum(known) / len(known) if known else 1.0
        worth = round(max(LEAST, open_share), _DECIMALS)
        return Sureness(max(worth, LEAST), "the chance that the decision is wrong")
    best = _best_by_employer(seen)
    likely = [grade for grade in best.values() if grade > Grade.UNLIKELY]
    chance = (1 - prod(1 - grade for grade in likely)) * len(likely) / max(1, len(best))
    said = "one employer says it" if len(best) == 1 else f"{len(best)} employers say it"
    return Sureness(round(max(chance, Grade.UNLIKELY), _DECIMALS), f"the chance that it is a good proposal, as {said}")


def rank(postings: int, employers: int, sure: float) -> float:
    """Postings x distinct employers x sureness."""
    return round(postings * employers * sure, _DECIMALS)


def _best_by_employer(seen: Iterable[StoredSighting]) -> Mapping[str, float]:
    best: dict[str, float] = {}
    for sighting in seen:
        grade = UNGRADED if sighting.sureness is None else sighting.sureness
        key = employer_key(sighting.employer)
        best[key] = max(grade, best.get(key, 0.0))
    return best
