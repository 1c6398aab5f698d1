import pytest

from jd_assets.database.connection import connector
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.failures import PermanentFailure


def test_the_environment_is_read_when_a_run_asks_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = LlmResource()
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("JD_LLM_MODEL", "gpt-4.1-nano")
    assert (resource.settings().engine, resource.settings().model) == ("openai", "gpt-4.1-nano")


def test_a_field_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_LLM_MODEL", "from-environment")
    assert LlmResource(model="from-field").settings().model == "from-field"


def test_a_bad_field_is_refused_by_name() -> None:
    with pytest.raises(PermanentFailure, match="JD_LLM_TEMPERATURE=9"):
        LlmResource(temperature=9.0).settings()


def test_the_rules_engine_needs_no_client(database_url: str) -> None:
    assert LlmResource(engine="rules").client(connector(database_url)) is None


def test_no_secret_is_a_field() -> None:
    assert "api_key" not in LlmResource.model_fields
