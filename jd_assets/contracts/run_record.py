"""`run_record`: the payloads of one run, whole."""

from pydantic import Field

from jd_assets.contracts.base import Payload
from jd_assets.contracts.case_decision import Stage4Decision
from jd_assets.contracts.client_output import ClientOutput
from jd_assets.contracts.enrichment import ExtractDetails
from jd_assets.contracts.nano_parse import NanoParsed
from jd_assets.contracts.persistence import FinalRoleOutput, NewKraAttached, NewSkillAttached
from jd_assets.contracts.role_scoring import Stage3Signals
from jd_assets.contracts.skill_extraction import FinalSkill, UnmatchedMention


class JdRole(Payload):
    """What the posting calls its role."""

    display_name: str | None
    rationale: str | None = None
    role_aliases: list[str] = []
    role_archetype: str | None = None
    slug: str = ""
    inferred: bool = Field(
        default=False, description="The posting states no title: this is the role decided from its text"
    )


class Stage5Updates(Payload):
    """`stage5_updates` of API 1."""

    centroid_n_after: int | None = None
    centroid_updated: bool = False
    collision_log_id: int | None = None
    new_kra_attached: NewKraAttached | None = None
    new_skills_attached: list[NewSkillAttached] = []
    queue_entry_id: int | None = None
    v3_pipeline_triggered: bool = False
    v3_role_slug: str | None = None
    v3_run_id: str | None = None


class ExtractFromJd(Payload):
    """API 1, extract-from-jd."""

    final_skills: list[FinalSkill] = []
    jd_role: JdRole
    nano_parsed: NanoParsed
    rejected: bool = False
    rejection_reason: str | None = None
    run_id: str
    stage3_signals: Stage3Signals
    stage4_decision: Stage4Decision
    stage5_updates: Stage5Updates = Stage5Updates()
    unmatched_mentions: list[UnmatchedMention] = []


class RunRecord(Payload):
    """The stage's row: the four payloads of one run."""

    run_id: str
    extract_from_jd: ExtractFromJd
    extract_details: ExtractDetails
    final_role_output: FinalRoleOutput
    client_output: ClientOutput
    fingerprint: str = Field(description="Hash of code, library, engine and model versions the run was made with")
    prompts: list[str] = Field(
        default=[], description="Prompts, answer schemas and merge rules that it was read with; none without a model"
    )
