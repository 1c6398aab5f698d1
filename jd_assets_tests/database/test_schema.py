"""`sql/schema.sql` is the schema as it is now; the migrations are how it came about."""

import psycopg

from jd_assets_tests.database.schema_dump import SCHEMA_FILE, schema_of


def test_the_schema_file_is_the_sum_of_the_migrations(template_url: str) -> None:
    assert schema_of(template_url) == SCHEMA_FILE.read_text(encoding="utf-8"), "make schema"


def test_the_schema_file_makes_the_schema(bare_url: str) -> None:
    with psycopg.connect(bare_url) as connection:
        connection.execute(SCHEMA_FILE.read_bytes())
    assert schema_of(bare_url) == SCHEMA_FILE.read_text(encoding="utf-8")
