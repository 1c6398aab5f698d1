"""`case_decision`: which role a posting is (`stage4_decision` of API 1)."""

from typing import Annotated, Literal

from pydantic import Field

from jd_assets.contracts.base import KEYS_AS_STORED, LlmUsage, Payload
from jd_assets.contracts.role_scoring import RankedRole, RoleMatch

Case = Literal["R", "A", "B", "C", "D", "E", "F"]


class Versions(Payload):
    """What a decision was made with, enough to make it again."""

    library_version: int
    decision: str = Field(description="Version of the decision rules and thresholds")
    embedder: str
    model: str | None = None
    prompt: str | None = None


class Collision(Payload):
    """Several roles share the alias that was hit, or the evidence contradicts it: a row of the collision log."""

    kind: Literal["shared_alias", "contradiction"]
    alias: str
    slugs: list[str]
    resolved_to: str | None
    resolved_by: Literal["evidence", "llm2", "queue"]


class Stage4Decision(Payload):
    """`stage4_decision` of API 1; keys below `sub_role` are additions."""

    alias_collision_detected: bool = False
    case: Case
    chosen_role: RoleMatch | None = None
    confidence: float
    is_new_role: bool = False
    llm2_fired: bool = False
    llm2_reasoning: str | None = None
    matched_dimensions: list[str] = []
    matched_kras: list[str] = []
    matched_skills: list[str] = []
    new_role_display_name: str | None = None
    new_role_slug: str | None = None
    queued: bool = False
    reasoning: str
    sub_role: str | None = None
    ranked_roles: list[RankedRole] = []
    thresholds: Annotated[dict[str, float], KEYS_AS_STORED] = {}
    versions: Versions
    flip_point: str | None = Field(default=None, description="The smallest change that would have altered the case")
    explanation: str | None = Field(default=None, description="The reasoning in words for people, by names of roles")


class Llm2Choice(Payload):
    """What LLM2 answered, kept so that the decision can be made again without asking."""

    slug: str | None = Field(description="The role it chose; null for none of the candidates")
    reason: str


class CaseDecision(Payload):
    """The stage's row."""

    stage4_decision: Stage4Decision
    rejection_reason: str | None = None
    collision: Collision | None = None
    proposed_alias: str | None = Field(default=None, description="Title proposed as an alias of the chosen role")
    llm2_choice: Llm2Choice | None = Field(default=None, description="Null where LLM2 was not asked, or failed")
    usage: LlmUsage = LlmUsage()
