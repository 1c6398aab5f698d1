"""The web application: the calls for programs, and the pages for people."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter
from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from jd_assets.stages.pipeline import Processed, process
from jd_assets.web import signing_in
from jd_assets.web.api import calls, health, runs
from jd_assets.web.api.answering import Runs
from jd_assets.web.api.batcher import Batcher
from jd_assets.web.api.documenting import with_schemas
from jd_assets.web.api.metrics import Timed, count_batch
from jd_assets.web.console.routes import ROUTERS
from jd_assets.web.problems import Faults, add_handlers
from jd_assets.web.security.access import Door, form_is_ours, requires
from jd_assets.web.security.headers import SafeHeaders
from jd_assets.web.security.limits import Limits
from jd_assets.web.security.roles import AccessRole
from jd_assets.web.services import Services
from jd_assets.web.settings import ConsoleSettings

STATIC = Path(__file__).parent / "static"

#: Routers of calls. Each needs a client.
CALLS: Sequence[APIRouter] = (calls.router, runs.router, health.router)
#: Routers of pages. Each page needs a reviewer, and each write of one the form token of its session.
PAGES: Sequence[APIRouter] = ROUTERS

#: Batches under way at the same time: the rules engine computes, a model lets others compute while it answers.
WORKERS = {"rules": 1, "openai": 4, "auto": 4}


def create_app(services: Services, settings: ConsoleSettings, pages: Sequence[APIRouter] = PAGES) -> FastAPI:
    """The application over opened services.

    A router of pages or calls needs nothing of its own for safety: the door in front of all asks for a token where one
    is needed. Routes reach what they work with through `services_of`, and who asks through `requires(AccessRole.…)`.
    """
    app = _Documented(
        title="jd_assets",
        version=version("jd_assets"),
        description="Job descriptions in, roles and skills out, with evidence.",
        docs_url=None,
        redoc_url=None,
        max_body_size=settings.max_body_bytes,
        lifespan=_serving,
        middleware=[
            Middleware(Timed),
            Middleware(SafeHeaders),
            Middleware(Door, settings=settings),
            Middleware(Faults),
            Middleware(Limits, settings=settings),
        ],
    )
    app.state.services = services
    app.state.settings = settings
    add_handlers(app)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(signing_in.router, dependencies=[Depends(form_is_ours)])
    app.include_router(health.probes)
    for router in CALLS:
        app.include_router(router, dependencies=[Depends(requires(AccessRole.CLIENT))])
    for router in pages:
        app.include_router(
            router,
            dependencies=[Depends(requires(AccessRole.REVIEWER)), Depends(form_is_ours)],
            include_in_schema=False,
        )
    return app


def document_app() -> FastAPI:
    """An application without services: enough for its OpenAPI document, which no page is part of."""
    return create_app(None, ConsoleSettings(), pages=())  # type: ignore[arg-type]


class _Documented(FastAPI):
    """Its OpenAPI document also has what calls read and write themselves."""

    def openapi(self) -> dict[str, Any]:
        """The document."""
        return with_schemas(super().openapi())


@asynccontextmanager
async def _serving(app: FastAPI) -> AsyncIterator[None]:
    """The threads that take postings through the stages, while the application serves."""
    services: Services = app.state.services
    settings: ConsoleSettings = app.state.settings
    batcher = Batcher(lambda run_ids: _worked(services, run_ids), WORKERS[services.llm.engine])
    app.state.batcher = batcher
    app.state.runs = Runs(services, batcher, settings.answer_seconds)
    app.state.waiting_calls = CapacityLimiter(calls.WAITING_CALLS)
    try:
        yield
    finally:
        batcher.close()


def _worked(services: Services, run_ids: Sequence[str]) -> Processed:
    services.report.expect(run_ids)
    done = process(services, run_ids)
    count_batch(done)
    services.report.tell(run_ids)
    return done
