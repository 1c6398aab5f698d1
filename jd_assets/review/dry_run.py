"""The library as a change would make it, without making it."""

from collections.abc import Callable
from contextlib import nullcontext

from jd_assets.database.connection import Connect
from jd_assets.library.change_log import Change
from jd_assets.library.snapshot import Library, read_library


def dry_run(connect: Connect, change: Callable[[Connect], Change]) -> Library:
    """Make a change, read the library and roll everything back.

    Args:
        connect: A factory of connections.
        change: An action with all but its connections: `lambda connect: approve(connect, [7], "ann", "seen often")`.

    Raises:
        PermanentFailure: The change is refused, as it would be in earnest.
    """
    with connect() as connection, connection.transaction(force_rollback=True):
        change(lambda: nullcontext(connection))
        return read_library(connection)
