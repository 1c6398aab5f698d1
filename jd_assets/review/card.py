"""One card: what an admin sees of a new thing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jd_assets.contracts.proposal import ProposalKind, ProposalStatus
from jd_assets.review.clustering import Group, most_seen
from jd_assets.review.nearest import Near
from jd_assets.review.proposal_store import StoredSighting, once_a_posting
from jd_assets.review.rank import DOUBTFUL, Sureness, rank, sureness
from jd_assets.review.resolved import Resolved
from jd_assets.review.seen import seen_token
from jd_assets.review.warnings import known_as, warnings_about
from jd_assets.text.employers import employer_key

#: Sightings that stand for all of a card: of different employers first.
SAMPLES = 5


@dataclass(frozen=True)
class Spelling:
    """One proposal of a card."""

    label: str
    proposal_id: int
    postings: int


@dataclass(frozen=True)
class CardRole:
    """A role for which the thing is proposed."""

    role_id: int
    slug: str
    postings: int


@dataclass(frozen=True)
class Card:
    """One new thing.

    Attributes:
        card_id: The smallest of its proposal_ids.
        label: The spelling that most postings use.
        spellings: Its proposals, the most seen first.
        roles: The roles it is proposed for, those of most postings first; none for a new role.
        postings: Distinct postings that show it.
        employers: Distinct employers of these; all that name none count as one.
        employer_names: Their names as postings write them, those of most postings first; "" stands for none.
        sureness: 0..1, how sure it is that there is something to decide; `sureness_of` says what it is made of.
        rank: Postings x employers x sureness.
        near: The nearest library items, nearest first, then settled proposals that are near.
        warnings: Why a person should not approve it blindly.
        merge_into: Name of the library skill of which it is a spelling; None where it may be new.
        held: Why a pending card is not in the list: rejected, in the library by now, or doubtful; None for one that is.
        evidence: Some of its sightings, of different employers first; `read_excerpts` reads their words.
        run_ids: Every run that shows it.
    """

    card_id: int
    kind: ProposalKind
    label: str
    spellings: tuple[Spelling, ...]
    proposal_ids: tuple[int, ...]
    roles: tuple[CardRole, ...]
    postings: int
    employers: int
    employer_names: tuple[str, ...]
    sureness: float
    sureness_of: str
    rank: float
    status: ProposalStatus
    near: tuple[Near, ...]
    warnings: tuple[str, ...]
    merge_into: str | None
    held: str | None
    evidence: tuple[StoredSighting, ...]
    run_ids: tuple[str, ...]

    @property
    def names(self) -> dict[str, int]:
        """Its different spellings with the postings of each, the most seen first; several proposals may share one."""
        counted: Counter[str] = Counter()
        for item in self.spellings:
            counted[item.label] += item.postings
        return dict(counted.most_common())

    @property
    def seen(self) -> str:
        """The state of its proposals: an action says it, so that nothing is settled that looked otherwise."""
        return seen_token((item.proposal_id, item.label) for item in self.spellings)


def make_card(
    group: Group,
    status: ProposalStatus,
    held: Resolved,
    reason: str | None,
    near: Sequence[Near],
    settled: Sequence[Near],
) -> Card:
    """The card of a group of proposals.

    Args:
        group: Proposals of one kind that are the same thing.
        status: Their status.
        held: What the library holds and admins rejected.
        reason: Why it needs no admin.
        near: Nearest library items.
        settled: Settled proposals that are near.
    """
    label = most_seen(group).label
    seen = [sighting for item in group for sighting in item.sightings]
    names = _employers(once_a_posting(seen))
    postings = len({sighting.posting for sighting in seen})
    sure = sureness(group[0].kind, group, seen)
    spelled = next((skill for skill, _ in known_as(group, held)), None)
    if reason is None and status == "pending" and spelled is None and not _is_shown(group[0].kind, sure):
        reason = DOUBTFUL
    ordered = sorted(group, key=lambda item: (-item.postings, item.proposal_id))
    return Card(
        card_id=min(item.proposal_id for item in group),
        kind=group[0].kind,
        label=label,
        spellings=tuple(Spelling(item.label, item.proposal_id, item.postings) for item in ordered),
        proposal_ids=tuple(sorted(item.proposal_id for item in group)),
        roles=_roles(group),
        postings=postings,
        employers=len(names),
        employer_names=names,
        sureness=sure.value,
        sureness_of=sure.made_of,
        rank=rank(postings, len(names), sure.value),
        status=status,
        near=(*near, *settled),
        warnings=tuple(warnings_about(group, label, held, settled)),
        merge_into=spelled,
        held=reason,
        evidence=_samples(seen),
        run_ids=tuple(sorted({sighting.run_id for sighting in seen})),
    )


def _is_shown(kind: ProposalKind, sure: Sureness) -> bool:
    return kind == "decision" or sure.is_shown


def _employers(seen: Sequence[StoredSighting]) -> tuple[str, ...]:
    """One spelling of each employer."""
    postings: Mapping[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for sighting in sorted(seen, key=lambda item: item.employer or ""):
        key = employer_key(sighting.employer)
        postings[key].add(sighting.posting)
        names.setdefault(key, sighting.employer or "")
    return tuple(names[key] for key in sorted(names, key=lambda key: (-len(postings[key]), key)))


def _roles(group: Group) -> tuple[CardRole, ...]:
    postings: Mapping[tuple[int, str], set[str]] = defaultdict(set)
    for item in group:
        if item.role_id is not None and item.slug is not None:
            postings[(item.role_id, item.slug)] |= {sighting.posting for sighting in item.sightings}
    counted = sorted(postings.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(CardRole(role_id, slug, len(seen)) for (role_id, slug), seen in counted)


def _samples(seen: Sequence[StoredSighting]) -> tuple[StoredSighting, ...]:
    """The first sighting of every employer, then every second one, and so on."""
    had: Counter[str] = Counter()
    turns: list[tuple[int, StoredSighting]] = []
    for sighting in sorted(seen, key=lambda item: item.run_id):
        key = employer_key(sighting.employer)
        turns.append((had[key], sighting))
        had[key] += 1
    return tuple(sighting for _, sighting in sorted(turns, key=lambda pair: pair[0])[:SAMPLES])
