"""What the library says of a skill, taken out of the enrichments that repeat it and stored once.

The views `whole_enrichment` and `whole_record` put the cards back.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

import psycopg

from jd_assets.contracts.enrichment import Enrichment
from jd_assets.database.json_text import payload_json
from jd_assets.database.queries import sql

#: The fields of a skill's detail that say nothing of the posting, where the library has the skill.
CARD = ("canonical", "aliases_in_db", "dimensions")
_BITS64 = 8


def without_cards(enrichment: Enrichment) -> tuple[str, dict[str, str]]:
    """An enrichment as JSON with the ids of cards in their place, one a skill; and the cards by id."""
    details, cards, ids = enrichment.extract_details, dict[str, str](), list[str | None]()
    for detail in details.skills_detail:
        if not detail.canonical:
            ids.append(None)
            continue
        card = payload_json(detail, include=set(CARD))
        card_id = _id(card)
        ids.append(card_id)
        cards[card_id] = card
    carded = {place: set(CARD) for place, card_id in enumerate(ids) if card_id}
    rest = payload_json(details, exclude={"skills_detail": carded})
    head = payload_json(enrichment, exclude={"extract_details"})
    return f'{head[:-1]}, "extract_details": {rest[:-1]}, "cards": {json.dumps(ids)}}}}}', cards


def keep_cards(connection: psycopg.Connection, cards: Mapping[str, str]) -> None:
    """Store cards that are not there, in the order of their ids (two runs cannot deadlock)."""
    if cards:
        ids = sorted(cards)
        connection.execute(sql("skill_cards_put"), {"card_ids": ids, "cards": [cards[each] for each in ids]})


def _id(card: str) -> str:
    return base64.b64encode(hashlib.sha256(card.encode()).digest()[:_BITS64]).decode("ascii").rstrip("=")
