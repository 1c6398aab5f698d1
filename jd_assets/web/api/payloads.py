"""What calls take and give: the contract's payloads at the top level, with `meta` beside their keys."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from jd_assets.contracts.base import Payload
from jd_assets.contracts.client_output import ClientOutput
from jd_assets.contracts.enrichment import ExtractDetails
from jd_assets.contracts.persistence import FinalRoleOutput
from jd_assets.contracts.run_record import ExtractFromJd, RunRecord
from jd_assets.ingest.register import MAX_FIELD_CHARS, MAX_ID_CHARS

#: Longer texts are refused: the longest of 1,883 real postings has 15,439 characters.
MAX_TEXT_CHARS = 200_000

Line = Annotated[str, Field(max_length=MAX_FIELD_CHARS)]


class PostingIn(BaseModel):
    """One job description as a client sends it. The same content under the same id is the same run."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)] = Field(
        description="The posting as plain text, Markdown or HTML"
    )
    id: Annotated[str, Field(max_length=MAX_ID_CHARS)] | None = Field(
        default=None, description="The posting's own id where it comes from; it is part of its identity"
    )
    title: Line | None = Field(default=None, description="Title beside the text; it goes before one in the text")
    company: Line | None = Field(default=None, description="Employer beside the text")
    location: Line | None = Field(default=None, description="Place beside the text")
    media_type: Literal["text/plain", "text/markdown", "text/html"] | None = Field(
        default=None, description="What the text is; found out where it is left out"
    )


class RunRef(BaseModel):
    """A posting that an earlier call took in."""

    model_config = ConfigDict(extra="forbid", strict=True)

    run_id: Annotated[str, Field(max_length=64)] = Field(description="`run_id` of an earlier answer")


class Meta(Payload):
    """How an answer came about."""

    library_version: int = Field(description="Version of the role library that decided")
    code_versions: dict[str, str] | None = Field(
        description="Version of each stage's code; null where the run was made with code of another release"
    )
    fingerprint: str = Field(description="Hash of code, library, engine and model versions the run was made with")
    embedder: str = Field(description="Model and precision of the vectors")
    cost_usd: float | None = Field(description="What this call cost; 0 for a known run, null where no price is known")
    cached: bool = Field(description="The run was known and is answered as it is stored")
    total_ms: float = Field(description="Milliseconds from the call's arrival to this answer")
    stage_ms: dict[str, float] = Field(
        description="Milliseconds of each stage, for the whole batch that the posting went through in; empty if cached"
    )
    batch_size: int = Field(description="Postings that went through together; 0 if cached")


class ExtractFromJdAnswer(ExtractFromJd):
    """API 1, extract-from-jd, and how it came about."""

    meta: Meta


class ExtractDetailsAnswer(ExtractDetails):
    """API 2, extract-details, and how it came about."""

    meta: Meta


class FinalRoleOutputAnswer(FinalRoleOutput):
    """API 3, final-role-output, and how it came about."""

    meta: Meta


class ClientOutputAnswer(ClientOutput):
    """The client output, and how it came about."""

    meta: Meta


class RunAnswer(RunRecord):
    """All payloads of a run as they are stored, and how they came about."""

    meta: Meta


class ReplayAnswer(Payload):
    """A stored decision made again from what is stored, without an LLM."""

    run_id: str
    same: bool = Field(description="The decision comes out the same to the byte")
    differing: list[str] = Field(description="Keys whose values are others now, e.g. stage4_decision.confidence")
    notes: list[str] = Field(description="What has changed since and may account for it")


class Health(Payload):
    """Whether the program works."""

    status: Literal["ok"]
