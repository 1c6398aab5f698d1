"""What goes wrong with LLM calls, and how an error of the openai SDK becomes a failure with a sentence."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure, reason_of
from jd_assets.llm.settings import LlmSettings

if TYPE_CHECKING:
    import openai

#: Characters of a server's own words that a sentence repeats.
_QUOTED_CHARS = 200

#: What a server or the proxy before it says while it takes no question at all.
_NOT_NOW = (502, 503, 504, 529)
#: The longest pause that a server can ask for; it may name a date.
_LONGEST_PAUSE = 3_600.0

_FORMAT_WORDS = re.compile(r"response_format|json_schema|json_object|structured.?output|guided.?json", re.IGNORECASE)
_UNKNOWN_MODEL = re.compile(r"model\b.{0,80}\bnot (found|exist)|(invalid|unknown) model", re.IGNORECASE)

#: Parameters that a server may refuse and the variables that set them.
_VARIABLE_OF = {
    "model": "JD_LLM_MODEL",
    "reasoning_effort": "JD_LLM_REASONING_EFFORT",
    "temperature": "JD_LLM_TEMPERATURE",
    "service_tier": "JD_LLM_SERVICE_TIER",
}


class LlmSettingsFailure(PermanentFailure):
    """A setting, key or quota is wrong: every further call would fail as well."""


class LlmServerFailure(TransientFailure):
    """The server gave no answer, after all retries; where it answers other questions, the fault may be this one's."""


class LlmServerAway(LlmServerFailure):
    """The server takes no question at all now: it is not there, has too much to do, or limits the rate."""


class LlmOddAnswer(LlmServerFailure):
    """The server sent what is no chat completion, after all retries: a page, half a body, another encoding."""


class AwaitsBatch(TransientFailure):
    """The questions were written down for the Batch API; the answers come within a day."""


class LlmBudgetReached(JdAssetsError):
    """What a run or a day may cost is spent; the questions that are left wait.

    Attributes:
        retry_after: Seconds until there is a new budget; None where only a higher one helps.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def is_about_format(error: "openai.APIStatusError") -> bool:
    """True where the server refuses the way an answer's form was asked for, not the question."""
    return error.status_code in (400, 422) and _FORMAT_WORDS.search(f"{error.param} {_words(error)}") is not None


def failure_from(error: "openai.OpenAIError", settings: LlmSettings) -> JdAssetsError:
    """The failure that an SDK error amounts to."""
    import openai  # noqa: PLC0415 - a second to import, and only where an LLM is asked

    tries = f"{settings.max_retries + 1} tries" if settings.max_retries else "one try"
    if isinstance(error, openai.APITimeoutError):
        return LlmServerFailure(
            f"The LLM server did not answer within {settings.timeout_seconds:g} s in {tries}; JD_LLM_TIMEOUT sets this"
        )
    if isinstance(error, openai.APIStatusError):
        return _status_failure(error, settings, tries)
    if isinstance(error, openai.APIConnectionError):
        return _connection_failure(error, settings, tries)
    return PermanentFailure(f"The LLM call failed: {reason_of(error)}")


def _connection_failure(error: "openai.APIConnectionError", settings: LlmSettings, tries: str) -> LlmServerFailure:
    import httpx2  # noqa: PLC0415 - comes with openai

    cause = reason_of(error.__cause__ or error)
    if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout):
        return LlmServerAway(f"The LLM server{_where(settings)} cannot be reached ({cause}); check OPENAI_BASE_URL")
    return LlmServerFailure(f"The LLM server{_where(settings)} broke off its answer in {tries} ({cause})")


def odd_answer(settings: LlmSettings, seen: object, tries: int) -> LlmOddAnswer:
    """The failure of one call whose answer is no chat completion."""
    shown = " ".join(str(seen).split())[:_QUOTED_CHARS]
    times = "one try" if tries == 1 else f"{tries} tries"
    return LlmOddAnswer(f"The LLM server{_where(settings)} sent no chat completion in {times}: {shown!r}")


def no_chat_completion(settings: LlmSettings) -> LlmSettingsFailure:
    """The failure of a server that answers, but not as one that speaks chat completions."""
    return LlmSettingsFailure(f"The server{_where(settings)} does not speak chat completions; check OPENAI_BASE_URL")


def _status_failure(error: "openai.APIStatusError", settings: LlmSettings, tries: str) -> JdAssetsError:
    status, words = error.status_code, _words(error)
    wrong_setting = _wrong_setting(error, settings, words)
    if wrong_setting:
        return LlmSettingsFailure(wrong_setting)
    if status == 429:
        return LlmServerAway(
            f"The LLM server still limits the rate after {tries}; lower JD_LLM_MAX_CONCURRENCY", _retry_after(error)
        )
    if status in _NOT_NOW:
        return LlmServerAway(f"The LLM server is away, in {tries} with status {status}: {words}", _retry_after(error))
    if status >= 500 or status in (408, 409):
        words = f"The LLM server failed in {tries}, at last with status {status}: {words}"
        return LlmServerFailure(words, _retry_after(error))
    if error.code == "context_length_exceeded":
        return PermanentFailure(f"The posting is too long for model {settings.model!r}: {words}")
    return PermanentFailure(f"The LLM server refuses the request ({status}): {words}")


def _wrong_setting(error: "openai.APIStatusError", settings: LlmSettings, words: str) -> str | None:
    """What to set where the error is of a kind that every call would meet, else None."""
    status = error.status_code
    if status == 401:
        return f"The LLM server refuses {_key(settings)} (401): set a valid one"
    if status == 403:
        return f"The LLM server does not let {_key(settings)} use model {settings.model!r} (403): {words}"
    if status == 404 or error.code == "model_not_found" or (status == 400 and _UNKNOWN_MODEL.search(words)):
        return (
            f"The LLM server{_where(settings)} has no model {settings.model!r}: set JD_LLM_MODEL to one it has "
            f"(or check OPENAI_BASE_URL). It said: {words}"
        )
    if error.code == "insufficient_quota":
        return f"The account of {_key(settings)} has no quota left: check its billing"
    if error.param in _VARIABLE_OF:
        return f"Model {settings.model!r} refuses {error.param}: set {_VARIABLE_OF[error.param]}. It said: {words}"
    return None


def _retry_after(error: "openai.APIStatusError") -> float | None:
    """Seconds that the server asks to wait, by any of the three ways to say so."""
    headers = error.response.headers
    try:
        if given := headers.get("retry-after-ms"):
            seconds = float(given) / 1_000
        elif not (given := headers.get("retry-after")):
            return None
        elif given.strip().replace(".", "", 1).isdigit():
            seconds = float(given)
        else:
            seconds = (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), _LONGEST_PAUSE)


def _words(error: "openai.APIStatusError") -> str:
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    words = " ".join(str(message or body or error.message).split())
    return words if len(words) <= _QUOTED_CHARS else words[:_QUOTED_CHARS] + "…"


def _where(settings: LlmSettings) -> str:
    return f" at {settings.base_url}" if settings.base_url else ""


def _key(settings: LlmSettings) -> str:
    """Which key is meant, by its last characters, as the provider's own key list shows it."""
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    if not key:
        return "a call without a key (OPENAI_API_KEY is not set)"
    return f"the key in OPENAI_API_KEY (…{key[-4:]})" if len(key) >= 16 else "the key in OPENAI_API_KEY"
