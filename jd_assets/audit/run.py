"""Runs the audit: all checks on one snapshot of the database."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from jd_assets.audit.centroids import centroid_breaches
from jd_assets.audit.checks import EVIDENCE, QUERY_CHECKS, AuditCheck
from jd_assets.audit.evidence import wrong_quotes
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql

#: Breaches of a check that are shown; the rest is counted.
SHOWN = 5


@dataclass(frozen=True)
class AuditOutcome:
    """What a check found.

    Attributes:
        check: The check.
        count: Breaches; 0 in a sound database.
        examples: The first of them.
    """

    check: AuditCheck
    count: int
    examples: tuple[str, ...]

    @property
    def is_breach(self) -> bool:
        """True where something is wrong, and not only worth knowing."""
        return self.count > 0 and not self.check.is_note


def audit(connect: Connect) -> list[AuditOutcome]:
    """Every check with what it found.

    All see one state of the database. A stage commits as a whole and the next one later, so a run that is at work may
    show as a record that disagrees with its stages.
    """
    with connect() as connection:
        connection.commit()  # the settings of the connection stay; the next transaction is the snapshot
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        outcomes = [_asked(connection, check.statement, check) for check in QUERY_CHECKS]
        outcomes.append(_outcome(EVIDENCE, wrong_quotes(connection)))
        outcomes += [_outcome(check, breaches) for check, breaches in centroid_breaches(connection).items()]
    return outcomes


def _asked(connection: psycopg.Connection, statement: str, check: AuditCheck) -> AuditOutcome:
    text = sql(statement).rstrip(";")
    query = f"SELECT count(*), (array_agg(example ORDER BY example))[:{SHOWN}] FROM (\n{text}\n) AS found(example)"
    [(count, examples)] = connection.execute(query.encode()).fetchall()
    return AuditOutcome(check, count, tuple(examples or ()))


def _outcome(check: AuditCheck, breaches: Sequence[str]) -> AuditOutcome:
    return AuditOutcome(check, len(breaches), tuple(breaches[:SHOWN]))
