from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from jd_assets.llm.nano_answer import NanoParsedAnswer, PostingAnswer
from jd_assets.llm.role_choice import RoleChoiceAnswer
from jd_assets.llm.skill_extractor import SkillsAnswer
from jd_assets.llm.strict_schema import strict_schema

MODELS = [NanoParsedAnswer, PostingAnswer, RoleChoiceAnswer, SkillsAnswer]


def nodes_of(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(schema, list):
        yield from (node for item in schema for node in nodes_of(item))
    if isinstance(schema, dict):
        yield schema
        children = [value for key, value in schema.items() if key != "properties"]
        yield from nodes_of(children + list(schema.get("properties", {}).values()))


@pytest.mark.parametrize("model", MODELS)
def test_every_object_is_closed_and_requires_all_it_has(model: type[BaseModel]) -> None:
    objects = [node for node in nodes_of(strict_schema(model)) if node.get("type") == "object"]
    assert objects
    for node in objects:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


@pytest.mark.parametrize("model", MODELS)
def test_only_keywords_of_structured_outputs_are_left(model: type[BaseModel]) -> None:
    allowed = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "minLength"}
    assert {key for node in nodes_of(strict_schema(model)) for key in node} <= allowed


def test_a_field_that_may_be_absent_may_be_null() -> None:
    class Book(BaseModel):
        title: str | None = None

    assert strict_schema(Book)["properties"] == {"title": {"anyOf": [{"type": "string"}, {"type": "null"}]}}
