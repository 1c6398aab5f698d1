"""Proposals without a posting behind them."""

import psycopg

from jd_assets.database.queries import sql


def drop_unseen_proposals(connection: psycopg.Connection) -> None:
    """Delete the pending proposals that no run backs any more."""
    connection.execute(sql("proposal_drop_unseen"))
