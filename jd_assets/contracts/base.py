"""The base of every payload model and the evidence that claims carry."""

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, WrapSerializer

#: Objects that are changed note the field here; what is in it says nothing.
_SHARED: set[str] = set()


class Payload(BaseModel):
    """A JSON payload: unknown keys are refused, so that a misspelt field is an error and not a loss."""

    model_config = ConfigDict(extra="forbid", validate_assignment=False)

    #: Whether `model_fields_set` is true of it. A set for each object is near half of the memory of a batch, 216 to 728
    #: bytes each and 500 objects a posting, and nothing else asks for it.
    knows_fields_set: ClassVar[bool] = False

    def model_post_init(self, context: Any) -> None:
        """Let all objects share one set of the fields that they were given."""
        if not self.knows_fields_set:
            object.__setattr__(self, "__pydantic_fields_set__", _SHARED)


def _as_postgres_compares(key: str) -> tuple[int, bytes]:
    written = key.encode()
    return len(written), written


def _as_stored(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_stored(value[key]) for key in sorted(value, key=_as_postgres_compares)}
    return [_as_stored(each) for each in value] if isinstance(value, list) else value


#: Of a field that is a dictionary: its keys are written in the order in which Postgres keeps them, shorter ones first.
#: A payload has the same JSON then, character by character, when it is new and when it was read back.
KEYS_AS_STORED = WrapSerializer(lambda value, inner: inner(_as_stored(value)))


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
    """Where a posting's text says something: ``text == posting.text[start:end]``, always; made by `of`."""

    start: int = Field(ge=0, description="First character, an offset into the posting's text")
    end: int = Field(ge=0, description="One past the last character")
    text: str = Field(description="The text between the offsets, unchanged")
    section: Section | None = Field(default=None, description="Section of the posting the span lies in")

    @classmethod
    def of(cls, text: str, start: int, end: int, section: Section | None = None) -> "Evidence":
        """The evidence of the characters start..end of a posting's text.

        Raises:
            ValueError: The text has no such characters.
        """
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"characters {start} to {end} are no part of a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end], section=section)

    def holds_in(self, text: str) -> bool:
        """Whether this text says it at these offsets."""
        return is_quoted(text, self.start, self.end, self.text)


def is_quoted(text: str | None, start: int | None, end: int | None, quote: str | None) -> bool:
    """Whether a quote is the text between two offsets, of which stored ones may be missing."""
    if text is None or start is None or end is None or quote is None:
        return False
    return 0 <= start <= end <= len(text) and text[start:end] == quote


class LlmUsage(Payload):
    """What the LLM calls of one stage cost for one posting; all zero where no call was made."""

    engine: str = Field(default="rules", description="'rules' or 'openai'")
    model: str | None = Field(default=None, description="Model that answered; null for the rules engine")
    prompt_version: str | None = Field(default=None, description="Version of the prompt file that was sent")
    schema_version: str | None = Field(default=None, description="Short hash of all that was sent beside the posting")
    merge_version: str | None = Field(default=None, description="Version of the rules that merged answer and text")
    calls: int = Field(default=0, description="Calls answered, from the network or the cache")
    cached_calls: int = Field(default=0, description="Calls of these that the cache answered, at no cost")
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = Field(default=0.0, description="US dollars; null when the model has no known price")

    @property
    def asked_with(self) -> str | None:
        """Prompt, schema and merge in one, as `nano_parse.v2#1a2b3c4d+2`; None where no model was asked."""
        return asked_with(self.prompt_version, self.schema_version, self.merge_version)


def asked_with(prompt: str | None, schema: str | None, merge: str | None = None) -> str | None:
    """The name of one way to ask; None without a prompt."""
    return prompt and f"{prompt}#{schema or ''}" + (f"+{merge}" if merge else "")
