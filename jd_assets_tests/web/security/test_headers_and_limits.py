"""What every response carries, and the limits of every request."""

import logging

import anyio
import pytest
from starlette.types import Message, Scope

from jd_assets.web.security.limits import Pace
from jd_assets_tests.web.console_app import client_of


@pytest.mark.parametrize("path", ["/probe/page", "/probe/fault", "/probe/missing", "/login", "/static/bare.css"])
def test_no_response_lets_foreign_or_inline_code_run(path: str) -> None:
    headers = client_of().get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_fault_shows_no_trace_and_says_where_the_log_has_it(caplog: pytest.LogCaptureFixture) -> None:
    answer = client_of().get("/probe/fault")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "hunter2" not in answer.text
    assert answer.json()["instance"] in caplog.text
    assert "hunter2" in caplog.text


def test_people_get_errors_as_a_page() -> None:
    answer = client_of().get("/probe/fault", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "A fault of this program" in answer.text
    assert "hunter2" not in answer.text


def test_a_passing_fault_says_when_to_try_again() -> None:
    answer = client_of().get("/probe/away")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["detail"] == "The database cannot be reached; check JD_DATABASE_URL"


def test_a_body_that_is_too_long_is_refused_by_its_length_and_while_it_is_read() -> None:
    client = client_of(max_body_bytes=1024**2)
    long = b"x" * (1024**2 + 1)
    announced = client.post("/login", content=long)
    streamed = client.post(
        "/login",
        content=iter([long[:1000], long[1000:]]),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (announced.status_code, streamed.status_code) == (413, 413)


def test_a_page_that_is_left_while_it_sends_leaves_no_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = client_of()
    messages: list[Message] = [
        {"type": "http.request", "body": b"form_", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async def leave() -> None:
        await client.app(form_scope("/probe/write"), receive, send)

    with caplog.at_level(logging.WARNING):
        anyio.run(leave)
    assert sent == []
    assert caplog.records == []


def form_scope(path: str) -> Scope:
    """A form that a browser on this machine begins to send."""
    headers = {"host": "127.0.0.1:3001", "content-type": "application/x-www-form-urlencoded"}
    return {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 3001),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
    }


def test_a_caller_beyond_the_rate_is_told_when_to_go_on() -> None:
    client = client_of(requests_per_minute=3)
    answers = [client.get("/probe/page") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[3].headers["retry-after"]) >= 1
    assert client.get("/static/bare.css").status_code == 200


def test_callers_have_a_pace_each() -> None:
    pace = Pace(per_minute=1)
    assert pace.wait("anna") == 0
    assert pace.wait("anna") > 0
    assert pace.wait("ben") == 0
