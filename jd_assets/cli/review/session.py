"""`jd-assets review` without a command: one card after the other, one key an action, the library opened once."""

import shlex
import termios
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import click
from rich.console import Console
from rich.markup import escape

from jd_assets.cli.review.queue import numbered, print_card
from jd_assets.contracts.proposal import KINDS
from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import JdAssetsError, PermanentFailure
from jd_assets.library.change_log import Change
from jd_assets.review import actions
from jd_assets.review.card import Card
from jd_assets.review.card_filter import CardFilter
from jd_assets.review.cards import read_cards
from jd_assets.review.edits import checked
from jd_assets.review.new_skill import read_typing
from jd_assets.review.undo import undo

HELP = """a approve · m merge · r reject · u undo the last change · n next · p previous · s skip to the end
e approve with fields set · f filter · y reason · A/M/R approve, merge or reject all that the filter shows · q quit"""
FILTER_HELP = """Words are looked for in spellings, roles and employers; kind=, postings=, employers= and
only=warned|clear|spellings|new narrow further; nothing shows all again. Example: kind=skill postings=2 data-engineer"""
#: Said for a change where the reviewer gave no reason.
REASON = "reviewed at the terminal"


@dataclass
class ReviewSession:
    """A reviewer at the terminal.

    Attributes:
        connect: The database.
        embedder: One that keeps its vectors.
        actor: Who reviews.
        reason: Why, as it is kept with each change.
        waiting: The cards that wait, in the order in which they are shown.
        at: The one of those the filter shows that is on the screen.
        done: Changes made in this session with their cards, the newest last.
    """

    connect: Connect
    embedder: Embedder
    console: Console
    actor: str
    reason: str = REASON
    waiting: list[Card] = field(default_factory=list)
    wanted: CardFilter = field(default_factory=CardFilter)
    at: int = 0
    done: list[tuple[Change, tuple[Card, ...]]] = field(default_factory=list)

    def run(self) -> None:
        """Show cards and do what the keys say until the reviewer leaves."""
        self.waiting = read_cards(self.connect, self.embedder)
        self.console.print(escape(HELP))
        keys: Mapping[str, Callable[[], None]] = {
            "a": lambda: self._settle("approve"),
            "m": self._merge,
            "r": lambda: self._settle("reject"),
            "e": self._approve_with_fields,
            "u": self._undo,
            "n": lambda: self._move(1),
            " ": lambda: self._move(1),
            "p": lambda: self._move(-1),
            "s": self._skip,
            "f": self._filter,
            "y": self._why,
            "A": lambda: self._all("approve"),
            "M": lambda: self._all("merge"),
            "R": lambda: self._all("reject"),
            "?": lambda: self.console.print(escape(HELP)),
        }
        while True:
            self._show()
            key = _pressed()
            if key in ("q", "\x03", "\x04", ""):
                break
            try:
                keys.get(key, keys["?"])()
            except JdAssetsError as error:
                self.console.print(f"[red]{escape(str(error))}[/]")
        self.console.print(f"{numbered(len(self.done), 'change')} made")

    @property
    def shown(self) -> list[Card]:
        """The cards that the filter shows."""
        return self.wanted.of_cards(self.waiting)

    def _card(self) -> Card:
        cards = self.shown
        if not cards:
            raise PermanentFailure("No card is shown: f changes the filter, u takes the last change back")
        self.at = max(0, min(self.at, len(cards) - 1))
        return cards[self.at]

    def _show(self) -> None:
        cards = self.shown
        if not cards:
            self.console.print("No card waits" + (" that the filter shows" if self.waiting else ""))
            return
        card = self._card()
        self.console.rule(f"{self.at + 1} of {len(cards)}")
        print_card(self.console, card, self.connect)

    def _settle(self, action: str, into: str | None = None, edits: Mapping[str, str] | None = None) -> None:
        card = self._card()
        change = self._change(action, card, into, edits)
        self._made([change], card)
        self.console.print(f"{escape(str(change))} · u takes it back")

    def _change(self, action: str, card: Card, into: str | None, edits: Mapping[str, str] | None) -> Change:
        ids = list(card.proposal_ids)
        if action == "approve":
            fields = dict(checked(card.kind, edits or {}))
            if card.kind == "skill" and "dimension" not in fields:
                fields |= self._dimension(card)
            return actions.approve(self.connect, ids, self.actor, self.reason, fields, card.seen)
        if action == "merge":
            return actions.merge(self.connect, ids, into or "", self.actor, self.reason, edits, card.seen)
        return actions.reject(self.connect, ids, self.actor, self.reason, card.seen)

    def _dimension(self, card: Card) -> Mapping[str, str]:
        """Asks for the dimension; "-" leaves it open."""
        with self.connect() as connection:
            meta = read_typing(connection, list(card.proposal_ids))
        said = meta.placed.dimensions[0] if meta and meta.placed and meta.placed.dimensions else "-"
        given = str(click.prompt(f"Dimension of '{card.label}' (| between several, - for none)", default=said)).strip()
        return {} if given == "-" else {"dimension": given}

    def _merge(self) -> None:
        card = self._card()
        into = click.prompt("Merge into (skill, role or KRA)", default=card.merge_into or "", show_default=True)
        if into.strip():
            self._settle("merge", into.strip())

    def _approve_with_fields(self) -> None:
        given = shlex.split(click.prompt("FIELD=VALUE …"))
        pairs = [each.partition("=") for each in given]
        self._settle("approve", edits={name: value for name, _, value in pairs})

    def _all(self, action: str) -> None:
        cards = [card for card in self.shown if action != "merge" or card.merge_into]
        if not cards or not click.confirm(f"{action.capitalize()} {len(cards)} cards", default=False):
            return
        for card in cards:
            try:
                change = self._at_once(action, card)
            except JdAssetsError as error:
                self.console.print(f"[red]{escape(card.label)}: {escape(str(error))}[/]")
            else:
                self._made([change], card)
        self.console.print(f"{len(self.done)} changes made in this session; u takes them back one by one")

    def _at_once(self, action: str, card: Card) -> Change:
        """One of many: nothing is asked, and a skill lies in no dimension yet."""
        if action == "approve":
            return actions.approve(self.connect, list(card.proposal_ids), self.actor, self.reason, seen=card.seen)
        return self._change(action, card, card.merge_into, None)

    def _made(self, changes: list[Change], card: Card) -> None:
        self.done += [(change, (card,)) for change in changes]
        self.waiting = [other for other in self.waiting if other.card_id != card.card_id]

    def _undo(self) -> None:
        if not self.done:
            raise PermanentFailure("Nothing was done in this session: `jd-assets review undo CHANGE` takes back others")
        change, cards = self.done[-1]
        undo(self.connect, change.change_id, self.actor, self.reason)
        self.done.pop()
        self.waiting = [*cards, *self.waiting]
        self.at = 0
        self.console.print(f"Change {change.change_id} is undone")

    def _move(self, by: int) -> None:
        self.at = max(0, min(self.at + by, len(self.shown) - 1))

    def _skip(self) -> None:
        card = self._card()
        self.waiting = [*(other for other in self.waiting if other is not card), card]

    def _filter(self) -> None:
        self.console.print(escape(FILTER_HELP))
        self.wanted, self.at = filter_of(click.prompt("Filter", default="", show_default=False)), 0

    def _why(self) -> None:
        self.reason = click.prompt("Why", default=self.reason)


def _pressed() -> str:
    try:
        return click.getchar()
    except (termios.error, OSError) as error:
        raise PermanentFailure(
            "Keys are read from a terminal, and there is none: `jd-assets review list` and the commands beside it do "
            "without one"
        ) from error


def filter_of(text: str) -> CardFilter:
    """The filter that a line asks for.

    Raises:
        PermanentFailure: It narrows by something else.
    """
    query: dict[str, str] = {}
    words = []
    for part in text.split():
        name, equals, value = part.partition("=")
        if not equals:
            words.append(part)
        elif name not in ("kind", "postings", "employers", "only"):
            raise PermanentFailure(f"Cards cannot be filtered by {name!r}: use kind, postings, employers or only")
        elif name == "kind" and value not in KINDS:
            raise PermanentFailure(f"There is no kind {value!r}: use one of {', '.join(KINDS)}")
        else:
            query[name] = value
    return replace(CardFilter.of(query), q=" ".join(words))
