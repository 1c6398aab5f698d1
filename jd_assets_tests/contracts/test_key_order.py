"""The JSON of a payload is the same when it is new and when it was read back: data versions are made of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import KEYS_AS_STORED, Payload
from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.database.connection import connector


def payloads(above: type[Payload] = Payload) -> Iterator[type[Payload]]:
    for each in above.__subclasses__():
        yield each
        yield from payloads(each)


@pytest.mark.parametrize("payload", sorted({*STAGES.values(), *payloads()}, key=str))
def test_every_dictionary_is_written_in_the_order_that_postgres_keeps(payload: type[Payload]) -> None:
    fields = {name: field for name, field in payload.model_fields.items() if "dict[" in str(field.annotation)}
    assert [name for name, field in fields.items() if KEYS_AS_STORED not in field.metadata] == []


def test_it_is_the_order_of_postgres(database_url: str) -> None:
    parts = dict.fromkeys(["kra", "é", "alias", "z", "Zz", "ab", "evidence_model"], 0.5)
    role = RankedRole(role_id=1, slug="a", display_name="A", score=0.5, parts=parts)
    with connector(database_url)() as connection:
        row: Any = connection.execute("SELECT (%s::jsonb -> 'parts')::text", (role.model_dump_json(),)).fetchone()
    assert row[0].replace(" ", "") in role.model_dump_json()
