"""`jd-assets review list` and `review show`: what waits for an admin, readably."""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from jd_assets.cli.environment import cached_embedder, prepare
from jd_assets.cli.terminal import safe
from jd_assets.contracts.proposal import KINDS, STATUSES, ProposalKind, ProposalStatus
from jd_assets.database.connection import Connect, connector
from jd_assets.review.approval_preview import approval_in_words, typing_in_words, typing_of
from jd_assets.review.card import Card
from jd_assets.review.cards import read_card, read_cards
from jd_assets.review.excerpts import Excerpt, read_excerpts
from jd_assets.review.warnings import LONE

#: Columns where the output is no terminal.
WIDTH = 120
#: Characters of a label in the list: proposed KRAs have up to two hundred.
LABEL = 60
#: Run ids shown with a card.
SHOWN_RUNS = 20


@click.command(name="list")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be given again.")
@click.option("--status", default="pending", show_default=True, type=click.Choice(STATUSES), help="Which proposals.")
@click.option(
    "--spellings", is_flag=True, help="Only other spellings of library skills, which `merge` takes as they are."
)
@click.option("--doubtful", is_flag=True, help="Only what is doubtful and waits for another employer.")
@click.option("--limit", default=40, show_default=True, type=click.IntRange(min=1), help="Cards shown.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a card and line.")
def list_command(
    kinds: tuple[ProposalKind, ...], status: ProposalStatus, spellings: bool, doubtful: bool, limit: int, as_json: bool
) -> None:
    """List the proposals as cards, one for each new thing, those of most consequence first.

    Rank is postings x distinct employers x sureness; what one employer says and is doubtful waits for another one
    (`--doubtful` lists it); other spellings of library skills come last, with the skill as
    a hint. A "!" stands at cards that should not be approved blindly, for more than that one posting alone says it.
    """
    connect = connector(prepare())
    cards = read_cards(connect, cached_embedder(), status, kinds or None, doubtful)
    known = [card for card in cards if card.merge_into]
    cards = known if spellings else cards
    if as_json:
        for card in cards[:limit]:
            click.echo(json.dumps(asdict(card), ensure_ascii=False))
        return
    console = terminal()
    if not cards:
        console.print(f"No {status} proposals{' of this kind' if kinds else ''}")
        return
    console.print(_table(cards[:limit]))
    proposals = sum(len(card.proposal_ids) for card in cards)
    more = f"; the first {limit} are shown, --limit shows more" if len(cards) > limit else ""
    total = f"{numbered(len(cards), 'card')} of {numbered(proposals, 'proposal')}"
    console.print(f"{total}{more}. `jd-assets review show ID` shows one whole.")
    if known and not spellings:
        several = f"{len(known)} are other spellings of library skills"
        last = several if len(known) > 1 else "one is another spelling of a library skill"
        console.print(f"The last {last}: `jd-assets review list --spellings`")


@click.command()
@click.argument("card_id", type=int, metavar="ID")
def show(card_id: int) -> None:
    """Print the card ID whole: what was seen where, what is near to it, and what approving it would write.

    ID is a card's, or that of any proposal in it.
    """
    connect = connector(prepare())
    card = read_card(connect, cached_embedder(), card_id)
    console = terminal()
    print_card(console, card, connect)
    more = f" and {len(card.run_ids) - SHOWN_RUNS} more" if len(card.run_ids) > SHOWN_RUNS else ""
    console.print(f"[bold]runs[/] {', '.join(card.run_ids[:SHOWN_RUNS])}{more}")


def print_card(console: Console, card: Card, connect: Connect) -> None:
    """A card: what was seen, what is near to it, what approving it would write, and where postings say it."""
    _print_head(console, card)
    _print_near(console, card)
    _print_outlook(console, card, connect)
    console.print("[bold]evidence[/]")
    for excerpt in read_excerpts(connect, card):
        _print_excerpt(console, excerpt)


