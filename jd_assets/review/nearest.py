"""What stands nearest to a proposal: items of the library, and proposals that admins settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.proposal import ProposalKind, Settled
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Library
from jd_assets.review.proposal_store import Proposal
from jd_assets.review.spelling import title_form
from jd_assets.text.spelling_key import spelling_key
from jd_assets.text.titles import normalise_alias

#: Library items shown with a card.
SHOWN = 3
#: Cosine from which a settled proposal is shown with a card: an admin who said no to one spelling of a thing wants to
#: be reminded at its neighbours, and below it neighbours of skill names are other things (see clustering.SAME_SKILL).
NEAR_SETTLED = 0.8
#: Rows of a product of vectors at once.
CHUNK = 2048


@dataclass(frozen=True)
class Near:
    """Something that a card is near to.

    Attributes:
        source: `library`, or how a proposal was settled: `approved`, `merged`, `rejected`.
        item_id: skill_id, slug of the role, or proposal_id.
        name: Its name, title or text.
        similarity: Cosine.
    """

    source: Literal["library"] | Settled
    item_id: str
    name: str
    similarity: float


@dataclass(frozen=True)
class Items:
    """Items that names are compared with: what they are, and the form in which they are embedded."""

    nears: Sequence[Near]
    texts: Sequence[str]


def compared_as(kind: ProposalKind, label: str) -> str:
    """The form of a label whose vector is compared."""
    return label if kind in ("skill", "kra") else normalise_alias(label) or label


def spelled_as(kind: ProposalKind, label: str) -> str:
    """The form of a label that all its spellings have in common."""
    return spelling_key(label) if kind in ("skill", "kra") else title_form(label)


def library_items(kind: ProposalKind, library: Library) -> Items:
    """The items of the library that a proposal of this kind may be near to: skills, KRAs, or titles of roles."""
    if kind == "skill":
        items = [(skill.skill_id, skill.name, skill.name) for skill in library.skills.values()]
    elif kind == "kra":
        items = [(role.slug, kra, kra) for role in library.roles for kra in role.kras]
    else:
        items = [(role.slug, alias.alias, alias.normalised) for role in library.roles for alias in role.aliases]
    return Items([Near("library", key, name, 0.0) for key, name, _ in items], [text for _, _, text in items])


def settled_items(kind: ProposalKind, proposals: Sequence[Proposal]) -> Items:
    """The proposals of this kind that an admin settled."""
    settled = [item for item in proposals if item.kind == kind and item.status != "pending"]
    return Items(
        [Near(item.status, str(item.proposal_id), item.label, 0.0) for item in settled if item.status != "pending"],
        [compared_as(kind, item.label) for item in settled],
    )


def nearest(
    vectors: NDArray[np.float32], items: Items, embedder: Embedder, count: int = SHOWN, floor: float = -1.0
) -> list[list[Near]]:
    """For each vector its nearest items with different ids and a cosine above the floor, nearest first."""
    if not items.texts or not len(vectors):
        return [[] for _ in vectors]
    held = embedder.encode(items.texts)
    found: list[list[Near]] = []
    # An item may stand there under several texts (the aliases of a role): some more are looked at.
    looked_at = min(4 * count, len(items.texts))
    for start in range(0, len(vectors), CHUNK):
        cosines = np.round(vectors[start : start + CHUNK] @ held.T, 4)
        best = np.argpartition(-cosines, looked_at - 1, axis=1)[:, :looked_at]
        for row, columns in zip(cosines, best, strict=True):
            found.append(_distinct(row, sorted(columns, key=lambda at: (-row[at], at)), items, count, floor))
    return found


def _distinct(
    cosines: NDArray[np.float32], columns: Sequence[int], items: Items, count: int, floor: float
) -> list[Near]:
    found: dict[str, Near] = {}
    for at in columns:
        near = items.nears[at]
        if near.item_id not in found and cosines[at] >= floor and len(found) < count:
            found[near.item_id] = Near(near.source, near.item_id, near.name, round(float(cosines[at]), 4))
    return list(found.values())
