"""One chat completion over HTTP: what is sent, what comes back, and the servers that know no JSON Schema."""

import json
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jd_assets.contracts.base import LlmUsage
from jd_assets.failures import reason_of
from jd_assets.llm.failures import failure_from, is_about_format, odd_answer
from jd_assets.llm.prompts import Prompt, as_data
from jd_assets.llm.settings import OPENAI_URL, LlmSettings
from jd_assets.llm.usage import cost_usd

if TYPE_CHECKING:
    import openai

_logger = logging.getLogger(__name__)

#: From the surest way to get JSON to the most widely known one.
AnswerForm = Literal["json_schema", "json_object", "text"]
_FORMS: tuple[AnswerForm, ...] = ("json_schema", "json_object", "text")

#: The surest form that each server was seen to accept. Shared by all clients of the process, so that one refused
#: request is paid once and not by every stage.
_known_forms: dict[str, AnswerForm] = {}

#: Seconds before an answer that is none is asked for again, doubled each time.
FIRST_PAUSE_SECONDS = 0.5


def has_spoken(url: str | None) -> bool:
    """True where the server gave a chat completion to this process before."""
    return (url or OPENAI_URL) in _known_forms


@dataclass(frozen=True)
class Completion:
    """An answer as it came, before anybody looked whether it is any good."""

    raw: str
    refusal: str
    finish_reason: str
    usage: LlmUsage


def open_sdk(settings: LlmSettings) -> "openai.OpenAI":
    """OpenAI's client, as the settings say."""
    import openai  # noqa: PLC0415 - a second to import, and only where an LLM is asked

    return openai.OpenAI(
        api_key=settings.api_key.get_secret_value() if settings.api_key else "none",
        base_url=settings.base_url or OPENAI_URL,
        timeout=settings.timeout_seconds,
        max_retries=settings.max_retries,
    )


class ChatServer:
    """A server that speaks OpenAI's chat completions; safe to use from several threads."""

    def __init__(self, settings: LlmSettings) -> None:
        from jd_assets.llm.deadline import end_answers_in_time  # noqa: PLC0415 - the HTTP client below takes .2 s

        self._settings = settings
        self._url = settings.base_url or OPENAI_URL
        self._openai = open_sdk(settings)
        end_answers_in_time(self._openai._client, settings.timeout_seconds)

    def complete(self, prompt: Prompt, text: str, schema: dict[str, Any]) -> Completion:
        """Ask once; tried again on 429, 5xx, timeouts and what is no chat completion, as the settings allow.

        Raises:
            TransientFailure: No answer came.
            PermanentFailure: The server refuses the request.
        """
        tries = self._settings.max_retries + 1
        for attempt in range(tries):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            answer, form = self._answer(prompt, text, schema)
            try:
                completion = completion_of(answer, prompt.label, self._settings, prompt.schema_version or None)
            except (AttributeError, IndexError, KeyError, TypeError, ValueError):
                continue
            _known_forms[self._url] = form
            return completion
        raise odd_answer(self._settings, answer, tries)

    def _answer(self, prompt: Prompt, text: str, schema: dict[str, Any]) -> tuple[Any, AnswerForm]:
        """What came back, in whatever shape, and the form that it was asked for in."""
        import openai  # noqa: PLC0415

        for form in _FORMS[_FORMS.index(_known_forms.get(self._url, "json_schema")) :]:
            try:
                answer = self._openai.chat.completions.create(**self.request(prompt, text, schema, form))
            except openai.APIStatusError as error:
                if form == _FORMS[-1] or not is_about_format(error):
                    raise failure_from(error, self._settings) from error
                _logger.warning("%s does not take %s, asking for less: %s", self._url, form, error)
            except openai.APIResponseValidationError as error:
                return error.body, form
            except openai.OpenAIError as error:
                raise failure_from(error, self._settings) from error
            except ValueError as error:  # a body that is no JSON, or no text
                return reason_of(error), form
            else:
                return answer, form
        raise AssertionError("the last form either answers or raises")

    def request(
        self, prompt: Prompt, text: str, schema: dict[str, Any], form: AnswerForm = "json_schema"
    ) -> dict[str, Any]:
        """The body of one request."""
        system = prompt.text
        if form != "json_schema":
            system += "\n\nAnswer with one JSON object and nothing else. It must fit this JSON Schema:\n"
            system += json.dumps(schema)
        # The part that never changes comes first: providers give a discount on a prefix they have seen before.
        messages = [{"role": "system", "content": system}, {"role": "user", "content": as_data(text)}]
        request: dict[str, Any] = {"model": self._settings.model, "messages": messages}
        if form == "json_schema":
            named = {"name": prompt.name, "strict": True, "schema": schema}
            request["response_format"] = {"type": "json_schema", "json_schema": named}
        elif form == "json_object":
            request["response_format"] = {"type": "json_object"}
        optional = {
            "reasoning_effort": self._settings.sent_effort,
            "temperature": self._settings.sent_temperature,
            "service_tier": self._settings.sent_tier,
        }
        return request | {name: value for name, value in optional.items() if value is not None}


def completion_of(answer: Any, label: str, settings: LlmSettings, schema_version: str | None = None) -> Completion:
    """A chat completion as it came, from an object or from its JSON.

    Args:
        answer: What the server sent.
        label: Name and version of the prompt.
        settings: How it was asked.
        schema_version: Version of the form that was asked for.

    Raises:
        AttributeError, IndexError, KeyError, TypeError, ValueError: It is none.
    """
    if isinstance(answer, dict):
        from openai.types.chat import ChatCompletion  # noqa: PLC0415 - a second to import

        answer = ChatCompletion.model_validate(answer)
    choices = answer.choices
    if choices[0].message is None:
        raise ValueError("a choice without a message")
    counts = answer.usage.model_dump() if answer.usage else {}
    model = answer.model or settings.model
    tier = "batch" if settings.waits_for_batches else answer.service_tier or settings.service_tier
    usage = LlmUsage(
        engine="openai",
        model=model,
        prompt_version=label,
        schema_version=schema_version,
        calls=1,
        input_tokens=counts.get("prompt_tokens") or 0,
        output_tokens=counts.get("completion_tokens") or 0,
        cost_usd=cost_usd(model, counts, settings.base_url or OPENAI_URL, tier) if counts else None,
    )
    message = choices[0].message
    return Completion(
        _storable(message.content or ""), _storable(message.refusal or ""), choices[0].finish_reason or "", usage
    )


def _storable(text: str) -> str:
    """The text without what Postgres cannot hold: NUL characters and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
