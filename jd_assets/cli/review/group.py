"""`jd-assets review`: what admins make of proposals, and what became of the library."""

import getpass

import click

from jd_assets.cli.environment import cached_embedder, prepare
from jd_assets.cli.review.history import history
from jd_assets.cli.review.queue import list_command, show, terminal
from jd_assets.cli.review.session import ReviewSession
from jd_assets.cli.review.settle import SETTLING
from jd_assets.database.connection import connector


@click.group(invoke_without_command=True)
@click.option("--by", default=getpass.getuser, show_default="you", help="Who reviews.")
@click.pass_context
def review(context: click.Context, by: str) -> None:
    """See what postings propose for the role library, settle it, and undo it.

    Without a command, cards are shown one after the other and settled by one key each; "?" tells the keys.
    """
    if context.invoked_subcommand is None:
        ReviewSession(connector(prepare()), cached_embedder(), terminal(), by).run()


for _command in (list_command, show, *SETTLING, history):
    review.add_command(_command)
