"""The files of `docs/api`: the OpenAPI document, and a JSON Schema for each payload.

`python -m jd_assets.web.api.document_files` writes them from the contracts. They are committed, so that a client
application can be built without a running server; a test holds them equal.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from jd_assets.settings import project_root
from jd_assets.web.api.documenting import GIVEN, TAKEN
from jd_assets.web.api.payloads import ReplayAnswer, RunAnswer

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def folder() -> Path:
    """Where the files lie."""
    return project_root() / "docs" / "api"


def files(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    yield "openapi.json", _text(app.openapi())
    for taken in TAKEN:
        yield f"{taken.__name__}.schema.json", _text(_schema(taken, "validation"))
    answers: tuple[type[BaseModel], ...] = (*GIVEN, RunAnswer, ReplayAnswer)
    for given in answers:
        yield f"{given.__name__}.schema.json", _text(_schema(given, "serialization"))


def _schema(model: type[BaseModel], mode: Any) -> dict[str, Any]:
    return {"$schema": _DIALECT, **model.model_json_schema(mode=mode)}


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files."""
    from jd_assets.web.app import document_app  # noqa: PLC0415 - it makes the routes that this module describes

    folder().mkdir(parents=True, exist_ok=True)
    for name, text in files(document_app()):
        (folder() / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