def terminal() -> Console:
    """The console of the terminal; of a fixed width where the output is none."""
    return Console(width=None if Console().is_terminal else WIDTH, highlight=False)


def _table(cards: list[Card]) -> Table:
    table = Table(header_style="bold")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("label", overflow="fold", ratio=3)
    table.add_column("for role", overflow="fold", ratio=2)
    for head in ("postings", "employers", "sure", "rank"):
        table.add_column(head, justify="right", no_wrap=True)
    if any(card.merge_into for card in cards):
        table.add_column("hint", overflow="fold", ratio=2)
    for card in cards:
        others = len(card.names) - 1
        spelled = f" (+{others})" if others else ""
        warned = " !" if any(warning != LONE for warning in card.warnings) else ""
        roles = card.roles[0].slug + (f" +{len(card.roles) - 1}" if len(card.roles) > 1 else "") if card.roles else ""
        cells = (str(card.card_id), card.kind, f"{_short(card.label)}{spelled}{warned}", roles)
        numbers = (str(card.postings), str(card.employers), f"{card.sureness:.2f}", f"{card.rank:.2f}")
        hint = f"merge into {card.merge_into}?" if card.merge_into else ""
        table.add_row(*(safe(cell) for cell in (*cells, *numbers, hint)[: len(table.columns)]))
    return table


def _print_head(console: Console, card: Card) -> None:
    console.print(
        f"[bold]{safe(card.label)}[/]  {card.kind} · card {card.card_id} · {card.status} · "
        f"{numbered(card.postings, 'posting')} · {numbered(card.employers, 'employer')} · rank {card.rank:.2f}"
    )
    if card.held:
        console.print(f"[yellow]not in the list:[/] {safe(card.held)}")
    for warning in card.warnings:
        console.print(f"[yellow]![/] {safe(warning)}")
    lines = {
        "sureness": f"{card.sureness:.2f}, {card.sureness_of}",
        "spellings": ", ".join(f"{item.label} ({item.postings}, #{item.proposal_id})" for item in card.spellings),
        "roles": ", ".join(f"{role.slug} ({role.postings})" for role in card.roles) or "none",
        "employers": ", ".join(name or "not named" for name in card.employer_names) or "none",
    }
    for name, text in lines.items():
        console.print(f"[bold]{name}[/] {safe(text)}")


def _print_near(console: Console, card: Card) -> None:
    console.print("[bold]nearest[/]" if card.near else "[bold]nearest[/] nothing")
    for near in card.near:
        source = "" if near.source == "library" else f", {near.source}"
        console.print(f"  {near.similarity:.2f}  {safe(near.name)} [dim]({safe(near.item_id)}{source})[/]")


def _print_outlook(console: Console, card: Card, connect: Connect) -> None:
    meta = typing_of(connect, card)
    if meta:
        console.print(f"[bold]typing[/] {safe(typing_in_words(meta))}")
        for warning in meta.warnings:
            console.print(f"  [dim]{safe(warning)}[/]")
    console.print(f"[bold]approving writes[/] {safe(approval_in_words(card, meta))}")


def _print_excerpt(console: Console, excerpt: Excerpt) -> None:
    where = f"{excerpt.employer or 'employer not named'} · {excerpt.title or 'no title'}"
    console.print(f"  [dim]{safe(where)}{f' · {excerpt.section}' if excerpt.section else ''} · {excerpt.run_id}[/]")
    if excerpt.text:
        # What is made safe loses the blanks at its ends, which part the evidence from its neighbours.
        before = safe(excerpt.before) + (" " if excerpt.before[-1:].isspace() else "")
        after = (" " if excerpt.after[:1].isspace() else "") + safe(excerpt.after)
        console.print(f"    …{before}[bold reverse]{safe(excerpt.text)}[/]{after}…")


def numbered(count: int, noun: str) -> str:
    """A number of things: "1 card", "2 cards"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _short(label: str) -> str:
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
