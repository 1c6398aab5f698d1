"""Routes of the overview, the list of runs and the pages of single runs."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.identity import run_id_of
from jd_assets.web.console.desk import desk_of
from jd_assets.web.console.overview import DAYS, read_overview
from jd_assets.web.console.run_filter import RunFilter
from jd_assets.web.console.run_list import COUNTED, read_runs, read_sources
from jd_assets.web.problems import ProblemError, problem
from jd_assets.web.run_page import page_values
from jd_assets.web.run_reading import read_run_page
from jd_assets.web.services import Services, services_of
from jd_assets.web.templating import page

router = APIRouter()

UseServices = Annotated[Services, Depends(services_of)]


@router.get("/")
def overview(request: Request, services: UseServices) -> Response:
    """Cases over time, what the library lacks, cost, the queue and what failed."""
    desk_of(request).queue.warm()
    return page(request, "overview.html.j2", view=read_overview(services.connect), days=DAYS)


@router.get("/runs")
def runs(request: Request, services: UseServices) -> Response:
    """The runs that a filter asks for, newest first."""
    wanted = RunFilter.of(request.query_params)
    run_id = _as_run_id(wanted.q)
    if run_id:
        return RedirectResponse(f"/runs/{run_id}", 303)
    found = read_runs(services.connect, wanted, _place(request))
    roles = sorted((role.display_name, role.slug) for role in desk_of(request).library().roles)
    return page(
        request,
        "runs.html.j2",
        wanted=wanted,
        found=found,
        sources=read_sources(services.connect),
        roles=roles,
        counted=COUNTED,
        is_first=_place(request) is None,
    )


@router.get("/runs/{run_id}")
def run(request: Request, run_id: str, services: UseServices) -> Response:
    """The page of one run."""
    known = _as_run_id(run_id)
    found = read_run_page(services.connect, known) if known else None
    if found is None:
        raise ProblemError(problem(404, f"There is no run {run_id[:80]}: the list of runs has all there are"))
    dagster = request.app.state.settings.dagster_url
    partition = f"{dagster.rstrip('/')}/assets/run_record?view=partitions&partition={quote(known or '')}"
    return page(request, "run.html.j2", dagster_partition=partition if dagster else "", **page_values(found))


def _as_run_id(text: str) -> str | None:
    try:
        return run_id_of(text) if len(text) >= 32 else None
    except PermanentFailure:
        return None


def _place(request: Request) -> tuple[datetime, str] | None:
    """The place in the list that the address names."""
    query = request.query_params
    run_id = _as_run_id(query.get("run", ""))
    try:
        return (datetime.fromisoformat(query.get("before", "")), run_id) if run_id else None
    except ValueError:
        return None
