"""`jd-assets review approve`, `merge`, `reject` and `undo`."""

import getpass
from collections.abc import Callable, Sequence

import click

from jd_assets.cli.environment import cached_embedder, prepare
from jd_assets.cli.library.impact import print_impact
from jd_assets.database.connection import Connect, connector
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change, is_in_library
from jd_assets.review import actions
from jd_assets.review.cards import of_whole_cards, read_card
from jd_assets.review.change_summary import change_summary
from jd_assets.review.preview import preview
from jd_assets.review.undo import undo as undo_change

#: Rows of a change that are told; `history` has them all.
SHOWN = 30

_IDS = click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
_BY = click.option("--by", default=getpass.getuser, show_default="you", help="Who does it.")
_WHY = click.option("--why", help="The reason; it is kept with the change, and asked for where it is not given.")
_SET = click.option("--set", "edits", metavar="FIELD=VALUE", multiple=True, help="Let a field be other than proposed.")
_ONLY = click.option("--only", is_flag=True, help="Settle exactly the proposals ID..., not the rest of their cards.")
_DRY = click.option("--dry-run", is_flag=True, help="Write nothing: show the rows and the stored decisions it changes.")


@click.command()
@_IDS
@_BY
@_WHY
@_SET
@_ONLY
@_DRY
def approve(ids: Sequence[int], by: str, why: str | None, edits: Sequence[str], only: bool, dry_run: bool) -> None:
    """Take the card ID into the library; several cards ID... as one thing, however it was spelled."""
    connect, fields = connector(prepare()), _fields(edits)
    proposals = _proposals(connect, ids, only)
    reason = _reason(why, dry_run)
    _make(connect, lambda connect: actions.approve(connect, proposals, by, reason, fields), dry_run)


@click.command()
@click.argument("what", metavar="ID...|skill:SKILL_ID", nargs=-1, required=True)
@click.option(
    "--into",
    metavar="TARGET",
    help="Skill by id or name, role by slug, or the text of a KRA; the one of the list's hint where there is one.",
)
@_BY
@_WHY
@_SET
@_ONLY
@_DRY
def merge(
    what: Sequence[str], into: str | None, by: str, why: str | None, edits: Sequence[str], only: bool, dry_run: bool
) -> None:
    """Let TARGET take the names of the card ID, or the place of a library skill."""
    connect, fields, given = connector(prepare()), _fields(edits), _what(what)
    target = into or _hinted(connect, given)
    merged = given if isinstance(given, str) else _proposals(connect, given, only)
    reason = _reason(why, dry_run)
    _make(connect, lambda connect: actions.merge(connect, merged, target, by, reason, fields), dry_run)


@click.command()
@_IDS
@_BY
@_WHY
@_ONLY
def reject(ids: Sequence[int], by: str, why: str | None, only: bool) -> None:
    """Remember that the card ID is nothing for the library, in any spelling."""
    connect = connector(prepare())
    proposals, reason = _proposals(connect, ids, only), _reason(why, False)
    _make(connect, lambda connect: actions.reject(connect, proposals, by, reason), False)


@click.command()
@click.argument("change", type=int)
@_BY
@_WHY
@_DRY
def undo(change: int, by: str, why: str | None, dry_run: bool) -> None:
    """Put everything back to what it was before CHANGE; `history` has its number."""
    connect, reason = connector(prepare()), _reason(why, dry_run)
    _make(connect, lambda connect: undo_change(connect, change, by, reason), dry_run)


def _proposals(connect: Connect, ids: Sequence[int], only: bool) -> Sequence[int]:
    return ids if only else of_whole_cards(connect, cached_embedder(), ids)


def _what(given: Sequence[str]) -> Sequence[int] | str:
    if len(given) == 1 and given[0].startswith(actions.SKILL):
        return given[0]
    if all(each.isdecimal() for each in given):
        return [int(each) for each in given]
    raise PermanentFailure(f"Merge numbers of cards, or one library skill as {actions.SKILL}its-id")


def _hinted(connect: Connect, given: Sequence[int] | str) -> str:
    """What the list says to merge the first card into."""
    card = None if isinstance(given, str) else read_card(connect, cached_embedder(), given[0])
    if card is None or card.merge_into is None:
        raise PermanentFailure(
            "Say what to merge into: --into with a skill's id or name, a role's slug or a KRA's text"
        )
    return card.merge_into


def _reason(given: str | None, dry_run: bool) -> str:
    if given is not None:
        return given
    return "a dry run" if dry_run else str(click.prompt("Why"))


def _fields(given: Sequence[str]) -> dict[str, str]:
    fields = {}
    for each in given:
        field, equals, value = each.partition("=")
        if not equals:
            raise PermanentFailure(f"--set {each} has no value: write it as FIELD=VALUE")
        fields[field.strip()] = value
    return fields


def _make(connect: Connect, change: Callable[[Connect], Change], dry_run: bool) -> None:
    if dry_run:
        _try(connect, change)
        return
    made = change(connect)
    click.echo(f"Done as {made}; library version {made.library_version}")
    with connect() as connection:
        _tell(change_summary(connection, made.change_id))
        raised = is_in_library(connection, made.change_id)
    if raised:
        click.echo("`jd-assets library affected` shows the stored decisions that it changes, --materialise redoes them")
    click.echo(f"`jd-assets review undo {made.change_id}` takes it back")


def _try(connect: Connect, change: Callable[[Connect], Change]) -> None:
    found = preview(connect, cached_embedder(), change)
    click.echo("Nothing is written. It would write:")
    _tell(found.written)
    print_impact(found, "would change")
    if found.earlier:
        click.echo(f"{len(found.earlier)} of these come of earlier changes, whose postings were not processed again")


def _tell(lines: Sequence[str]) -> None:
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … and {len(lines) - SHOWN} rows more: `jd-assets review history` has them all")


#: Commands that change the library.
SETTLING = (approve, merge, reject, undo)
