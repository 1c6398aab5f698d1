"""`jd-assets review`: what admins make of proposals, and what became of the library."""

import click

from jd_assets.cli.review_history import history
from jd_assets.cli.review_settle import approve, merge, reject, undo


@click.group()
def review() -> None:
    """Settle what postings propose for the role library, and undo it."""


for _command in (approve, merge, reject, undo, history):
    review.add_command(_command)
