"""The two locks under which everything shared is written; both end with the transaction."""

import psycopg

from jd_assets.database.queries import sql


def lock_library(connection: psycopg.Connection) -> None:
    """Wait until nobody else changes the library or writes what runs teach it."""
    connection.execute(sql("library_lock"))


def lock_centroids(connection: psycopg.Connection) -> None:
    """Wait until nobody else writes the centroid ledger. Where both locks are taken, the library's comes first."""
    connection.execute(sql("centroid_lock"))
