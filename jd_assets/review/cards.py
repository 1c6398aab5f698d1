"""Cards: one for each new thing that postings propose, however spelled and for however many roles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jd_assets.contracts.proposal import KINDS, ProposalKind, ProposalStatus
from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Library, read_library
from jd_assets.review.card import Card, make_card
from jd_assets.review.clustering import cluster, most_seen
from jd_assets.review.nearest import NEAR_SETTLED, compared_as, library_items, nearest, settled_items
from jd_assets.review.proposal_store import Proposal, kind_and_status, read_proposals
from jd_assets.review.rank import DOUBTFUL
from jd_assets.review.resolved import Resolved

__all__ = ["Card", "in_order", "of_whole_cards", "read_card", "read_cards"]


def read_cards(
    connect: Connect,
    embedder: Embedder,
    status: ProposalStatus = "pending",
    kinds: Sequence[ProposalKind] | None = None,
    doubtful: bool = False,
) -> list[Card]:
    """The cards of all proposals of a status, by rank; spellings of library skills behind all others.

    A pending one is left out that the library came to hold, of which a spelling was rejected, or that is doubtful.

    Args:
        connect: The database.
        embedder: One that keeps its vectors (`CachedEmbedder`): every label is embedded.
        status: Which proposals.
        kinds: Which kinds; all by default.
        doubtful: The doubtful ones instead of the others.

    Raises:
        PermanentFailure: The role library is empty.
    """
    held = DOUBTFUL if doubtful else None
    return [card for card in _all_cards(connect, embedder, status, kinds or KINDS) if card.held == held]


def read_card(connect: Connect, embedder: Embedder, card_or_proposal_id: int) -> Card:
    """The card with this id or with this proposal in it, also one that is left out of the list.

    Raises:
        PermanentFailure: There is no such proposal.
    """
    with connect() as connection:
        kind, status = kind_and_status(connection, card_or_proposal_id)
    for card in _all_cards(connect, embedder, status, [kind]):
        if card_or_proposal_id in card.proposal_ids:
            return card
    # It was settled or retracted between the two reads.
    return read_card(connect, embedder, card_or_proposal_id)


def of_whole_cards(connect: Connect, embedder: Embedder, card_or_proposal_ids: Sequence[int]) -> list[int]:
    """The proposals of the cards with these ids or with these proposals in them; a settled proposal stays alone.

    Raises:
        PermanentFailure: There is no such proposal.
    """
    found: list[int] = []
    for number in card_or_proposal_ids:
        if number not in found:
            card = read_card(connect, embedder, number)
            found += card.proposal_ids if card.status == "pending" else [number]
    return found


def _all_cards(
    connect: Connect, embedder: Embedder, status: ProposalStatus, kinds: Sequence[ProposalKind]
) -> list[Card]:
    with connect() as connection:
        library = read_library(connection)
        stored = read_proposals(connection, kinds, status)
    held = Resolved(library, stored)
    by_kind: Mapping[ProposalKind, list[Proposal]] = defaultdict(list)
    for proposal in stored:
        by_kind[proposal.kind].append(proposal)
    cards = [
        card
        for kind, proposals in by_kind.items()
        for card in _cards_of_kind(kind, proposals, status, library, held, embedder)
    ]
    return in_order(cards)


def in_order(cards: Iterable[Card]) -> list[Card]:
    """Cards by rank; what is only another spelling of a library skill asks no thought of an admin and comes last."""
    return sorted(cards, key=lambda card: (card.merge_into is not None, -card.rank, card.card_id))


def _cards_of_kind(
    kind: ProposalKind,
    proposals: Sequence[Proposal],
    status: ProposalStatus,
    library: Library,
    held: Resolved,
    embedder: Embedder,
) -> list[Card]:
    asked = [item for item in proposals if item.status == status and (item.sightings or status != "pending")]
    reasons = {item.proposal_id: held.reason(item) if status == "pending" else None for item in asked}
    # What needs no admin is grouped apart: a card in the list must not have a proposal in it that was said no to.
    shown = [item for item in asked if reasons[item.proposal_id] is None]
    not_shown = [item for item in asked if reasons[item.proposal_id] is not None]
    groups = [
        (group, reasons[group[0].proposal_id]) for items in (shown, not_shown) for group in cluster(items, embedder)
    ]
    vectors = embedder.encode([compared_as(kind, most_seen(group).label) for group, _ in groups])
    in_library = nearest(vectors, library_items(kind, library), embedder)
    others = settled_items(kind, [item for item in proposals if item.status != status])
    settled = nearest(vectors, others, embedder, floor=NEAR_SETTLED)
    return [
        make_card(group, status, held, reason, near, near_settled)
        for (group, reason), near, near_settled in zip(groups, in_library, settled, strict=True)
    ]
