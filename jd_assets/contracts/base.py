"""The base of every payload model and the evidence that claims carry."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Payload(BaseModel):
    """A JSON payload: unknown keys are refused, so that a misspelt field is an error and not a loss."""

    model_config = ConfigDict(extra="forbid", validate_assignment=False)


class Section(StrEnum):
    """What a part of a posting speaks about."""

    ABOUT_COMPANY = "about_company"
    ROLE_SUMMARY = "role_summary"
    RESPONSIBILITIES = "responsibilities"
    REQUIRED = "required"
    PREFERRED = "preferred"
    BENEFITS = "benefits"
    HOW_TO_APPLY = "how_to_apply"
    LEGAL = "legal"


class Evidence(Payload):
    """Where a posting's text says something: ``text == posting.text[start:end]``, always."""

    start: int = Field(ge=0, description="First character, an offset into the posting's text")
    end: int = Field(ge=0, description="One past the last character")
    text: str = Field(description="The text between the offsets, unchanged")
    section: Section | None = Field(default=None, description="Section of the posting the span lies in")


class LlmUsage(Payload):
    """What the LLM calls of one stage cost for one posting; all zero where no call was made."""

    engine: str = Field(default="rules", description="'rules' or 'openai'")
    model: str | None = Field(default=None, description="Model that answered; null for the rules engine")
    prompt_version: str | None = Field(default=None, description="Version of the prompt file that was sent")
    calls: int = Field(default=0, description="Calls answered, from the network or the cache")
    cached_calls: int = Field(default=0, description="Calls of these that the cache answered, at no cost")
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = Field(default=0.0, description="US dollars; null when the model has no known price")
