"""The comparer finds what it is there to find, and nothing else."""

from typing import Any

import pytest
from pydantic import BaseModel

from jd_assets_tests.contracts.structure import added_keys, differences, open_shapes


class Part(BaseModel):
    name: str
    weight: float | None = None
    extra: int = 0


class Whole(BaseModel):
    title: str
    count: int
    part: Part | None = None
    parts: list[Part] = []
    more: list[Part] | None = None
    added: str = "by us"


SEED: dict[str, Any] = {
    "title": "a",
    "count": 1,
    "part": {"name": "p", "weight": 1.5},
    "parts": [{"name": "p", "weight": None}, {"name": "q", "weight": 2}],
    "more": None,
}


def compared(**changes: Any) -> list[str]:
    return differences(SEED, SEED | changes, Whole)


def test_the_seed_is_like_itself() -> None:
    assert compared() == []


def test_keys_of_our_own_are_no_difference() -> None:
    assert compared(added="x", part={"name": "p", "weight": 1, "extra": 2}) == []


def test_a_missing_key_is_found_wherever_it_is() -> None:
    ours = {key: value for key, value in SEED.items() if key != "count"}
    assert differences(SEED, ours, Whole) == ["count is missing"]
    assert compared(part={"weight": 1}) == ["part.name is missing"]
    assert compared(parts=[{"name": "p", "weight": None}, {"weight": 1}]) == ["parts[1].name is missing"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": 1}, "title is number instead of string"),
        ({"count": True}, "count is boolean instead of number"),
        ({"count": "1"}, "count is string instead of number"),
        ({"part": []}, "part is array instead of object"),
        ({"parts": {}}, "parts is object instead of array"),
        ({"parts": ["p"]}, "parts[0] is string instead of object"),
        ({"part": {"name": ["p"], "weight": 1}}, "part.name is array instead of string"),
    ],
)
def test_another_type_is_found(changes: dict[str, Any], said: str) -> None:
    assert compared(**changes) == [said]


def test_whole_numbers_and_others_are_one_type() -> None:
    assert compared(count=1.5, part={"name": "p", "weight": 1}) == []


def test_a_null_of_the_seed_stands_for_anything() -> None:
    assert compared(more=[{"anything": 1}]) == []


def test_a_null_of_ours_is_allowed_only_where_the_field_allows_it() -> None:
    assert compared(part=None) == []
    assert compared(part={"name": "p", "weight": None}) == []
    assert compared(title=None) == ["title is null"]
    assert compared(parts=[{"name": None, "weight": 1}]) == ["parts[0].name is null"]


def test_every_item_of_ours_is_compared() -> None:
    assert compared(parts=[{"name": "p", "weight": 1}] * 3 + [{"name": 4, "weight": 1}]) == [
        "parts[3].name is number instead of string"
    ]


def test_added_keys_are_found_in_objects_and_items() -> None:
    assert list(added_keys(Whole, SEED)) == ["part.extra", "parts[].extra", "added"]


def test_objects_that_the_seed_leaves_out_are_open() -> None:
    assert open_shapes(Whole, SEED) == {"more[]": ["name", "weight", "extra"]}
    assert open_shapes(Whole, SEED | {"part": None}) == {
        "part": ["name", "weight", "extra"],
        "more[]": ["name", "weight", "extra"],
    }
