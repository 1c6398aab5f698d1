"""The body of a call read into items: one posting, a list, or a line each; a wrong item is a problem of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from jd_assets.web.api.payloads import PostingIn, RunRef
from jd_assets.web.problems import FieldError, Problem, ProblemError, field_errors, problem

JSON = "application/json"
NDJSON = "application/x-ndjson"
#: Further names of the same thing.
LINES = frozenset({NDJSON, "application/ndjson", "application/jsonl", "application/x-jsonlines"})
#: Items of a JSON list: its answer is held in memory as a whole.
MAX_LIST = 200
#: Lines of one call.
MAX_LINES = 20_000

Item = PostingIn | RunRef | Problem


@dataclass(frozen=True)
class Body:
    """What a call asks for.

    Attributes:
        items: Postings, runs, and what is neither, in the order of the body.
        is_list: A list was sent, so a list is answered.
        is_lines: Lines were sent, so lines are answered.
    """

    items: Sequence[Item]
    is_list: bool = False
    is_lines: bool = False


async def read_body(request: Request, takes_runs: bool) -> Body:
    """Read a body whole before anything is answered: a caller that sends without reading would wait for ever.

    Raises:
        ProblemError: It is of another media type, no JSON, or holds too many items.
    """
    media_type = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    content = await request.body()
    if media_type in LINES:
        return Body(list(_lines(content, takes_runs)), is_lines=True)
    if media_type != JSON:
        raise ProblemError(problem(415, f"Send {JSON} (one posting or a list) or {NDJSON} (a posting a line)"))
    found = _json(content)
    if isinstance(found, Problem):
        raise ProblemError(found)
    if not isinstance(found, list):
        return Body([_item(found, takes_runs)])
    if len(found) > MAX_LIST:
        raise ProblemError(problem(413, f"A list holds at most {MAX_LIST} postings: send more as {NDJSON}"))
    return Body([_item(each, takes_runs) for each in found], is_list=True)


def _lines(content: bytes, takes_runs: bool) -> Iterator[Item]:
    lines = [line for line in content.split(b"\n") if line.strip()]
    if len(lines) > MAX_LINES:
        raise ProblemError(problem(413, f"A call holds at most {MAX_LINES:,} lines: send the rest in another one"))
    for line in lines:
        found = _json(line)
        yield found if isinstance(found, Problem) else _item(found, takes_runs)


def _json(content: bytes) -> Any:
    try:
        return from_json(content, allow_inf_nan=False)
    except ValueError as error:
        return problem(400, f"It is no JSON ({error}): send a JSON object in UTF-8")


def _item(fields: Any, takes_runs: bool) -> Item:
    if not isinstance(fields, dict):
        detail = 'A posting is a JSON object such as {"text": "We are looking for …"}'
        return problem(422, detail, [FieldError(pointer="", detail=detail)])
    if "run_id" in fields and not takes_runs:
        detail = "extract-from-jd takes a posting, not a run: send its text, or read GET /runs/{run_id}"
        return problem(422, detail, [FieldError(pointer="/run_id", detail=detail)])
    model: type[BaseModel] = RunRef if "run_id" in fields else PostingIn
    try:
        return model.model_validate(fields)  # type: ignore[return-value]
    except ValidationError as error:
        found = field_errors(error.errors(include_url=False, include_input=False))
        return problem(422, "; ".join(f"{each.pointer or 'it'}: {each.detail}" for each in found), found)
