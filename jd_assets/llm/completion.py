"""One chat completion over HTTP: what is sent, what comes back, and the servers that know no JSON Schema."""

import json
import logging
from dataclasses import dataclass
from typing import Any, Literal

from jd_assets.contracts.base import LlmUsage
from jd_assets.llm.failures import failure_from, is_about_format, no_chat_completion
from jd_assets.llm.prompts import Prompt, as_data
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.usage import cost_usd

_logger = logging.getLogger(__name__)

OPENAI_URL = "https://api.openai.com/v1"

#: From the surest way to get JSON to the most widely known one.
AnswerForm = Literal["json_schema", "json_object", "text"]
_FORMS: tuple[AnswerForm, ...] = ("json_schema", "json_object", "text")

#: The surest form that each server was seen to accept. Shared by all clients of the process, so that one refused
#: request is paid once and not by every stage.
_known_forms: dict[str, AnswerForm] = {}


@dataclass(frozen=True)
class Completion:
    """An answer as it came, before anybody looked whether it is any good."""

    raw: str
    refusal: str
    finish_reason: str
    usage: LlmUsage


class ChatServer:
    """A server that speaks OpenAI's chat completions; safe to use from several threads."""

    def __init__(self, settings: LlmSettings) -> None:
        import openai  # noqa: PLC0415 - a second to import, and only where an LLM is asked

        self._settings = settings
        self._url = settings.base_url or OPENAI_URL
        self._openai = openai.OpenAI(
            api_key=settings.api_key.get_secret_value() if settings.api_key else "none",
            base_url=self._url,
            timeout=settings.timeout_seconds,
            max_retries=settings.max_retries,
        )

    def complete(self, prompt: Prompt, text: str, schema: dict[str, Any]) -> Completion:
        """Ask once; the SDK tries again on 429, 5xx and timeouts, as often as the settings allow.

        Raises:
            TransientFailure: No answer came.
            PermanentFailure: The server refuses the request.
        """
        import openai  # noqa: PLC0415

        for form in _FORMS[_FORMS.index(_known_forms.get(self._url, "json_schema")) :]:
            try:
                answer = self._openai.chat.completions.create(**self._request(prompt, text, schema, form))
            except openai.APIStatusError as error:
                if form == _FORMS[-1] or not is_about_format(error):
                    raise failure_from(error, self._settings) from error
                _logger.warning("%s does not take %s, asking for less: %s", self._url, form, error)
            except openai.OpenAIError as error:
                raise failure_from(error, self._settings) from error
            except json.JSONDecodeError as error:
                raise no_chat_completion(self._settings) from error
            else:
                _known_forms[self._url] = form
                return self._completion(answer, prompt)
        raise AssertionError("the last form either answers or raises")

    def _request(self, prompt: Prompt, text: str, schema: dict[str, Any], form: AnswerForm) -> dict[str, Any]:
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
            "service_tier": self._settings.service_tier,
        }
        return request | {name: value for name, value in optional.items() if value is not None}

    def _completion(self, answer: Any, prompt: Prompt) -> Completion:
        choices = getattr(answer, "choices", None)
        if not choices or choices[0].message is None:
            raise no_chat_completion(self._settings)
        counts = answer.usage.model_dump() if answer.usage else {}
        model = answer.model or self._settings.model
        tier = answer.service_tier or self._settings.service_tier
        usage = LlmUsage(
            engine="openai",
            model=model,
            prompt_version=prompt.label,
            schema_version=prompt.schema_version or None,
            calls=1,
            input_tokens=counts.get("prompt_tokens") or 0,
            output_tokens=counts.get("completion_tokens") or 0,
            cost_usd=cost_usd(model, counts, self._url, tier) if counts else None,
        )
        message = choices[0].message
        return Completion(
            _storable(message.content or ""), _storable(message.refusal or ""), choices[0].finish_reason or "", usage
        )


def _storable(text: str) -> str:
    """The text without what Postgres cannot hold: NUL characters and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
