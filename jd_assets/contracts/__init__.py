"""The payloads of the pipeline as pydantic models, named as in the three API payloads of the contract.

One module a stage, named like its asset and table; `batch` and `run` hold the rows of many postings and of one.
No logic stands here but invariants. `STAGES` is the list of stages that everything else derives its own from.
"""

from jd_assets.contracts.base import Payload
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction

#: The stages in order: asset key = table = model. Everything that lists stages reads this.
STAGES: dict[str, type[Payload]] = {
    "posting": Posting,
    "nano_parse": NanoParse,
    "skill_extraction": SkillExtraction,
    "role_scoring": RoleScoring,
    "case_decision": CaseDecision,
    "enrichment": Enrichment,
    "persistence": Persistence,
    "centroid_update": CentroidUpdate,
    "run_record": RunRecord,
}
