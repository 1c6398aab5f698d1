"""The rows of one run in one object, each under the name of its stage."""

from dataclasses import dataclass

from jd_assets.contracts.batch import Failure
from jd_assets.contracts.case_decision import CaseDecision, Stage4Decision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction


@dataclass(frozen=True)
class Run:
    """A run that went through enrichment."""

    posting: Posting
    nano_parse: NanoParse
    skill_extraction: SkillExtraction
    role_scoring: RoleScoring
    case_decision: CaseDecision
    enrichment: Enrichment

    @property
    def run_id(self) -> str:
        """The run's own id."""
        return self.posting.run_id

    @property
    def decision(self) -> Stage4Decision:
        """The decision."""
        return self.case_decision.stage4_decision

    @property
    def employer(self) -> str | None:
        """The employer, as given with the posting or named in it."""
        return self.posting.company or self.nano_parse.nano_parsed.company_name

    @property
    def role_id(self) -> int | None:
        """The decided role of the library."""
        return self.decision.chosen_role.role_id if self.decision.chosen_role else None


@dataclass(frozen=True)
class PersistedRun(Run):
    """A run that went through all stages before its record."""

    persistence: Persistence
    centroid_update: CentroidUpdate


@dataclass(frozen=True)
class PartialRun:
    """A run as far as it came; what it never reached is None."""

    posting: Posting
    nano_parse: NanoParse | None = None
    skill_extraction: SkillExtraction | None = None
    persistence: Persistence | None = None
    run_record: RunRecord | None = None
    failure: Failure | None = None
