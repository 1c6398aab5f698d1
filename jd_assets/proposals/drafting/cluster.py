"""Clusters proposals that are the same new role, however its title is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.embedder import Embedder
from jd_assets.proposals.drafting.linkage import Pair, complete_linkage, near_pairs
from jd_assets.text.employers import distinct_employers
from jd_assets.text.plurals import singular
from jd_assets.text.titles import UNNAMED, names_work, normalise_title

#: Distinct employers that must back a cluster before a role is drafted from it; the job's config may ask for others.
MIN_EMPLOYERS = 3
#: Cosine of two normalised titles with the same head noun from which they name the same role. Of the pairs of the 170
#: new roles that 947 development postings propose, 13 reach .80 and 8 of these are joined by this floor and the next:
#: the five others are no role in common ("product marketing manager", "marketing and sales manager", .81), of the eight
#: all but one are ("kg main teacher", "kg assistant teacher", .88). Of pairs of the seed library's aliases 68 % from
#: .80 to .82 are of one role, 70 % from there to .84 and 76 % to .86. It misses synonyms ("truck driver", "lorry
#: driver", .69): a draft that is split is mended more easily than one that mixes two roles.
SAME_TITLE = 0.82
#: The same for two head nouns: below it are "operations manager" and "operations specialist" (.83), "veterinarian" and
#: "veterinary nurse" (.82), above it "software engineer" and "software developer" (.87).
SAME_TITLE_OTHER_HEAD = 0.84


@dataclass(frozen=True)
class Backing:
    """One posting behind a proposal; `group_id` is its group of reposts, where it is known."""

    run_id: str
    employer: str | None
    group_id: str | None = None


def once_a_job(backings: Iterable[Backing]) -> tuple[Backing, ...]:
    """One posting of each group: a job that is advertised again, by another agency too, backs a role once."""
    first: dict[str, Backing] = {}
    for backing in sorted(backings, key=lambda item: item.run_id):
        first.setdefault(backing.group_id or backing.run_id, backing)
    return tuple(first.values())


@dataclass(frozen=True)
class ProposedRole:
    """A new role as some postings name it; `key` is its slug."""

    key: str
    label: str
    backings: tuple[Backing, ...]


@dataclass(frozen=True)
class Cluster:
    """Proposals of one role, in the order of their keys."""

    proposals: tuple[ProposedRole, ...]

    @property
    def key(self) -> str:
        """The smallest key of its proposals."""
        return self.proposals[0].key

    @property
    def backings(self) -> list[Backing]:
        """The postings behind it, one of each group of reposts."""
        return list(once_a_job(backing for proposal in self.proposals for backing in proposal.backings))

    @property
    def employers(self) -> int:
        """Distinct employers behind it."""
        return distinct_employers(backing.employer for backing in self.backings)


def cluster_proposals(proposals: Sequence[ProposedRole], embedder: Embedder) -> list[Cluster]:
    """The clusters of the proposals, in the order of their keys.

    All titles of a cluster are near each other: were it enough to be near one of them, a chain of small steps would
    join different roles. A title that names no work ("Coordinator") is no role to draft and is left out. The order of
    the proposals does not matter.
    """
    named = sorted((item for item in proposals if _names_a_role(item)), key=lambda item: item.key)
    if not named:
        return []
    vectors = embedder.encode([_title(item) for item in named])
    groups = complete_linkage(len(named), _pairs(named, vectors @ vectors.T))
    return [Cluster(tuple(named[number] for number in group)) for group in groups]


def _pairs(named: Sequence[ProposedRole], similar: NDArray[np.float32]) -> list[Pair]:
    heads = [_head(item) for item in named]
    return [
        (one, other)
        for one, other in near_pairs(similar, SAME_TITLE)
        if heads[one] == heads[other] or similar[one, other] >= SAME_TITLE_OTHER_HEAD
    ]


def _names_a_role(proposal: ProposedRole) -> bool:
    return proposal.key != UNNAMED[0] and names_work(proposal.label)


def _title(proposal: ProposedRole) -> str:
    return normalise_title(proposal.label).whole


def _head(proposal: ProposedRole) -> str:
    """The last word of a title, in the singular: what its holder is."""
    return singular(normalise_title(proposal.label).core.rpartition(" ")[2])
