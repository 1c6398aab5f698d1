"""The web application: the three calls for programs, and the pages for people."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from jd_assets.web import signing_in
from jd_assets.web.problems import Faults, add_handlers
from jd_assets.web.security.access import Door, form_is_ours, requires
from jd_assets.web.security.headers import SafeHeaders
from jd_assets.web.security.limits import Limits
from jd_assets.web.security.roles import Role
from jd_assets.web.services import Services
from jd_assets.web.settings import ConsoleSettings

STATIC = Path(__file__).parent / "static"

#: Routers of pages. Each page needs a reviewer, and each write of one the form token of its session.
PAGES: Sequence[APIRouter] = ()
#: Routers of calls. Each needs a client.
CALLS: Sequence[APIRouter] = ()


def create_app(services: Services, settings: ConsoleSettings, pages: Sequence[APIRouter] = PAGES) -> FastAPI:
    """The application over opened services.

    A router of pages or calls needs nothing of its own for safety: the door in front of all asks for a token where
    one is needed. Routes reach what they work with through `services_of`, and who asks through `requires(Role.…)`.
    """
    app = FastAPI(
        title="jd_assets",
        version=version("jd_assets"),
        docs_url=None,
        redoc_url=None,
        max_body_size=settings.max_body_bytes,
        middleware=[
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
    for router in CALLS:
        app.include_router(router, dependencies=[Depends(requires(Role.CLIENT))])
    for router in pages:
        app.include_router(
            router, dependencies=[Depends(requires(Role.REVIEWER)), Depends(form_is_ours)], include_in_schema=False
        )
    return app
