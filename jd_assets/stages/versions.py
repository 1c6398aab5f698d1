"""Versions of the stages' code, and the fingerprint that says whether a run is still up to date."""

import hashlib
import json
from collections.abc import Mapping

from jd_assets.embedding.embedder import Embedder
from jd_assets.embedding.static_encoder import packaged_fit
from jd_assets.enriching.typing_fit import TYPING_FIT
from jd_assets.llm.settings import LlmSettings
from jd_assets.scoring.fit import FIT
from jd_assets.skills.discovery.phrase_fit import PHRASE_FIT

#: Raise a stage's version with every change that alters what it writes; Dagster shows older partitions as stale, and
#: the next run does them again.
CODE_VERSIONS: Mapping[str, str] = {
    "posting": "2",
    "nano_parse": "8",
    "skill_extraction": f"7.{PHRASE_FIT.version}",
    "role_scoring": f"8.{FIT.version}.{packaged_fit().version}",
    "case_decision": f"8.{FIT.version}",
    "enrichment": f"5.{TYPING_FIT.version}",
    "persistence": "8",
    "centroid_update": "3",
    "run_record": "8",
}


def fingerprint(library_version: int, embedder_id: str, llm: Mapping[str, str]) -> str:
    """Hash of all that a run's outcome depends on besides its posting."""
    parts = [dict(CODE_VERSIONS), library_version, embedder_id, dict(llm)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def fingerprint_of(version: int, embedder: Embedder, llm: LlmSettings) -> str:
    """What a run made now would depend on, besides its posting."""
    asked: dict[str, str] = {"engine": llm.engine}
    if llm.asks:
        asked |= {"model": llm.model, "effort": llm.sent_effort or "", "temperature": str(llm.sent_temperature)}
    return fingerprint(version, embedder.embedder_id, asked)
