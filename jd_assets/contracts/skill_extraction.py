"""`skill_extraction`: the skills a posting names, each with the place where it does."""

from typing import Literal

from pydantic import Field

from jd_assets.contracts.base import Evidence, LlmUsage, Payload
from jd_assets.contracts.nano_parse import ClaimedSkill

MatchedVia = Literal["canonical", "alias", "embedding"]
UnmatchedCause = Literal["wording", "gap", "not_a_skill", "boilerplate"]


class FinalSkill(Payload):
    """One skill of `final_skills`; keys after `skill_name` are additions."""

    is_primary: bool = Field(description="Required or core: true; nice to have: false")
    skill_name: str = Field(description="The library's name where matched, else the posting's own wording")
    skill_id: str | None = Field(default=None, description="Library skill; null for a skill the library lacks")
    matched_via: MatchedVia | None = None
    version: str | None = Field(default=None, description="Version named with it: '3.11' of 'Python 3.11'")
    negated: bool = Field(default=False, description="Named only to say that it is not wanted; never primary")
    alternatives: list[str] = Field(default=[], description="Other skills of the same 'one of' group")
    confidence: float = Field(default=1.0, ge=0, le=1)
    evidence: list[Evidence] = []


class UnmatchedMention(Payload):
    """A phrase that looked like a skill and was not taken as one, with the cause."""

    text: str
    cause: UnmatchedCause
    evidence: Evidence


class SkillExtraction(Payload):
    """The stage's row."""

    final_skills: list[FinalSkill] = []
    llm_skills: list[str] = Field(default=[], description="Names the LLM gave (API 2 `input_llm_skills`)")
    claimed_skills: list[ClaimedSkill] = Field(default=[], description="The same with their evidence")
    unmatched_mentions: list[UnmatchedMention] = []
    dropped_claims: list[str] = Field(default=[], description="Skills the LLM named and the text does not contain")
    usage: LlmUsage = LlmUsage()
