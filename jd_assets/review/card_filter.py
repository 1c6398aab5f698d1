"""The filter of the review desk, as an address says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from jd_assets.contracts.proposal import KINDS
from jd_assets.review.card import Card
from jd_assets.review.warnings import LONE


@dataclass(frozen=True)
class CardFilter:
    """What cards are to be like; an empty field asks for nothing.

    Attributes:
        kind: What is proposed.
        q: Words in a spelling, a role or an employer's name.
        postings: Least number of postings.
        employers: Least number of distinct employers.
        only: `warned` for cards with a warning, `clear` for those without, `spellings` for other spellings of library
            skills, `new` for what is no such spelling.
    """

    kind: str = ""
    q: str = ""
    postings: int = 0
    employers: int = 0
    only: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "CardFilter":
        """The filter of an address; what cannot be read asks for nothing."""
        return cls(
            kind=query.get("kind", "") if query.get("kind") in KINDS else "",
            q=query.get("q", "").strip()[:200],
            postings=_number(query.get("postings", "")),
            employers=_number(query.get("employers", "")),
            only=query.get("only", "") if query.get("only") in ("warned", "clear", "spellings", "new") else "",
        )

    @property
    def address(self) -> str:
        """The filter as the query of an address; empty where it asks for nothing."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    def fits(self, card: Card) -> bool:
        """Whether a card is like this."""
        return (
            (not self.kind or card.kind == self.kind)
            and card.postings >= self.postings
            and card.employers >= self.employers
            and self._is_of_only(card)
            and all(word in _words(card) for word in self.q.casefold().split())
        )

    def of_cards(self, cards: Sequence[Card]) -> list[Card]:
        """The cards that are like this."""
        return [card for card in cards if self.fits(card)]

    def _is_of_only(self, card: Card) -> bool:
        return {
            "": True,
            "warned": is_warned(card),
            "clear": not is_warned(card),
            "spellings": card.merge_into is not None,
            "new": card.merge_into is None,
        }[self.only]


def is_warned(card: Card) -> bool:
    """Whether a card should not be approved blindly, for more than that one posting alone says it."""
    return any(warning != LONE for warning in card.warnings)


def _words(card: Card) -> str:
    spelled = (item.label for item in card.spellings)
    return "\n".join([*spelled, *(role.slug for role in card.roles), *card.employer_names]).casefold()


def _number(text: str) -> int:
    return min(int(text), 1_000_000) if text.isdecimal() and len(text) < 10 else 0
