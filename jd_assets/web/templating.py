"""The pages of the console: templates of `templates/console`, with what every page knows."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from jd_assets.web.labels import KIND_NAMES
from jd_assets.web.run_page import teach_run_pages
from jd_assets.web.security.sessions import form_token
from jd_assets.web.settings import ConsoleSettings


def page(
    request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page; templates also get `principal`, `form_token` (for each form), `dagster_url` and `path`."""
    settings: ConsoleSettings = request.app.state.settings
    known = {
        "principal": request.state.principal,
        "form_token": form_token(request.state.session, settings.secret),
        "dagster_url": settings.dagster_url,
        "path": request.url.path,
    }
    text = console_templates().get_template(template).render(known | values)
    return HTMLResponse(text, status, headers)


@cache
def console_templates() -> Environment:
    """The environment of the console's templates, which have those of the run page beside them; all is escaped."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("jd_assets.web", "templates/console"), PackageLoader("jd_assets.web")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    teach_run_pages(environment)
    environment.globals["kind_names"] = KIND_NAMES
    return environment
