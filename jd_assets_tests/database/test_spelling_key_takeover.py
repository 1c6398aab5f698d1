"""A database that an older version filled is taken over: what was rejected for its looks alone is open again."""

import shutil
from pathlib import Path

import psycopg

from jd_assets.database.migrations import migrate
from jd_assets.settings import sql_dir

BEFORE = 13  # the last migration before spelling keys

FILLED = b"""
SET session_replication_role = replica;
INSERT INTO proposal (proposal_id, kind, key, label, status, follows) OVERRIDING SYSTEM VALUE VALUES
    (1, 'skill', 'net', 'Net', 'rejected', NULL),
    (2, 'skill', '.net', '.NET', 'rejected', 1),
    (3, 'skill', 'net.', 'Net.', 'rejected', 1),
    (4, 'skill', '.n-e-t', '.N-e-t', 'rejected', 1),
    (5, 'skill', 'd\xc3\xa9veloppement agile', 'D\xc3\xa9veloppement agile', 'pending', NULL);
INSERT INTO proposal_sighting (proposal_id, run_id, label) VALUES
    (2, gen_random_uuid(), '.NET'), (3, gen_random_uuid(), 'Net.'),
    (5, gen_random_uuid(), 'D\xc3\xa9veloppement agile');
"""


def test_another_name_is_open_again_and_another_spelling_stays_rejected(bare_url: str, tmp_path: Path) -> None:
    for file in sorted((sql_dir() / "migrations").glob("*.sql"))[:BEFORE]:
        shutil.copy(file, tmp_path)
    migrate(bare_url, tmp_path)
    with psycopg.connect(bare_url, options="-c search_path=jd") as connection:
        connection.execute(FILLED)
    migrate(bare_url)
    with psycopg.connect(bare_url, options="-c search_path=jd") as connection:
        rows = connection.execute("SELECT key, spelling, status, follows FROM proposal ORDER BY proposal_id").fetchall()
    assert rows == [
        ("net", "net", "rejected", None),
        (".net", ".net", "pending", None),
        ("net.", "net", "rejected", 1),
        # ".n-e-t" is no "net" either, and no posting backs it
        ("développement agile", "developpementagile", "pending", None),
    ]
