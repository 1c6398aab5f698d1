"""Counters for a monitoring system, in the format of Prometheus."""

import time
from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jd_assets.stages.pipeline import Processed
from jd_assets.web.api.answering import Answered
from jd_assets.web.problems import Problem

REGISTRY = CollectorRegistry()

_SECONDS = (0.005, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
REQUESTS = Histogram(
    "jd_assets_http_seconds",
    "Seconds of HTTP requests",
    ("method", "route", "status"),
    buckets=_SECONDS,
    registry=REGISTRY,
)
ANSWERS = Counter("jd_assets_answers", "Postings and runs that calls asked for", ("call", "outcome"), registry=REGISTRY)
STAGES = Histogram(
    "jd_assets_stage_seconds", "Seconds of a stage for a batch", ("stage",), buckets=_SECONDS, registry=REGISTRY
)
BATCHES = Histogram(
    "jd_assets_batch_size",
    "Postings that went through the stages together",
    buckets=(1, 2, 4, 8, 16, 32),
    registry=REGISTRY,
)
COST = Counter("jd_assets_llm_cost_usd", "US dollars of LLM calls", registry=REGISTRY)
LIBRARY = Gauge("jd_assets_library_version", "Version of the role library", registry=REGISTRY)
WAITING = Gauge("jd_assets_waiting_postings", "Postings that wait for the stages", registry=REGISTRY)


def count_answers(call: str, answers: Sequence[Answered | Problem]) -> None:
    """Count what a call asked for by its outcome: new, known, or a problem."""
    for answer in answers:
        if isinstance(answer, Problem):
            ANSWERS.labels(call, f"problem_{answer.status}").inc()
        else:
            ANSWERS.labels(call, "known" if answer.meta.cached else "new").inc()


def count_batch(done: Processed) -> None:
    """Count a batch that went through the stages."""
    BATCHES.observe(len(done.records))
    for stage, ms in done.stage_ms.items():
        STAGES.labels(stage).observe(ms / 1_000)
    for record in done.records.payloads.values():
        COST.inc(record.final_role_output.llm_cost_total_usd or 0.0)


def exposition() -> bytes:
    """All counters as text."""
    return generate_latest(REGISTRY)


class Timed:
    """Times requests by their route: an address with an id in it would be a counter of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            REQUESTS.labels(scope["method"], route, status).observe(time.perf_counter() - began)
