"""The four calls: a posting, a list or lines in; a payload each out, in their order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Header, Request
from starlette.responses import Response, StreamingResponse

from jd_assets.contracts.base import Payload
from jd_assets.contracts.run_record import RunRecord
from jd_assets.web.api.answering import Answered, Runs
from jd_assets.web.api.batcher import AT_ONCE
from jd_assets.web.api.documenting import call_document
from jd_assets.web.api.metrics import count_answers
from jd_assets.web.api.payloads import (
    ClientOutputAnswer,
    ExtractDetailsAnswer,
    ExtractFromJdAnswer,
    FinalRoleOutputAnswer,
)
from jd_assets.web.api.reading import JSON, NDJSON, Body, Item, read_body
from jd_assets.web.api.repeats import once
from jd_assets.web.problems import Problem, ProblemError, problem
from jd_assets.web.security.access import principal_of

#: Calls that wait for the pipeline at the same time; pages have threads of their own.
WAITING_CALLS = 64

router = APIRouter(tags=["calls"])


@dataclass(frozen=True)
class Call:
    """One of the calls: its path and the part of a record that it answers with."""

    path: str
    model: type[Payload]
    part: Callable[[RunRecord], Payload]
    takes_runs: bool = True


EXTRACT_FROM_JD = Call("/skills/extract-from-jd", ExtractFromJdAnswer, lambda r: r.extract_from_jd, takes_runs=False)
EXTRACT_DETAILS = Call("/skills/extract-details", ExtractDetailsAnswer, lambda r: r.extract_details)
FINAL_ROLE_OUTPUT = Call("/skills/final-role-output", FinalRoleOutputAnswer, lambda r: r.final_role_output)
CLIENT_OUTPUT = Call("/client-output", ClientOutputAnswer, lambda r: r.client_output)

Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="The same key and body get the same answer for a day; JSON calls only"),
]


def runs_of(request: Request) -> Runs:
    """The runs of the application that serves this request; a dependency."""
    found: Runs = request.app.state.runs
    return found


RunsOf = Annotated[Runs, Depends(runs_of)]


@router.post(EXTRACT_FROM_JD.path, **call_document(EXTRACT_FROM_JD.model, takes_runs=False))
async def extract_from_jd(request: Request, runs: RunsOf, key: Key = None) -> Response:
    """API 1: parse a posting, extract its skills, decide its role. A posting sent twice is one run."""
    return await _answer(EXTRACT_FROM_JD, request, runs, key)


@router.post(EXTRACT_DETAILS.path, **call_document(EXTRACT_DETAILS.model))
async def extract_details(request: Request, runs: RunsOf, key: Key = None) -> Response:
    """API 2: each skill matched to the library or described as new; a posting, or the run_id of an earlier call."""
    return await _answer(EXTRACT_DETAILS, request, runs, key)


@router.post(FINAL_ROLE_OUTPUT.path, **call_document(FINAL_ROLE_OUTPUT.model))
async def final_role_output(request: Request, runs: RunsOf, key: Key = None) -> Response:
    """API 3: the role, what was persisted and proposed, and what it cost; a posting, or the run_id of one."""
    return await _answer(FINAL_ROLE_OUTPUT, request, runs, key)


@router.post(CLIENT_OUTPUT.path, **call_document(CLIENT_OUTPUT.model))
async def client_output(request: Request, runs: RunsOf, key: Key = None) -> Response:
    """Skill clusters, nature of work, AI index, tech-stack maturity and more; a posting, or the run_id of one."""
    return await _answer(CLIENT_OUTPUT, request, runs, key)


async def _answer(call: Call, request: Request, runs: Runs, key: str | None) -> Response:
    body = await read_body(request, call.takes_runs)
    if body.is_lines:
        if key is not None:
            raise ProblemError(problem(400, f"An Idempotency-Key goes with {JSON}: lines that were done are known"))
        return StreamingResponse(_lines(call, runs, body.items), media_type=NDJSON)

    def work() -> str:
        return _whole(call, runs, body)

    if key is None:
        text = await in_thread(request, work)
    else:
        holder, content = principal_of(request).name, await request.body()
        connect = request.app.state.services.connect
        text = await in_thread(request, lambda: once(connect, holder, key, f"POST {call.path}", content, work))
    return Response(text, media_type=JSON)


async def in_thread(request: Request, work: Callable[[], Any]) -> Any:
    """The result of what waits for the pipeline or the database, beside the threads of pages."""
    limiter: CapacityLimiter = request.app.state.waiting_calls
    return await to_thread.run_sync(work, limiter=limiter)


def _whole(call: Call, runs: Runs, body: Body) -> str:
    answers = runs.answer(body.items)
    count_answers(call.path, answers)
    if body.is_list:
        return f"[{','.join(_item(call, answer, number) for number, answer in enumerate(answers))}]"
    [answer] = answers
    if isinstance(answer, Problem):
        raise ProblemError(answer)
    return payload_text(call.part(answer.record), answer)


def _lines(call: Call, runs: Runs, items: Sequence[Item]) -> Iterator[str]:
    """Portions of lines, each written as soon as it is done."""
    numbered = iter(enumerate(items))
    while portion := list(islice(numbered, AT_ONCE)):
        answers = runs.answer([item for _, item in portion], is_bulk=True)
        count_answers(call.path, answers)
        lines = (_item(call, answer, number) for (number, _), answer in zip(portion, answers, strict=True))
        yield "".join(f"{line}\n" for line in lines)


def _item(call: Call, answer: Answered | Problem, number: int) -> str:
    if isinstance(answer, Problem):
        return answer.model_copy(update={"index": number}).model_dump_json(exclude_none=True)
    return payload_text(call.part(answer.record), answer)


def payload_text(payload: Payload, answer: Answered) -> str:
    """A payload as JSON with `meta` as its last key."""
    return f'{payload.model_dump_json()[:-1]},"meta":{answer.meta.model_dump_json()}}}'
