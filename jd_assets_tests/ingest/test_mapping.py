from pathlib import Path

import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds.mapping import KINDS, read_mappings
from jd_assets.ingest.feeds.registry import BY_NAME
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets_tests.ingest.documents import write

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def read(folder: Path, mapping: str, name: str, content: str) -> list[Record | Refused]:
    return list(read_file(write(folder, name, content), read_mappings(write(folder, "mapping.yaml", mapping))))


def test_the_example_of_the_docs_is_read() -> None:
    one, two = read_file(EXAMPLES / "stellen.csv", read_mappings(EXAMPLES / "mapping.yaml"))
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.own_id, one.title, one.company, one.location, one.feed) == (
        *("A-17", "Data Analyst", "ACME Handels GmbH", "Köln"),
        "acme",
    )
    assert "Power BI" in str(one.content)
    assert "3 years" in str(one.content)
    assert one.stated is not None
    assert one.stated.pay is not None
    assert (one.stated.pay.min, one.stated.pay.currency, one.stated.pay.period) == (48_000, "EUR", "year")
    assert two.stated is None


def test_fields_may_lie_deep_in_an_item(tmp_path: Path) -> None:
    mapping = "feeds: [{name: x, fields: {text: body.plain, location: where.city}}]"
    item = '{"body": {"plain": "Bake."}, "where": {"city": "Leeds"}}'
    [record] = read(tmp_path, mapping, "a.jsonl", item)
    assert isinstance(record, Record)
    assert (record.content, record.location) == ("Bake.", "Leeds")


def test_a_feed_is_known_by_its_files(tmp_path: Path) -> None:
    mapping = "feeds: [{name: x, files: 'acme-*', fields: {text: body}}]"
    assert isinstance(read(tmp_path, mapping, "acme-1.jsonl", '{"body": "Bake."}')[0], Record)
    assert isinstance(read(tmp_path, mapping, "other.jsonl", '{"body": "Bake."}')[0], Refused)


def test_constants_fill_what_a_known_shape_leaves_open(tmp_path: Path) -> None:
    mapping = "feeds: [{name: crumb, kind: greenhouse, constants: {company: Crumb, employment_type: full-time}}]"
    job = '{"jobs": [{"id": 1, "title": "Baker", "absolute_url": "x", "content": "<p>Bake.</p>"}]}'
    [record] = read(tmp_path, mapping, "a.json", job)
    assert isinstance(record, Record)
    assert record.stated is not None
    assert (record.company, record.feed, record.stated.employment_type) == ("Crumb", "crumb", "full_time")


def test_the_kinds_of_a_mapping_are_the_shapes() -> None:
    assert set(KINDS) == set(BY_NAME)


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("feeds: [", "cannot be read as YAML"),
        ("- a", "is no mapping file"),
        ("feeds: [{name: x, kolumns: [a]}]", "feeds.0.kolumns: Extra inputs"),
        ("feeds: [{name: x, kind: monster}]", "kind 'monster' is none; there are"),
        ("feeds: [{name: x, fields: {text: a, wage: b}}]", "wage is no field; there are id, text"),
        ("feeds: [{name: x, fields: {title: a}}]", "which column is the text"),
        ("feeds: [{name: 'X Y'}]", "feeds.0.name"),
    ],
)
def test_a_mapping_that_says_nothing_of_use_says_where(tmp_path: Path, mapping: str, reason: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        read_mappings(write(tmp_path, "mapping.yaml", mapping))
    assert reason in str(failure.value)
    assert "mapping.yaml" in str(failure.value)
