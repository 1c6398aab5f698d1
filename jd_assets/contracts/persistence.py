"""`persistence`: API 3, final-role-output, and what the run put before the admins."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jd_assets.contracts.base import KEYS_AS_STORED, Payload
from jd_assets.contracts.enrichment import ChosenRole

Resolution = Literal["in_db", "sub_role", "new_role_proposed", "rejected", "queued"]


class FinalInputSkill(Payload):
    """A skill of the run and whether the library held it."""

    skill: str
    tag: Literal["in_db", "new"]


class PersistedItem(Payload):
    """One row that the run wrote or found; also a line of the library artifacts."""

    kind: str = Field(description="e.g. canonical_skill_proposed, alias_proposed, role_dimension_link")
    detail: str
    db_id: int | None
    status: str = Field(description="'pending', or how admins settled it: 'approved', 'merged', 'rejected'")


class PersistenceCounts(Payload):
    """`persistence` of API 3."""

    items: list[PersistedItem] = []
    new_skills_created: int = Field(default=0, description="Always 0 without review: new skills are proposals")
    role_dimension_saved: int = 0
    skill_dimension_saved: int = 0
    skipped: int = 0


class FinalRoleOutput(Payload):
    """API 3, final-role-output."""

    chosen_role: ChosenRole | None
    chosen_role_resolution: Resolution
    final_input_skills: list[FinalInputSkill] = []
    llm_cost_api1_usd: float | None = None
    llm_cost_api2_usd: float | None = None
    llm_cost_api3_usd: float | None = None
    llm_cost_total_usd: float | None = None
    persistence: PersistenceCounts
    planner_output: Annotated[dict[str, Any] | None, KEYS_AS_STORED] = None
    run_id: str


class NewKraAttached(Payload):
    """Responsibilities of the posting proposed as a KRA of the decided role."""

    best_kra_similarity: float
    queue_id: int
    r_and_r_preview: str = Field(description="First 200 characters of the responsibilities")
    role_display_name: str
    role_slug: str
    status: str


class NewSkillAttached(Payload):
    """A skill of the posting proposed for the library and the decided role."""

    is_primary: bool
    queue_id: int
    role_display_name: str
    role_slug: str
    skill_name: str
    status: str


class Persistence(Payload):
    """The stage's row: API 3 and the queue ids that `stage5_updates` shows."""

    final_role_output: FinalRoleOutput
    collision_log_id: int | None = None
    queue_entry_id: int | None = None
    new_kra_attached: NewKraAttached | None = None
    new_skills_attached: list[NewSkillAttached] = []
