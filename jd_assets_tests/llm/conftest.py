"""Fixtures of the LLM tests: the real openai client against a server on loopback."""

from collections.abc import Callable
from typing import Any

import pytest

from jd_assets.llm.cache import AnswerCache
from jd_assets.llm.client import LlmClient
from jd_assets.llm.settings import LlmSettings
from jd_assets_tests.llm.fake_server import FakeLlmServer

MakeClient = Callable[..., LlmClient]


@pytest.fixture
def make_client(server: FakeLlmServer) -> MakeClient:
    """A client of the server, with the settings that a test changes."""

    def make(cache: AnswerCache | None = None, **changes: Any) -> LlmClient:
        values = {"engine": "openai", "api_key": "sk-test-0123456789wxyz", "base_url": server.url, "max_retries": 2}
        return LlmClient(LlmSettings.model_validate(values | changes), cache)

    return make
