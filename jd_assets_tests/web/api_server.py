"""The real application over a database with the seed library."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from jd_assets.database.connection import pooled_connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.llm.settings import LlmSettings
from jd_assets.web.app import create_app
from jd_assets.web.services import Report, Services
from jd_assets.web.settings import ConsoleSettings


class Reported:
    """Keeps what Dagster would be told."""

    def __init__(self) -> None:
        self.expected: list[str] = []
        self.told: list[str] = []

    def expect(self, run_ids: Any) -> None:
        self.expected += run_ids

    def tell(self, run_ids: Any) -> None:
        self.told += run_ids


@contextmanager
def served(
    url: str, embedder: Embedder, report: Report, settings: Mapping[str, Any] | None = None, **llm: Any
) -> Iterator[TestClient]:
    """A client of the application that is open meanwhile."""
    with pooled_connector(url, 8) as connect:
        services = Services(connect, embedder, LlmSettings(**llm), report=report)
        app = create_app(services, ConsoleSettings(**{"requests_per_minute": 0, **(settings or {})}))
        with TestClient(app, "http://127.0.0.1:3001", raise_server_exceptions=False) as client:
            yield client


@contextmanager
def listening(url: str, embedder: Embedder, settings: Mapping[str, Any] | None = None) -> Iterator[str]:
    """The address of the application on a port of this machine, served as `jd-assets console` serves it."""
    with pooled_connector(url, 8) as connect:
        app = create_app(
            Services(connect, embedder, LlmSettings()),
            ConsoleSettings(**{"requests_per_minute": 0, **(settings or {})}),
        )
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        [socket] = server.servers[0].sockets
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
