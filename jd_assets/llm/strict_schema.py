"""The JSON Schema of a pydantic model in the strict form that structured outputs ask for."""

from typing import Any

from pydantic import BaseModel

#: Keywords that cost tokens or are refused in strict mode. Descriptions go too: what a field means is said in the
#: versioned prompt alone, so that a docstring edited here does not change what is asked.
_DROPPED = {"title", "description", "default", "$defs"}


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema with every object closed, every property required and every reference written out.

    Strict mode has no optional properties: a field that may be absent must allow null, and gets it from the model.
    Models that contain themselves cannot be written out and are not supported.
    """
    schema = model.model_json_schema()
    strict: dict[str, Any] = _strict(schema, schema.get("$defs", {}))
    return strict


def _strict(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = definitions[node["$ref"].rpartition("/")[2]]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    properties = {name: _strict(value, definitions) for name, value in node.get("properties", {}).items()}
    strict = {key: _strict(value, definitions) for key, value in node.items() if key not in _DROPPED | {"properties"}}
    if node.get("type") == "object":
        strict |= {"properties": properties, "required": list(properties), "additionalProperties": False}
    return strict
