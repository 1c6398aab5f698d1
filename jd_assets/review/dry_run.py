"""The library as a change would make it, without making it."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from jd_assets.database.connection import Connect
from jd_assets.library.change_log import Change
from jd_assets.library.snapshot import Library, read_library
from jd_assets.review.change_summary import change_summary


@dataclass(frozen=True)
class DryRun:
    """What a change would make.

    Attributes:
        library: The library with it.
        written: The rows that it would write, in words.
    """

    library: Library
    written: tuple[str, ...]


def dry_run(connect: Connect, change: Callable[[Connect], Change]) -> DryRun:
    """Make a change, read what it made and roll everything back.

    Args:
        connect: A factory of connections.
        change: An action with all but its connections: `lambda connect: approve(connect, [7], "ann", "seen often")`.

    Raises:
        PermanentFailure: The change is refused, as it would be in earnest.
    """
    with connect() as connection, connection.transaction(force_rollback=True):
        made = change(lambda: nullcontext(connection))
        return DryRun(read_library(connection), tuple(change_summary(connection, made.change_id)))
