"""The LLM as a Dagster resource: typed settings that build a plain client and the engines over it."""

from typing import Any

import dagster as dg
from pydantic import Field, PrivateAttr

from jd_assets.database.connection import Connect
from jd_assets.defs.stage_clock import p95
from jd_assets.llm.budget import Bill
from jd_assets.llm.client import LlmClient
from jd_assets.llm.settings import LlmSettings
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.nano_parse import NanoParser
from jd_assets.stages.skill_extraction import SkillExtractor
from jd_assets.stages.tools import llm_client, nano_parser, skill_extractor


class LlmResource(dg.ConfigurableResource[LlmClient]):
    """Which engine reads postings, and how a model is asked.

    What is left out comes from the environment when a run starts: OPENAI_API_KEY, OPENAI_BASE_URL and the JD_LLM_*
    variables that the fields name.
    """

    engine: str | None = Field(default=None, description="rules, openai or auto (JD_LLM_ENGINE)")
    model: str | None = Field(default=None, description="Name of the model (JD_LLM_MODEL)")
    reasoning_effort: str | None = Field(
        default=None, description="none to max, or `default` to send none (JD_LLM_REASONING_EFFORT)"
    )
    temperature: float | None = Field(default=None, description="0 to 2 (JD_LLM_TEMPERATURE)")
    base_url: str | None = Field(default=None, description="An OpenAI-compatible server (OPENAI_BASE_URL)")
    timeout_seconds: float | None = Field(default=None, description="For one try of one call (JD_LLM_TIMEOUT)")
    max_retries: int | None = Field(default=None, description="On 429, 5xx and timeouts (JD_LLM_MAX_RETRIES)")
    max_concurrency: int | None = Field(default=None, description="Calls at the same time (JD_LLM_MAX_CONCURRENCY)")
    max_usd_run: float | None = Field(default=None, description="What a run's calls may cost (JD_LLM_MAX_USD_RUN)")
    max_usd_day: float | None = Field(default=None, description="What a day's calls may cost (JD_LLM_MAX_USD_DAY)")
    service_tier: str | None = Field(default=None, description="flex or batch at half the price (JD_LLM_SERVICE_TIER)")
    calls: str | None = Field(default=None, description="one answer a posting, or two (JD_LLM_CALLS)")

    _bill: Bill = PrivateAttr(default_factory=Bill)

    def bill(self) -> Bill:
        """What the calls of this run cost so far; Dagster makes one resource a run."""
        return self._bill

    def calls_of_stage(self) -> dict[str, Any]:
        """Numbers for the metadata of a stage that asks: calls that were answered, and how long the slow ones took."""
        if not self.settings().asks:
            return {}
        calls = self._bill.lap()
        return {"llm_calls": len(calls), **p95("llm_call_seconds_p95", calls)}

    def settings(self) -> LlmSettings:
        """The settings in force now.

        Raises:
            PermanentFailure: One of them is not allowed; the sentence names its variable.
        """
        given: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return LlmSettings.from_env(**given)

    def client(self, connect: Connect) -> LlmClient | None:
        """A client whose answers are cached in the database; None where the rules engine is in force."""
        return llm_client(self.settings(), connect, self._bill)

    def nano_parser(self, connect: Connect) -> NanoParser:
        """The engine in force that reads postings."""
        return nano_parser(self.client(connect))

    def skill_extractor(self, connect: Connect, vocabulary: Vocabulary) -> SkillExtractor:
        """The engine in force that reads skills out of postings."""
        return skill_extractor(self.client(connect), vocabulary)
