"""`enrichment`: API 2, extract-details."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jd_assets.contracts.base import KEYS_AS_STORED, LlmUsage, Payload
from jd_assets.contracts.skill_extraction import MatchedVia, UnmatchedCause


class ChosenRole(Payload):
    """The decided role as API 2 and API 3 show it."""

    display_name: str
    id: int | None = Field(description="Library id; null for a role that is only proposed")
    rationale: str
    role_archetype: str | None
    slug: str
    source: Literal["db", "proposed"]


class CandidateRole(Payload):
    """A role that was considered."""

    display_name: str
    id: int
    score: float
    slug: str


class DimensionLink(Payload):
    """A dimension that a skill lies in."""

    dimension_id: str
    name: str
    locked: bool = Field(description="Curated in the library: the pipeline does not change it")


class Derived(Payload):
    """The typing of a skill, with the values of the library or derived ones."""

    category: str
    skill_nature: str
    sub_category: str
    typical_lifespan: str
    version_strategy: str
    volatility: str
    is_default: bool = Field(default=False, description="No source said anything: these are the default values")
    source: str | None = Field(default=None, description="Who says the category: library, a step's source, default")
    confidence: float | None = Field(default=None, ge=0, le=1, description="That the category is right")
    derived_from: str | None = Field(default=None, description="What volatility, lifespan and versions come from")


class Placed(Payload):
    """Where a new skill would live in the library."""

    dimensions: list[str] = Field(description="Proposed dimensions, the likeliest first")
    nearest_skill_id: str | None = Field(description="Null where no library skill is near in meaning")
    similarity: float | None = Field(description="Cosine of its name to the nearest skill's")


class Relationships(Payload):
    """Library skills that a new skill stands beside."""

    parent: str | None = None
    siblings: list[str] = []
    used_with: list[str] = []


class SplitPart(Payload):
    """One of the skills that a name names."""

    name: str
    skill_id: str | None = Field(description="Library skill; null for a part that the library lacks")


class MergeTarget(Payload):
    """The library skill that a name may be another spelling of."""

    skill_id: str
    name: str
    is_certain: bool = Field(description="The spellings differ in case, blanks, punctuation or a plural s alone")


class NewSkillMeta(Payload):
    """What the orchestrator's steps found out about a skill that the library lacks."""

    derived: Derived
    enrichment: Annotated[dict[str, Any] | None, KEYS_AS_STORED] = None
    keep_log: list[str] = []
    locked_dimensions: list[str] = Field(
        default=[], description="Curated dimensions of the decided role: placing the skill neither adds nor takes any"
    )
    merge_log: list[str] = []
    placed: Placed | None = None
    relationships: Relationships | None = None
    skill_id: str
    split_log: list[str] = []
    typed: Annotated[dict[str, Any] | None, KEYS_AS_STORED] = None
    warnings: list[str] = []
    parts: list[SplitPart] = Field(default=[], description="The skills that the name is to be split into")
    merged_into: MergeTarget | None = Field(default=None, description="The library skill that it may be a spelling of")
    version: str | None = Field(default=None, description="The version that the name holds")


class Canonical(Payload):
    """The library skill that was matched; typing included."""

    skill_id: str
    name: str
    derived: Derived


class SkillDetail(Payload):
    """One input skill, matched to the library or described as new."""

    aliases_in_db: list[str] = []
    canonical: Canonical | None = None
    dimensions: list[DimensionLink] = []
    input_skill: str
    matched_via: MatchedVia | None = None
    new_alias_persisted: bool = False
    new_alias_text: str | None = None
    new_skill_meta: NewSkillMeta | None = None
    source_tag: Literal["db", "llm", "rules"]
    was_in_llm_skills: bool
    unmatched_cause: UnmatchedCause | None = Field(default=None, description="wording, gap, not_a_skill or boilerplate")


class ExtractDetails(Payload):
    """API 2, extract-details."""

    alias_matches: Annotated[list[dict[str, str]], KEYS_AS_STORED] = Field(
        default=[], description="Skills matched through an alias"
    )
    candidate_roles: list[CandidateRole] = []
    chosen_role: ChosenRole | None = None
    dimensions: list[DimensionLink] = []
    input_final_skills: list[str] = []
    input_llm_skills: list[str] = []
    new_aliases_persisted: int = 0
    run_id: str
    skills_detail: list[SkillDetail] = []
    unmatched_skills: list[str] = []


class Enrichment(Payload):
    """The stage's row."""

    extract_details: ExtractDetails
    dropped_typings: int = Field(default=0, description="Types of the LLM's that are none of the library's")
    usage: LlmUsage = LlmUsage()
