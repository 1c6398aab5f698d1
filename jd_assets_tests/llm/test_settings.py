import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.llm.settings import LlmSettings, reasons


def test_without_a_key_the_rules_engine_is_in_force() -> None:
    assert LlmSettings.from_env().engine == "rules"


def test_a_key_in_the_environment_turns_the_model_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    assert LlmSettings.from_env().engine == "openai"


def test_the_rules_can_be_named_although_there_is_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("JD_LLM_ENGINE", "rules")
    assert LlmSettings.from_env().engine == "rules"


def test_the_openai_engine_without_key_or_server_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="OPENAI_API_KEY"):
        LlmSettings.from_env(engine="openai")


def test_a_keyless_server_needs_no_key() -> None:
    assert LlmSettings.from_env(engine="openai", base_url="http://localhost:11434/v1").api_key is None


def test_every_variable_reaches_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {
        "OPENAI_API_KEY": "sk-1",
        "OPENAI_BASE_URL": "http://localhost:8000/v1",
        "JD_LLM_MODEL": "qwen3",
        "JD_LLM_REASONING_EFFORT": "low",
        "JD_LLM_TEMPERATURE": "0.5",
        "JD_LLM_TIMEOUT": "7.5",
        "JD_LLM_MAX_RETRIES": "1",
        "JD_LLM_MAX_CONCURRENCY": "2",
        "JD_LLM_SERVICE_TIER": "flex",
        "JD_LLM_CALLS": "two",
        "JD_LLM_MAX_USD_RUN": "1.5",
        "JD_LLM_MAX_USD_DAY": "10",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = LlmSettings.from_env()
    assert settings.model_dump(exclude={"api_key"}) == {
        "engine": "openai",
        "model": "qwen3",
        "reasoning_effort": "low",
        "temperature": 0.5,
        "base_url": "http://localhost:8000/v1",
        "timeout_seconds": 7.5,
        "max_retries": 1,
        "max_concurrency": 2,
        "service_tier": "flex",
        "calls": "two",
        "max_usd_run": 1.5,
        "max_usd_day": 10.0,
    }


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JD_LLM_ENGINE", "magic"),
        ("JD_LLM_REASONING_EFFORT", "a lot"),
        ("JD_LLM_TEMPERATURE", "warm"),
        ("JD_LLM_TIMEOUT", "-1"),
        ("JD_LLM_MAX_RETRIES", "1000"),
        ("JD_LLM_MAX_CONCURRENCY", "0"),
        ("JD_LLM_SERVICE_TIER", "gold"),
        ("OPENAI_BASE_URL", "not a url"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(PermanentFailure, match=f"^{variable}={value}: "):
        LlmSettings.from_env()


def test_an_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_LLM_MODEL", "from-environment")
    assert LlmSettings.from_env(model="from-argument").model == "from-argument"


def test_the_key_shows_in_no_representation() -> None:
    settings = LlmSettings.from_env(api_key="sk-very-secret")
    assert "secret" not in repr(settings) + str(settings.model_dump()) + settings.model_dump_json()


def test_the_word_default_leaves_a_setting_to_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_LLM_REASONING_EFFORT", "default")
    monkeypatch.setenv("JD_LLM_TEMPERATURE", "default")
    settings = LlmSettings.from_env()
    assert (settings.reasoning_effort, settings.temperature) == (None, None)


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-5-mini", "o4-mini", "ft:gpt-6-luna:us::1", "openai/gpt-6-luna"])
def test_reasoning_models_are_known_by_their_family(model: str) -> None:
    assert reasons(model)


@pytest.mark.parametrize("model", ["gpt-4.1-nano", "gpt-4o", "gpt-5-chat-latest", "llama3.1", "qwen3:8b"])
def test_other_models_are_sent_no_reasoning_effort(model: str) -> None:
    assert LlmSettings(model=model).sent_effort is None


def test_a_reasoning_model_gets_a_temperature_only_without_reasoning() -> None:
    assert LlmSettings(reasoning_effort="none").sent_temperature == 0
    assert LlmSettings(reasoning_effort="low").sent_temperature is None
    assert LlmSettings(reasoning_effort="low", model="gpt-4.1-nano").sent_temperature == 0
