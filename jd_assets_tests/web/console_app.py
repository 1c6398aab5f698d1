"""The application without a database behind it, for tests of what stands in front of every route."""

from typing import Any, cast

from fastapi import APIRouter
from fastapi.testclient import TestClient

from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import TransientFailure
from jd_assets.llm.settings import LlmSettings
from jd_assets.web import app as application
from jd_assets.web.services import Services
from jd_assets.web.settings import ConsoleSettings, read_tokens

#: Nothing here makes a vector.
NO_EMBEDDER = cast(Embedder, None)

TOKENS = {
    "client": "client-0123456789-0123456789",
    "reviewer": "reviewer-0123456789-0123456789",
    "admin": "admin-0123456789-0123456789",
}


def holders() -> dict[str, object]:
    """The settings of a console that asks for a token."""
    return {"tokens": read_tokens([f"{role}-holder:{role}:{token}" for role, token in TOKENS.items()])}


def bearer(role: str) -> dict[str, str]:
    """The header of a token's holder."""
    return {"Authorization": f"Bearer {TOKENS[role]}"}


def routes() -> APIRouter:
    """Routes that do what goes wrong."""
    router = APIRouter()

    @router.get("/probe/page")
    def shown() -> str:
        return "shown"

    @router.post("/probe/write")
    def write() -> str:
        return "written"

    @router.get("/probe/fault")
    def fault() -> str:
        raise RuntimeError("the password is hunter2")

    @router.get("/probe/away")
    def away() -> str:
        raise TransientFailure("The database cannot be reached; check JD_DATABASE_URL")

    return router


def client_of(**settings: Any) -> TestClient:
    """A browser, or a program, at the application."""
    app = application.create_app(
        Services(connector("postgresql://nowhere"), NO_EMBEDDER, LlmSettings()),
        ConsoleSettings(**settings),
        pages=[routes()],
    )
    return TestClient(app, "http://127.0.0.1:3001", raise_server_exceptions=False, follow_redirects=False)
