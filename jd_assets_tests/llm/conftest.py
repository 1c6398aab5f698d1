"""Fixtures of the LLM tests: the real openai client against a server on loopback."""

from collections.abc import Callable
from typing import Any

import pytest

from jd_assets.llm.cache import AnswerCache
from jd_assets.llm.client import LlmClient
from jd_assets.llm.settings import LlmSettings
from jd_assets_tests.llm.fake_server import FakeLlmServer

MakeClient = Callable[..., LlmClient]


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """An odd answer is asked for again at once, and each test meets a server that never spoke before."""
    monkeypatch.setattr("jd_assets.llm.completion.FIRST_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr("jd_assets.llm.client._WAIT_SECONDS", 0.01)
    monkeypatch.setattr("jd_assets.llm.completion._known_forms", {})


@pytest.fixture
def make_client(server: FakeLlmServer) -> MakeClient:
    """A client of the server, with the settings that a test changes."""

    def make(cache: AnswerCache | None = None, **changes: Any) -> LlmClient:
        values = {"engine": "openai", "api_key": "sk-test-0123456789wxyz", "base_url": server.url, "max_retries": 2}
        return LlmClient(LlmSettings.model_validate(values | changes), cache)

    return make
