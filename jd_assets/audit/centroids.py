"""Whether the ledger and its centroids are what postings, decisions and cap make of them, to the last bit."""

from collections.abc import Mapping

import psycopg

from jd_assets.audit.checks import CENTROID_COUNTS, CENTROID_SUMS, LEDGER_COUNTED, REPOST_GROUPS, AuditCheck
from jd_assets.library.centroids import ledger_audit


def centroid_breaches(connection: psycopg.Connection) -> Mapping[AuditCheck, list[str]]:
    """The breaches of each check that has to compute what is stored anew."""
    return {
        REPOST_GROUPS: [
            f"{run_id}: in group {stored}, belongs to {right}"
            for run_id, (stored, right) in sorted(ledger_audit.wrong_groups(connection).items())
        ],
        LEDGER_COUNTED: ledger_audit.wrongly_counted(connection),
        CENTROID_COUNTS: [
            f"role {role_id}, {embedder}: n {n}, {rows} in the ledger"
            for role_id, embedder, n, rows in ledger_audit.miscounted(connection)
        ],
        CENTROID_SUMS: [f"role {role_id}, {embedder}" for role_id, embedder in ledger_audit.wrong_sums(connection)],
    }
