"""Compares payloads with those of the seed run: keys, nesting and JSON types, lists item by item."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

Model = type[BaseModel]


def differences(seed: Any, ours: Any, annotation: Any, path: str = "") -> list[str]:
    """What of the seed's structure ours lacks or has otherwise, by path.

    A null of the seed stands for anything. A null of ours stands for a value of the seed where the field's type says
    that it may be null. Keys that the seed lacks are no difference.

    Args:
        seed: A value of the seed run.
        ours: The value in the same place of ours.
        annotation: The type of the field that holds ours.
        path: Where it stands, for the messages.
    """
    if seed is None:
        return []
    if ours is None:
        return [] if may_be_null(annotation) else [f"{path} is null"]
    if json_type(seed) != json_type(ours):
        return [f"{path} is {json_type(ours)} instead of {json_type(seed)}"]
    if isinstance(seed, dict):
        return list(_of_object(seed, ours, annotation, path))
    if isinstance(seed, list) and seed:
        return list(_of_list(seed, ours, annotation, path))
    return []


def _of_object(seed: dict[str, Any], ours: dict[str, Any], annotation: Any, path: str) -> Iterator[str]:
    model = model_in(annotation)
    for key, value in seed.items():
        place = f"{path}.{key}".lstrip(".")
        if key not in ours:
            yield f"{place} is missing"
        else:
            yield from differences(value, ours[key], model.model_fields[key].annotation if model else Any, place)


def _of_list(seed: list[Any], ours: list[Any], annotation: Any, path: str) -> Iterator[str]:
    """An item is right when it is like one of the seed's: those of one list may differ in what is null."""
    for number, item in enumerate(ours):
        found = [differences(like, item, item_of(annotation), f"{path}[{number}]") for like in seed]
        yield from min(found, key=len)


def added_keys(model: Model, seed: Any, path: str = "") -> dict[str, str]:
    """Keys of a model that the seed's object lacks, by path, with the description of the field."""
    found: dict[str, str] = {}
    for key, value, place, field in _fields(model, seed, path):
        if key not in seed:
            found[place] = field.description or ""
            continue
        inner, examples = model_in(field.annotation), _objects(value)
        if inner and examples:
            found |= added_keys(inner, _merged(examples), place + ("[]" if isinstance(value, list) else ""))
    return found


def open_shapes(model: Model, seed: Any, path: str = "") -> dict[str, list[str]]:
    """Objects that the seed run leaves empty or null, by path, with the keys that ours have there."""
    found: dict[str, list[str]] = {}
    for key, value, place, field in _fields(model, seed, path):
        inner, examples = model_in(field.annotation), _objects(value)
        if key not in seed or inner is None:
            continue
        listed = item_of(field.annotation) is not Any
        if examples:
            found |= open_shapes(inner, _merged(examples), place + ("[]" if listed else ""))
        else:
            found[place + ("[]" if listed else "")] = list(inner.model_fields)
    return found


def _fields(model: Model, seed: dict[str, Any], path: str) -> Iterator[tuple[str, Any, str, Any]]:
    for key, field in model.model_fields.items():
        yield key, seed.get(key), f"{path}.{key}".lstrip("."), field


def _objects(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _merged(examples: list[dict[str, Any]]) -> dict[str, Any]:
    """One object with every key that the examples have, and a value that is not null where one has it."""
    merged: dict[str, Any] = {}
    for example in examples:
        merged |= {key: value for key, value in example.items() if value is not None or key not in merged}
    return merged


def json_type(value: Any) -> str:
    """The JSON type of a value: whole numbers and others are both numbers, true and false are not."""
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return "null" if value is None else names[type(value)]


def may_be_null(annotation: Any) -> bool:
    """Whether a field's type lets it be null."""
    return annotation in (Any, None, NoneType) or any(part is NoneType for part in get_args(annotation))


def model_in(annotation: Any) -> Model | None:
    """The model that a type holds: itself, as an option, or as the items of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, list):
        return next((model for part in get_args(annotation) if (model := model_in(part))), None)
    return None


def item_of(annotation: Any) -> Any:
    """The type of the items of a list, also of an optional one; Any where the type is no list."""
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is list:
            return get_args(part)[0]
    return Any
