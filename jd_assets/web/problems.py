"""Errors over HTTP: RFC 9457 problem details for programs, a plain page for people, and never a stack trace."""

import logging
import uuid
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jd_assets.failures import JdAssetsError, TransientFailure, reason_of

_logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
#: Seconds after which a caller may try again what a passing fault refused.
RETRY_AFTER = 5

TITLES: Mapping[int, tuple[str, str]] = {
    400: ("bad-request", "The request cannot be read"),
    401: ("token-needed", "A token is needed"),
    403: ("not-allowed", "Not allowed"),
    404: ("not-found", "Not found"),
    405: ("method", "This address takes another method"),
    406: ("not-acceptable", "No form of the answer is one that was asked for"),
    408: ("too-slow", "The request came too slowly"),
    409: ("conflict", "It does not fit what is stored"),
    413: ("too-large", "The request is too large"),
    415: ("media-type", "The request's media type is not one that is read here"),
    421: ("wrong-host", "Another host was meant"),
    422: ("invalid", "The request holds what cannot be taken"),
    429: ("too-many", "Too many requests"),
    500: ("fault", "A fault of this program"),
    503: ("unavailable", "Not available at the moment"),
    504: ("timeout", "It takes too long"),
}


class FieldError(BaseModel):
    """One thing that is wrong with a request."""

    pointer: str = Field(description="Where, as a JSON pointer into the request's body; empty for all of it")
    detail: str = Field(description="What is wrong, and what to do")


class Problem(BaseModel):
    """RFC 9457 problem details; the same form stands for a whole request and for one item of a batch."""

    type: str = Field(description="urn:jd-assets:problem:KIND")
    title: str
    status: int
    detail: str = Field(description="What happened and what to do")
    errors: list[FieldError] = Field(default=[], description="The fields that are at fault")
    index: int | None = Field(default=None, description="The item's place in the call, from 0, for an item of several")
    instance: str | None = Field(default=None, description="Id of this occurrence in the log, for a fault of ours")


class ProblemError(Exception):
    """Raised to answer a request with a problem."""

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.headers = dict(headers or {})


def problem(status: int, detail: str, errors: list[FieldError] | None = None, instance: str | None = None) -> Problem:
    """A problem of a status."""
    kind, title = TITLES.get(status, ("other", "The request failed"))
    return Problem(
        type=f"urn:jd-assets:problem:{kind}",
        title=title,
        status=status,
        detail=detail,
        errors=errors or [],
        instance=instance,
    )


def problem_of(error: JdAssetsError) -> Problem:
    """The problem of an error that this package raised on purpose."""
    return problem(503 if isinstance(error, TransientFailure) else 422, reason_of(error))


def problem_response(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    sent = dict(headers or {})
    if found.status in {429, 503}:
        sent.setdefault("Retry-After", str(RETRY_AFTER))
    body = found.model_dump_json(exclude_none=True)
    return Response(body, found.status, sent, media_type=MEDIA_TYPE)


def pointer_of(location: tuple[int | str, ...]) -> str:
    """The JSON pointer of a place that pydantic names."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def field_errors(details: list[Any], skip: int = 0) -> list[FieldError]:
    """What pydantic found, without the values that it found it in."""
    return [FieldError(pointer=pointer_of(tuple(each["loc"])[skip:]), detail=str(each["msg"])) for each in details]


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks: programs that name no media type get problem details."""
    return "text/html" in request.headers.get("accept", "")


def add_handlers(app: FastAPI) -> None:
    """Let every error of the application end in a problem or an error page."""
    app.exception_handler(ProblemError)(_on_problem)
    app.exception_handler(HTTPException)(_on_http)
    app.exception_handler(RequestValidationError)(_on_invalid)
    app.exception_handler(JdAssetsError)(_on_failure)


def answer(request: Request, found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem in the form that the request asks for."""
    if not wants_page(request):
        return problem_response(found, headers)
    from jd_assets.web.templating import page  # noqa: PLC0415 - it reads the session, whose module answers problems

    return page(request, "error.html.j2", found.status, headers, problem=found)


async def _on_problem(request: Request, error: ProblemError) -> Response:
    return answer(request, error.problem, error.headers)


async def _on_http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 413:
        error.detail = "The body is longer than this console takes: send fewer postings a call"
    detail = error.detail or TITLES.get(error.status_code, ("", "The request failed"))[1]
    return answer(request, problem(error.status_code, str(detail)), error.headers)


async def _on_invalid(request: Request, error: RequestValidationError) -> Response:
    details = list(error.errors())
    if any(each["type"] == "json_invalid" for each in details):
        return answer(request, problem(400, "The body is no JSON", field_errors(details, 1)))
    return answer(request, problem(422, "Some fields cannot be taken: see errors", field_errors(details, 1)))


async def _on_failure(request: Request, error: JdAssetsError) -> Response:
    return answer(request, problem_of(error))


class Faults:
    """Answers what no handler expected, inside the middleware that adds headers; the log has the trace."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ProblemError as error:
            await answer(Request(scope), error.problem, error.headers)(scope, receive, send)
        except ClientDisconnect:
            _logger.info("The caller left before the body of %s %s was whole", scope.get("method"), scope.get("path"))
        except Exception:
            occurrence = uuid.uuid4().hex[:12]
            _logger.exception("Fault %s at %s %s", occurrence, scope.get("method"), scope.get("path"))
            if begun or scope["type"] != "http":
                raise
            detail = f"The log of the console says more under {occurrence}"
            await answer(Request(scope), problem(500, detail, instance=occurrence))(scope, receive, send)
