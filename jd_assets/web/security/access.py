"""The door of the application: who asks, by token or by session, and whether they may."""

import hmac
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jd_assets.web.problems import ProblemError, answer, problem
from jd_assets.web.security.roles import LOCAL, AccessRole, Principal
from jd_assets.web.security.sessions import (
    COOKIE,
    SESSION_SECONDS,
    WITHOUT_TOKEN,
    Session,
    is_form_token,
    new_session,
    read_cookie,
    write_cookie,
)
from jd_assets.web.settings import LOOPBACK, ConsoleSettings, token_digest

#: Addresses that need no token: they tell nothing of what is stored.
OPEN = ("/login", "/health", "/ready", "/static/")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Door:
    """Lets a request in with its principal in `request.state.principal`, or answers it here.

    Nothing behind it has to remember to ask for a token. It also refuses what a foreign page makes a browser send:
    a host name that points here (DNS rebinding) and writes from another origin.
    """

    def __init__(self, app: ASGIApp, settings: ConsoleSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        session, is_new = self._session(request)
        principal = self._principal(request, session)
        request.state.session, request.state.principal = session, principal
        refused = self._forged(request)
        if refused is None and principal is None and not request.url.path.startswith(OPEN):
            refused = _sign_in(request)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, self._with_cookie(send, session, request) if is_new else send)

    def _forged(self, request: Request) -> Response | None:
        """The answer to a request that a foreign page may have sent."""
        host = request.headers.get("host", "")
        if self._settings.is_loopback and _name_of(host) not in LOOPBACK:
            return answer(request, problem(421, f"The console is at {self._settings.host}, not at {host[:80]}"))
        if request.method in SAFE_METHODS:
            return None
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
        if site not in {"none", "same-origin"} or (origin is not None and urlsplit(origin).netloc != host):
            return answer(request, problem(403, "Writes from pages of another origin are refused"))
        return None

    def _session(self, request: Request) -> tuple[Session, bool]:
        """The session of the cookie, or a new one; a new one stands for nobody until a token is given."""
        held = read_cookie(request.cookies.get(COOKIE, ""), self._settings.secret)
        if held is not None and (held.token_key == WITHOUT_TOKEN or held.token_key in self._settings.tokens):
            return held, False
        return new_session(WITHOUT_TOKEN), "authorization" not in request.headers

    def _principal(self, request: Request, session: Session) -> Principal | None:
        if not self._settings.tokens:
            return LOCAL
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme:
            return holder(self._settings.tokens, token.strip()) if scheme.lower() == "bearer" else None
        return self._settings.tokens.get(session.token_key)

    def _with_cookie(self, send: Send, session: Session, request: Request) -> Send:
        """Send the new session along where a page is sent: programs need no cookie."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html") and "set-cookie" not in headers:
                    headers.append("set-cookie", cookie_header(session, self._settings, request.url.scheme))
            await send(message)

        return sending


def holder(tokens: Mapping[str, Principal], token: str) -> Principal | None:
    """Who holds a token; every known one is compared, each in constant time."""
    digest = token_digest(token)
    found = [principal for known, principal in tokens.items() if hmac.compare_digest(known, digest)]
    return found[0] if found else None


def cookie_header(session: Session, settings: ConsoleSettings, scheme: str) -> str:
    """The Set-Cookie header of a session: no script reads it and no other site sends it."""
    secure = "; Secure" if scheme == "https" else ""
    value = write_cookie(session, settings.secret)
    return f"{COOKIE}={value}; Max-Age={SESSION_SECONDS}; Path=/; HttpOnly; SameSite=Strict{secure}"


def principal_of(request: Request) -> Principal:
    """Who makes this request."""
    found: Principal | None = request.state.principal
    if found is None:
        raise ProblemError(problem(401, "Sign in first"))
    return found


def requires(role: AccessRole) -> Callable[[Request], Principal]:
    """A dependency that lets in who has this role or a higher one, and gives them.

    Example:
        @router.post("/approve")
        def approve(who: Annotated[Principal, Depends(requires(AccessRole.REVIEWER))]) -> Response: ...
    """

    def check(request: Request) -> Principal:
        who = principal_of(request)
        if who.role < role:
            raise ProblemError(problem(403, f"This needs a token with the role {role.name.lower()} or a higher one"))
        return who

    return check


async def form_is_ours(request: Request) -> None:
    """A dependency of every page: a write must bring the form token of its session.

    It comes as the field `form_token` or as the header `X-Form-Token`. A program that signs in with a token of its own
    and no cookie forges nothing.
    """
    if request.method in SAFE_METHODS or "authorization" in request.headers:
        return
    given = request.headers.get("x-form-token")
    if given is None:
        given = str((await request.form()).get("form_token", ""))
    settings: ConsoleSettings = request.app.state.settings
    if not is_form_token(given, request.state.session, settings.secret):
        raise ProblemError(problem(403, "This form is not of this session: load the page again and send it once more"))


def _sign_in(request: Request) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)
    headers = {"WWW-Authenticate": 'Bearer realm="jd_assets"'}
    return answer(request, problem(401, "Send the header Authorization: Bearer TOKEN"), headers)


def _name_of(host: str) -> str:
    """A Host header without its port."""
    return host.rpartition(":")[0].strip("[]") if ":" in host.rpartition("]")[2] else host.strip("[]")
