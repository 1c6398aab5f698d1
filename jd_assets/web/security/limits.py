"""Limits of a request: how slowly its body may come, and how many of one caller."""

import asyncio
import math
import time
from collections import OrderedDict

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jd_assets.web.problems import answer, problem
from jd_assets.web.settings import ConsoleSettings

#: Callers whose pace is remembered; the one that was quiet longest is forgotten first.
CALLERS = 10_000
#: Addresses whose pace does not count: probes, and files that a page loads beside itself.
UNCOUNTED = ("/health", "/ready", "/static/")


class Limits:
    """Refuses bodies that come too slowly and callers that ask too often; it stands behind the door."""

    def __init__(self, app: ASGIApp, settings: ConsoleSettings) -> None:
        self._app = app
        self._settings = settings
        self._pace = Pace(settings.requests_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        wait = 0.0 if request.url.path.startswith(UNCOUNTED) else self._pace.wait(_caller(request))
        if wait:
            headers = {"Retry-After": str(math.ceil(wait))}
            detail = f"More than {self._settings.requests_per_minute} requests a minute: go on in {math.ceil(wait)} s"
            await answer(request, problem(429, detail), headers)(scope, receive, send)
            return
        await self._app(scope, self._hurried(receive), send)

    def _hurried(self, receive: Receive) -> Receive:
        is_whole = False

        async def receiving() -> Message:
            nonlocal is_whole
            # After the body comes the caller going away, for which there is no hurry.
            try:
                message = await asyncio.wait_for(receive(), None if is_whole else self._settings.body_seconds)
            except TimeoutError:
                raise HTTPException(408, "The rest of the body did not come: send it again") from None
            is_whole = is_whole or not message.get("more_body", False)
            return message

        return receiving


class Pace:
    """A bucket of requests for each caller that fills evenly (token bucket)."""

    def __init__(self, per_minute: int) -> None:
        self._per_second = per_minute / 60
        self._most = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str) -> float:
        """Count a request; 0 where it may go on, else the seconds after which it may."""
        if not self._most:
            return 0.0
        now = time.monotonic()
        held, since = self._buckets.pop(caller, (self._most, now))
        held = min(self._most, held + (now - since) * self._per_second)
        allowed = held >= 1
        self._buckets[caller] = (held - 1 if allowed else held, now)
        while len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - held) / self._per_second


def _caller(request: Request) -> str:
    """The holder, or the address of one who has not signed in."""
    principal = request.state.principal
    if principal is not None:
        return f"holder {principal.name}"
    return f"address {request.client.host if request.client else ''}"
