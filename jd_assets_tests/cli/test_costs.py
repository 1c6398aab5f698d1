"""What a command says of the calls that it may make, before it makes any."""

import pytest

from jd_assets.cli.costs import tell_who_is_asked
from jd_assets.llm.settings import LlmSettings


def said(capsys: pytest.CaptureFixture[str], named: bool = False) -> str:
    tell_who_is_asked(LlmSettings.from_env(), named)
    return capsys.readouterr().err


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JD_LLM_ENGINE", "OPENAI_BASE_URL", "JD_LLM_MAX_USD_RUN", "JD_LLM_MAX_USD_DAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")


def test_a_server_with_a_key_says_that_it_asks_because_of_that_and_whom(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys)
    assert "Engine openai (because OPENAI_API_KEY is set; `--engine rules` or JD_LLM_ENGINE=rules reads" in told
    assert "at https://api.openai.com/v1, no cap" in told
    assert "sk-1" not in told


def test_one_that_was_told_to_says_no_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "because" not in said(capsys, named=True)
    monkeypatch.setenv("JD_LLM_ENGINE", "openai")
    monkeypatch.setenv("JD_LLM_MAX_USD_DAY", "5")
    told = said(capsys)
    assert "because" not in told
    assert "at most $5 a day" in told


def test_one_that_asks_nobody_says_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_LLM_ENGINE", "rules")
    assert said(capsys) == ""
