"""`jd-assets review`: what admins make of proposals, and what became of the library."""

import click

from jd_assets.cli.review.history import history
from jd_assets.cli.review.queue import list_command, show
from jd_assets.cli.review.settle import SETTLING


@click.group()
def review() -> None:
    """See what postings propose for the role library, settle it, and undo it."""


for _command in (list_command, show, *SETTLING, history):
    review.add_command(_command)
