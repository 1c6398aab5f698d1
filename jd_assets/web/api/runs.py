"""Stored runs for programs; browsers get the pages of the same addresses."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from jd_assets.database.stage_tables import existing
from jd_assets.impact.replay import replay_stored
from jd_assets.ingest.identity import run_id_of
from jd_assets.web.api.calls import RunsOf, in_thread, payload_text
from jd_assets.web.api.documenting import problems
from jd_assets.web.api.payloads import ReplayAnswer, RunAnswer
from jd_assets.web.api.reading import JSON
from jd_assets.web.problems import Problem, ProblemError, problem
from jd_assets.web.services import Services

RunId = Annotated[str, Path(description="`run_id` of a payload", max_length=64)]


class ForPrograms(APIRoute):
    """A route that leaves requests of browsers to the page of the same address."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """No match where a page is asked for."""
        accepts = dict(scope.get("headers", ())).get(b"accept", b"")
        return (Match.NONE, {}) if b"text/html" in accepts else super().matches(scope)


router = APIRouter(tags=["runs"], route_class=ForPrograms)


@router.get("/runs/{run_id}", response_model=RunAnswer, responses=problems(404, 422))
async def run(request: Request, run_id: RunId, runs: RunsOf) -> Response:
    """All payloads of a run as they are stored."""
    answer = await in_thread(request, lambda: runs.stored(run_id))
    if isinstance(answer, Problem):
        raise ProblemError(answer)
    return Response(payload_text(answer.record, answer), media_type=JSON)


@router.get("/runs/{run_id}/replay", response_model=ReplayAnswer, responses=problems(404, 422))
async def replay(request: Request, run_id: RunId) -> Any:
    """Make the stored decision again from what is stored, without an LLM, and say what differs."""
    services: Services = request.app.state.services
    return await in_thread(request, lambda: replayed(services, run_id_of(run_id)))


def replayed(services: Services, run_id: str) -> ReplayAnswer:
    """The decision of a run made again.

    Raises:
        ProblemError: There is no such run.
        PermanentFailure: It has no decision, or cannot be decided again by the rules of today.
    """
    with services.connect() as connection:
        if not existing(connection, "case_decision", [run_id]):
            raise ProblemError(problem(404, f"There is no run {run_id} that was decided"))
    again = replay_stored(services.connect, run_id, services.indexes.current().library)
    return ReplayAnswer(run_id=run_id, same=again.same, differing=list(again.differing), notes=list(again.notes))
