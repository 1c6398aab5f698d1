"""Somebody who looks at pages and sends their forms, without a browser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from jd_assets.embedding.embedder import Embedder
from jd_assets.web.services import NoReport
from jd_assets_tests.web.api_server import served
from jd_assets_tests.web.console_app import TOKENS
from jd_assets_tests.web.markup import Markup

PAGE = {"Accept": "text/html"}


@dataclass
class Visitor:
    """A session at the console."""

    client: TestClient

    def get(self, address: str) -> Markup:
        """A page; what is no page is an error."""
        answer = self.client.get(address, headers=PAGE)
        assert answer.status_code == 200, answer.text
        return Markup(answer.text)

    def send(self, page: Markup, form: str, **fields: str) -> Response:
        """Send a form of a page with its hidden fields; the answer is that of the page which it leads to."""
        node = page.all(form)[0]
        hidden = {
            each.attributes["name"]: each.attributes.get("value") or "" for each in node.css("input[type=hidden]")
        }
        return self.client.post(node.attributes["action"] or "", data={**hidden, **fields}, headers=PAGE)

    def decide(self, page: Markup, action: str, **fields: str) -> Response:
        """Press a button of the card on a page."""
        return self.send(page, "#card-form", action=action, **fields)

    def undo(self, page: Markup) -> Markup:
        """Press undo."""
        return Markup(self.send(page, "form[action^='/review/undo/']").text)

    def another(self, token: str = "") -> "Visitor":
        """Another session at the same console; with a token where it asks for one."""
        client = TestClient(self.client.app, "http://127.0.0.1:3001", raise_server_exceptions=False)
        found = Visitor(client)
        if token:
            found.sign_in(token)
        return found

    def sign_in(self, role: str) -> None:
        """Sign in with the token of a role."""
        page = Markup(self.client.get("/login", headers=PAGE).text)
        self.send(page, "form[action='/login']", token=TOKENS[role])


@contextmanager
def visiting(url: str, embedder: Embedder, settings: Mapping[str, Any] | None = None) -> Iterator[Visitor]:
    """A visitor of the console over a database."""
    with served(url, embedder, NoReport(), settings) as client:
        yield Visitor(client)
