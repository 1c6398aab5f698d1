"""Counts what a process writes to the database, and kills the process at one of these points.

A point lies before a write, between two statements of a transaction, and after its commit. Only what goes through
psycopg 3 is counted, which is all of schema `jd`; Dagster's own storage uses psycopg2.
"""

import os
import re
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

_TARGET = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM) +(?:jd\.)?(\w+)", re.MULTILINE)


@dataclass
class Points:
    """The points that were passed; at the chosen one the process dies by SIGKILL.

    Attributes:
        kill_at: A point, and how often it is passed before; None lets the process live, and only notes.
        passed: What each point was: the table, and where in its transaction.
    """

    kill_at: tuple[str, int] | None = None
    passed: list[str] = field(default_factory=list)
    _open: dict[int, list[str]] = field(default_factory=dict)

    def reach(self, point: str) -> None:
        """Note a point, or die there."""
        if self.kill_at == (point, self.passed.count(point)):
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed.append(point)

    def install(self) -> None:
        """Put the points around psycopg, in this process alone."""
        cursor: Any = psycopg.Cursor
        connection: Any = psycopg.Connection
        cursor.execute = self._around(cursor.execute)
        cursor.executemany = self._split(cursor.executemany)
        connection.commit = self._commit(connection.commit)

    def _around(self, execute: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(cursor: Any, query: Any, *given: Any, **named: Any) -> Any:
            with_table = _table(query)
            if with_table is None:
                return execute(cursor, query, *given, **named)
            self._begin(cursor.connection, with_table)
            done = execute(cursor, query, *given, **named)
            self.reach(f"{with_table}: written, not committed")
            return done

        return wrapped

    def _split(self, executemany: Callable[..., Any]) -> Callable[..., Any]:
        """In two halves, so that a point lies in the middle of the rows."""

        def wrapped(cursor: Any, query: Any, rows: Sequence[Any], **named: Any) -> None:
            table = _table(query) or "nothing"
            half = len(rows) // 2
            self._begin(cursor.connection, table)
            executemany(cursor, query, rows[:half], **named)
            self.reach(f"{table}: half of the rows written")
            executemany(cursor, query, rows[half:], **named)
            self.reach(f"{table}: written, not committed")

        return wrapped

    def _commit(self, commit: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(connection: Any) -> None:
            commit(connection)
            for table in dict.fromkeys(self._open.pop(id(connection), [])):
                self.reach(f"{table}: committed")

        return wrapped

    def _begin(self, connection: Any, table: str) -> None:
        written = self._open.setdefault(id(connection), [])
        if table not in written:
            self.reach(f"{table}: before the write")
        written.append(table)


def _table(query: Any) -> str | None:
    """The table that a statement writes to; the last one where it writes to several."""
    text = query.decode() if isinstance(query, bytes) else str(query)
    found = _TARGET.findall(text)
    return found[-1] if found else None
