"""`jd-assets review approve`, `merge`, `reject` and `undo`."""

import getpass
from collections.abc import Sequence

import click

from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change
from jd_assets.review import actions
from jd_assets.review.undo import undo as undo_change

_IDS = click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
_BY = click.option("--by", default=getpass.getuser, show_default="you", help="Who does it.")
_WHY = click.option("--why", prompt="Why", help="The reason; it is kept with the change.")
_SET = click.option("--set", "edits", metavar="FIELD=VALUE", multiple=True, help="Let a field be other than proposed.")


@click.command()
@_IDS
@_BY
@_WHY
@_SET
def approve(ids: Sequence[int], by: str, why: str, edits: Sequence[str]) -> None:
    """Take the proposals ID... into the library: one thing, however it was spelled."""
    _tell(actions.approve(connector(prepare()), ids, by, why, _fields(edits)))


@click.command()
@click.argument("what", metavar="ID...|skill:SKILL_ID", nargs=-1, required=True)
@click.option(
    "--into", metavar="TARGET", required=True, help="Skill by id or name, role by slug, or the text of a KRA."
)
@_BY
@_WHY
@_SET
def merge(what: Sequence[str], into: str, by: str, why: str, edits: Sequence[str]) -> None:
    """Let TARGET take the names of the proposals ID..., or the place of a library skill."""
    _tell(actions.merge(connector(prepare()), _what(what), into, by, why, _fields(edits)))


@click.command()
@_IDS
@_BY
@_WHY
def reject(ids: Sequence[int], by: str, why: str) -> None:
    """Remember that the proposals ID... are nothing for the library."""
    _tell(actions.reject(connector(prepare()), ids, by, why))


@click.command()
@click.argument("change", type=int)
@_BY
@_WHY
def undo(change: int, by: str, why: str) -> None:
    """Put everything back to what it was before CHANGE; `history` has its number."""
    _tell(undo_change(connector(prepare()), change, by, why))


def _what(given: Sequence[str]) -> Sequence[int] | str:
    if len(given) == 1 and given[0].startswith(actions.SKILL):
        return given[0]
    if all(each.isdecimal() for each in given):
        return [int(each) for each in given]
    raise PermanentFailure(f"Merge numbers of proposals, or one library skill as {actions.SKILL}its-id")


def _fields(given: Sequence[str]) -> dict[str, str]:
    fields = {}
    for each in given:
        field, equals, value = each.partition("=")
        if not equals:
            raise PermanentFailure(f"--set {each} has no value: write it as FIELD=VALUE")
        fields[field.strip()] = value
    return fields


def _tell(change: Change) -> None:
    click.echo(f"Done as {change}; library version {change.library_version}")
