"""The fields of an answer model as lines of a prompt: what each means is said where it is declared.

A schema alone would not do: servers that decode by a grammar do not show it to the model.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


def described(model: type[BaseModel]) -> str:
    """One line a field, with its allowed words and its meaning; the fields of an object indented below it."""
    return "\n".join(_lines(model, ""))


def _lines(model: type[BaseModel], indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        parts = list(_parts(field.annotation))
        words = [f'"{word}"' for part in parts if get_origin(part) is Literal for word in get_args(part)]
        said = [field.description or "", f"one of {', '.join(words)}" if words else ""]
        meaning = "; ".join(filter(None, said))
        yield f"{indent}- `{name}`" + (f": {meaning}." if meaning else "")
        for part in parts:
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _lines(part, indent + "  ")


def _parts(annotation: Any) -> Iterator[Any]:
    """The types within optional types and lists."""
    if get_origin(annotation) in (Union, UnionType, list):
        for each in get_args(annotation):
            yield from _parts(each)
    else:
        yield annotation
