"""What the OpenAPI document says of routes that read their body and write their answer themselves."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from jd_assets.web.api.payloads import (
    ClientOutputAnswer,
    ExtractDetailsAnswer,
    ExtractFromJdAnswer,
    FinalRoleOutputAnswer,
    PostingIn,
    RunRef,
)
from jd_assets.web.api.reading import JSON, MAX_LIST, NDJSON
from jd_assets.web.problems import MEDIA_TYPE, TITLES, Problem

_REFERENCE = "#/components/schemas/"

#: What calls take, and what they give.
TAKEN: tuple[type[BaseModel], ...] = (PostingIn, RunRef)
GIVEN: tuple[type[BaseModel], ...] = (
    ExtractFromJdAnswer,
    ExtractDetailsAnswer,
    FinalRoleOutputAnswer,
    ClientOutputAnswer,
    Problem,
)
#: Answers that every address may give: who asks, how often, and what goes wrong here.
EVERYWHERE = (401, 403, 421, 429, 500, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer with."""
    return {
        status: {
            "description": TITLES[status][1],
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_REFERENCE}{Problem.__name__}"}}},
        }
        for status in sorted({*statuses, *EVERYWHERE})
    }


def call_document(model: type[BaseModel], takes_runs: bool = True) -> dict[str, Any]:
    """Request body and answers of a call."""
    item = {"anyOf": [_of(PostingIn), _of(RunRef)]} if takes_runs else _of(PostingIn)
    answer = _of(model)
    either = {"anyOf": [answer, _of(Problem)]}
    lines = f"One answer a line, in the order of the request: {model.__name__} or Problem"
    return {
        "response_model": None,
        "responses": {
            200: {
                "description": "One answer for one posting; for a list a list, for lines a line each, in their order",
                "content": {
                    JSON: {"schema": {"anyOf": [answer, {"type": "array", "items": either}]}},
                    NDJSON: {"schema": {"type": "string", "description": lines}},
                },
            },
            **problems(400, 404, 408, 409, 413, 415, 422, 504),
        },
        "openapi_extra": {
            "requestBody": {
                "required": True,
                "content": {
                    JSON: {"schema": {"anyOf": [item, {"type": "array", "items": item, "maxItems": MAX_LIST}]}},
                    NDJSON: {"schema": {"type": "string", "description": "One such object a line"}},
                },
            }
        },
    }


def with_schemas(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the schemas that only references name, and how a token is sent."""
    _, schemas = models_json_schema(
        [*((model, "validation") for model in TAKEN), *((model, "serialization") for model in GIVEN)],
        ref_template=_REFERENCE + "{model}",
    )
    components = document.setdefault("components", {})
    components["schemas"] = dict(sorted((schemas["$defs"] | components.get("schemas", {})).items()))
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"token": []}, {}]
    return document


def _of(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"{_REFERENCE}{model.__name__}"}
