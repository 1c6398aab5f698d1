"""What the page of one card shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.enrichment import NewSkillMeta
from jd_assets.library.change_log import Change, settled_by
from jd_assets.library.lint import TYPING
from jd_assets.review.approval_preview import approval_in_words, typing_of
from jd_assets.review.card import Card
from jd_assets.review.edits import FIELDS, choices
from jd_assets.review.excerpts import Excerpt, read_excerpts
from jd_assets.review.nearest import Near
from jd_assets.web.console.desk import ReviewDesk

#: What the field of an edit is called on the page.
NAMES = {
    "sub_category": "Sub-category",
    "skill_nature": "Nature",
    "typical_lifespan": "Lifespan",
    "version_strategy": "Versions",
    "match": "Found in text",
    "weight": "Weight for its roles",
    "collision": "Shared with other roles",
    "text": "Wording",
}


@dataclass(frozen=True)
class Field:
    """A field that the reviewer may set other than proposed; `choices` is empty where any text will do."""

    key: str
    name: str
    proposed: str
    choices: Sequence[str]


@dataclass(frozen=True)
class Target:
    """Something that the card can be merged into; `similarity` is None where spelling alone says so."""

    value: str
    name: str
    similarity: float | None
    is_chosen: bool


@dataclass(frozen=True)
class CardPage:
    """A card with all that its page shows.

    Attributes:
        card: The card.
        passages: Where it was seen, in context.
        typing: What enrichment found out about a new skill.
        approving: What approving means for the library.
        targets: What it may be merged into: the skill that it spells otherwise, then the nearest items.
        settled: Near proposals that were settled.
        fields: What may be set other than proposed.
        change: The change that settled it, for a card that does not wait.
    """

    card: Card
    passages: Sequence[Excerpt]
    typing: NewSkillMeta | None
    approving: str
    targets: Sequence[Target]
    settled: Sequence[Near]
    fields: Sequence[Field]
    change: Change | None


def card_page(desk: ReviewDesk, card: Card) -> CardPage:
    """Gather what the page of a card shows."""
    typing = typing_of(desk.connect, card)
    change = None
    if card.status != "pending":
        with desk.connect() as connection:
            change = settled_by(connection, card.card_id)
    return CardPage(
        card=card,
        passages=read_excerpts(desk.connect, card),
        typing=typing,
        approving=approval_in_words(card, typing),
        targets=_targets(card),
        settled=[near for near in card.near if near.source != "library"],
        fields=_fields(card, typing),
        change=change,
    )


def _targets(card: Card) -> list[Target]:
    """The hint first and chosen; else the nearest item is chosen, so that one key merges into it."""
    if card.kind == "kra":
        near = [(item.name, item.name, item.similarity) for item in card.near if item.source == "library"]
    else:
        near = [(item.item_id, item.name, item.similarity) for item in card.near if item.source == "library"]
    hinted = [(card.merge_into, card.merge_into, None)] if card.merge_into else []
    offered = [*hinted, *(item for item in near if item[1] != card.merge_into)]
    return [Target(value, name, score, number == 0) for number, (value, name, score) in enumerate(offered)]


def _fields(card: Card, typing: NewSkillMeta | None) -> list[Field]:
    proposed = {"name": card.label, "text": card.label, "match": "", "collision": "no"}
    if typing:
        proposed |= {key: str(getattr(typing.derived, key)) for key in TYPING if hasattr(typing.derived, key)}
        proposed |= {"category": typing.derived.category, "sub_category": typing.derived.sub_category}
        if typing.placed and typing.placed.dimensions:
            proposed["dimension"] = typing.placed.dimensions[0]
    order = ("name", "text", "category", "sub_category", "dimension", "parent", "weight", "match")
    keys = sorted(FIELDS[card.kind], key=lambda key: (order.index(key) if key in order else len(order), key))
    return [
        Field(key, NAMES.get(key, key.replace("_", " ").capitalize()), proposed.get(key, ""), choices(key))
        for key in keys
    ]
