"""Groups proposals that are the same new thing: by spelling first, then by meaning where spelling allows it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.embedding.embedder import Embedder
from jd_assets.proposals.drafting.cluster import Backing, ProposedRole, cluster_proposals
from jd_assets.proposals.drafting.linkage import Pair, complete_linkage, near_pairs, nearest_first
from jd_assets.review.proposal_store import Proposal
from jd_assets.review.spelling import Name, may_mean_the_same, title_form
from jd_assets.text.spelling_key import spelling_key
from jd_assets.text.titles import normalise_alias

Group = list[Proposal]

#: Cosine of two skill names from which they are one card. Of pairs of spellings in the seed library that
#: `may_mean_the_same` lets through, 87 % of 3,240 at .90 or more are of one skill, 84 % of 1,347 from .88 to .90, and
#: 75 % of 1,728 from .86 to .88; most of the others above .90 are levels of one certificate. Of 11,079 cards of several
#: spellings that 50,000 labels of ESCO's skills give, 97.6 % are one concept of ESCO.
SAME_SKILL = 0.90
#: Cosine of two titles of one role from which they are one alias or sub-role. They have the role's words in common:
#: of 207 sub-roles of 1,000 postings the two pairs above it are one, "Operations Data Scientist" and "Operations
#: Research Data Scientist" (.90) are two, and most from .80 to .90 are (for any titles there is
#: drafting/cluster.py).
SAME_TITLE_OF_ROLE = 0.93
#: Cosine of two blocks of responsibilities of one role from which they say the same: of 127 proposed KRAs of 1,000
#: postings the nearest two (.79) were different duties in the same phrases.
SAME_BLOCK = 0.85
#: Rows of a product of vectors at once: 2,048 by 50,000 cosines are 400 MB.
CHUNK = 2048


def cluster(proposals: Sequence[Proposal], embedder: Embedder) -> list[Group]:
    """The groups of proposals of one kind; every proposal is in exactly one, and their order does not matter."""
    if not proposals:
        return []
    return _BY_KIND[proposals[0].kind](sorted(proposals, key=lambda item: item.proposal_id), embedder)


def most_seen(group: Group) -> Proposal:
    """A proposal under the label that most postings use, for whichever roles; of equally many under the shortest.

    It is the label that approving the card writes (`Together.labels`).
    """
    uses: Counter[str] = Counter()
    for item in group:
        uses[item.label] += item.postings
    return min(group, key=lambda item: (-uses[item.label], len(item.label), item.label, item.proposal_id))


def _skills(proposals: Sequence[Proposal], embedder: Embedder) -> list[Group]:
    spelled = _together(proposals, lambda item: spelling_key(item.label))
    # The form that stands for a spelling must not hang on counts: they change from one day to the next.
    names = [Name(min(item.label for item in group)) for group in spelled]
    vectors = embedder.encode([name.text for name in names])
    return _joined(spelled, _skill_pairs(names, vectors))


def _skill_pairs(names: Sequence[Name], vectors: NDArray[np.float32]) -> list[Pair]:
    """Pairs above the floor that may mean the same, nearest first.

    They have a word in common, so each word's names are compared and not all with all.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        if len(name.words) > 1:
            for stem in name.stems:
                holders[stem].append(number)
    found: dict[Pair, float] = {}
    for rows in holders.values():
        for first, second, cosine in _above(np.asarray(rows), vectors, SAME_SKILL):
            if (first, second) not in found and may_mean_the_same(names[first], names[second]):
                found[(first, second)] = cosine
    if not found:
        return []
    pairs = np.asarray(list(found), dtype=np.int64)
    return nearest_first(pairs[:, 0], pairs[:, 1], np.asarray(list(found.values()), dtype=np.float32))


def _above(rows: NDArray[np.int64], vectors: NDArray[np.float32], floor: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of these rows (ascending) whose cosine reaches the floor."""
    for start in range(0, len(rows), CHUNK):
        some, rest = rows[start : start + CHUNK], rows[start:]
        cosines = vectors[some] @ vectors[rest].T
        for first, second in zip(*np.nonzero(cosines >= floor), strict=True):
            if first < second:
                yield int(some[first]), int(rest[second]), float(cosines[first, second])


def _titles(proposals: Sequence[Proposal], embedder: Embedder) -> list[Group]:
    return _within_roles(proposals, lambda item: title_form(item.label), normalise_alias, SAME_TITLE_OF_ROLE, embedder)


def _blocks(proposals: Sequence[Proposal], embedder: Embedder) -> list[Group]:
    return _within_roles(proposals, lambda item: spelling_key(item.label), str, SAME_BLOCK, embedder)


def _within_roles(
    proposals: Sequence[Proposal],
    form: Callable[[Proposal], str],
    read_as: Callable[[str], str],
    floor: float,
    embedder: Embedder,
) -> list[Group]:
    spelled = _together(proposals, lambda item: f"{item.role_id or 0:012d} {form(item)}")
    vectors = embedder.encode([read_as(min(item.label for item in group)) for group in spelled])
    found: list[Group] = []
    for _, numbers in groupby(range(len(spelled)), key=lambda number: spelled[number][0].role_id):
        rows = list(numbers)
        own = vectors[rows]
        found += _joined([spelled[row] for row in rows], near_pairs(own @ own.T, floor))
    return found


def _roles(proposals: Sequence[Proposal], embedder: Embedder) -> list[Group]:
    """The clusters that roles are drafted from; a title that names no work stays alone."""
    by_key = {item.key: item for item in proposals}
    proposed = [
        ProposedRole(item.key, item.label, tuple(Backing(seen.run_id, seen.employer) for seen in item.sightings))
        for item in proposals
    ]
    groups = [[by_key[item.key] for item in found.proposals] for found in cluster_proposals(proposed, embedder)]
    clustered = {item.key for group in groups for item in group}
    return [*groups, *([item] for key, item in by_key.items() if key not in clustered)]


def _alone(proposals: Sequence[Proposal], embedder: Embedder) -> list[Group]:
    del embedder  # a decision is about one posting
    return [[item] for item in proposals]


def _together(proposals: Sequence[Proposal], form: Callable[[Proposal], str]) -> list[Group]:
    """Proposals of one form together, in the order of the forms."""
    groups: dict[str, Group] = defaultdict(list)
    for item in proposals:
        groups[form(item)].append(item)
    return [groups[key] for key in sorted(groups)]


def _joined(spelled: Sequence[Group], pairs: Sequence[Pair]) -> list[Group]:
    return [[item for number in group for item in spelled[number]] for group in complete_linkage(len(spelled), pairs)]


_BY_KIND: dict[ProposalKind, Callable[[Sequence[Proposal], Embedder], list[Group]]] = {
    "skill": _skills,
    "alias": _titles,
    "sub_role": _titles,
    "kra": _blocks,
    "role": _roles,
    "decision": _alone,
}
