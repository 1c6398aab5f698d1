"""Settings of the LLM engine, from arguments or from the environment."""

import os
import re
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, TypeAdapter, ValidationError, field_validator

from jd_assets.failures import PermanentFailure

#: `auto` asks the model where the rules are unsure.
Engine = Literal["rules", "openai", "auto"]

#: The cheap current tier with structured outputs; the model of the contract's sample run, gpt-4.1-nano, was shut down.
DEFAULT_MODEL = "gpt-6-luna"

OPENAI_URL = "https://api.openai.com/v1"

#: Model families that reason and therefore take `reasoning_effort`; chat variants of them do not.
_REASONS = re.compile(r"(?:o\d|gpt-(?:[5-9]|\d\d))(?!.*-chat)")

#: Written in a variable of a setting that may be absent: do not send it, let the model use its own default.
_NOT_SENT = "default"

_VARIABLES = {
    "engine": "JD_LLM_ENGINE",
    "model": "JD_LLM_MODEL",
    "reasoning_effort": "JD_LLM_REASONING_EFFORT",
    "temperature": "JD_LLM_TEMPERATURE",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "timeout_seconds": "JD_LLM_TIMEOUT",
    "max_retries": "JD_LLM_MAX_RETRIES",
    "max_concurrency": "JD_LLM_MAX_CONCURRENCY",
    "service_tier": "JD_LLM_SERVICE_TIER",
    "calls": "JD_LLM_CALLS",
    "max_usd_run": "JD_LLM_MAX_USD_RUN",
    "max_usd_day": "JD_LLM_MAX_USD_DAY",
}


class LlmSettings(BaseModel):
    """How the LLM is asked. `from_env` fills what the caller leaves open from the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: Engine = "rules"
    model: str = Field(default=DEFAULT_MODEL, min_length=1)
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None = "none"
    temperature: float | None = Field(default=0.0, ge=0, le=2)
    base_url: str | None = Field(default=None, description="Any server that speaks OpenAI's chat completions")
    api_key: SecretStr | None = None
    timeout_seconds: float = Field(default=60.0, gt=0, le=3600, description="For one try of one call")
    max_retries: int = Field(default=3, ge=0, le=10, description="Tries after the first, on 429, 5xx and timeouts")
    max_concurrency: int = Field(default=8, ge=1, le=256, description="Calls under way at the same time")
    max_usd_run: float | None = Field(default=None, ge=0, description="US dollars that the calls of one run may cost")
    max_usd_day: float | None = Field(default=None, ge=0, description="US dollars that all calls of a day may cost")
    service_tier: Literal["auto", "default", "flex", "priority", "batch"] | None = Field(
        default=None, description="`batch`: asked through the Batch API, at half the price and within a day"
    )
    calls: Literal["one", "two"] = Field(
        default="one", description="Fields and skills of a posting in one answer, or each with a prompt of its own"
    )

    @field_validator("base_url")
    @classmethod
    def _is_http(cls, url: str | None) -> str | None:
        if url is not None:
            TypeAdapter(HttpUrl).validate_python(url)
        return url

    @classmethod
    def from_env(cls, **given: Any) -> Self:
        """Settings from `given` values that are not None, then the environment, then the defaults.

        The engine is `openai` where a key is found and `rules` where none is, unless it is named. The word `default`
        in JD_LLM_REASONING_EFFORT or JD_LLM_TEMPERATURE means: do not send it.

        Raises:
            PermanentFailure: A value is not allowed, or `openai` is named and neither key nor base URL is there.
        """
        values: dict[str, Any] = {
            field: os.environ[variable].strip()
            for field, variable in _VARIABLES.items()
            if os.environ.get(variable, "").strip()
        }
        values |= {field: value for field, value in given.items() if value is not None}
        for field in ("reasoning_effort", "temperature"):
            if values.get(field) == _NOT_SENT:
                values[field] = None
        values.setdefault("engine", "openai" if "api_key" in values else "rules")
        try:
            settings = cls.model_validate(values)
        except ValidationError as error:
            raise PermanentFailure(_sentence(error)) from None
        if settings.asks and settings.api_key is None and settings.base_url is None:
            raise PermanentFailure(
                f"JD_LLM_ENGINE={settings.engine} needs OPENAI_API_KEY (or OPENAI_BASE_URL of a keyless server)"
            )
        return settings

    @property
    def asks(self) -> bool:
        """Whether a model is asked at all."""
        return self.engine != "rules"

    @property
    def waits_for_batches(self) -> bool:
        """Whether questions go to the Batch API, and postings wait for their answers."""
        return self.asks and self.service_tier == "batch"

    @property
    def sent_tier(self) -> str | None:
        """The service tier as it is sent: the Batch API is another address, not a tier."""
        return None if self.service_tier == "batch" else self.service_tier

    @property
    def sent_effort(self) -> str | None:
        """The reasoning effort as it is sent: None for a model that does not reason."""
        return self.reasoning_effort if reasons(self.model) else None

    @property
    def sent_temperature(self) -> float | None:
        """The temperature as it is sent: reasoning models refuse one unless their effort is `none`."""
        return self.temperature if not reasons(self.model) or self.reasoning_effort == "none" else None


def reasons(model: str) -> bool:
    """True for the models known to take `reasoning_effort`, also fine-tuned or behind a router's prefix."""
    name = model.removeprefix("ft:").rpartition("/")[2]
    return _REASONS.match(name) is not None


def _sentence(error: ValidationError) -> str:
    """Names the variables that are wrong; never shows the key."""
    parts = []
    for detail in error.errors(include_url=False, include_context=False):
        field = str(detail["loc"][0]) if detail["loc"] else ""
        shown = "" if field == "api_key" else f"={detail['input']}"
        parts.append(f"{_VARIABLES.get(field, field)}{shown}: {detail['msg']}")
    return "; ".join(parts)
