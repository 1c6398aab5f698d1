"""Signing in and out with a browser: the token is given once, a signed cookie stands for it."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from jd_assets.web.security.access import cookie_header, holder
from jd_assets.web.security.sessions import WITHOUT_TOKEN, new_session
from jd_assets.web.settings import ConsoleSettings, token_digest
from jd_assets.web.templating import page

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form that asks for a token."""
    return page(request, "login.html.j2", next=_own_address(next), wrong=False)


@router.post("/login")
def sign_in(
    request: Request,
    token: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the name of the form's field
) -> Response:
    """Begin a session of the token's holder."""
    settings: ConsoleSettings = request.app.state.settings
    if holder(settings.tokens, token.strip()) is None:
        return page(request, "login.html.j2", 401, next=_own_address(next), wrong=True)
    session = new_session(token_digest(token.strip()))
    return _to(_own_address(next), cookie_header(session, settings, request.url.scheme))


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the session."""
    settings: ConsoleSettings = request.app.state.settings
    return _to("/login", cookie_header(new_session(WITHOUT_TOKEN), settings, request.url.scheme))


def _to(address: str, cookie: str) -> Response:
    return RedirectResponse(address, 303, {"Set-Cookie": cookie})


def _own_address(wanted: str) -> str:
    """An address of this application: one of another host would make the form a redirector."""
    parts = urlsplit(wanted)
    is_own = not parts.scheme and not parts.netloc and wanted.startswith("/") and "\\" not in wanted
    return wanted if is_own and not wanted.startswith("//") else "/"
