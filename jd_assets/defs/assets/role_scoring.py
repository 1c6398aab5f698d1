"""`role_scoring`: the evidence for each role."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, markdown_table, materialised, stage_asset
from jd_assets.scoring.combine import SIGNALS
from jd_assets.stages.effects import score


@stage_asset(
    group="deciding",
    kinds={"numpy"},
    deps=["role_library"],
    description="How much each role's aliases, KRAs, skills and centroid speak for a posting being that role.",
)
def role_scoring(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Score every posting of the batch against every role."""
    with errors_for_people(context):
        index = role_library_db.role_index(embedder.embedder())
        connect = role_library_db.connect()
        batch = score(connect, index, context.partition_keys, posting, nano_parse, skill_extraction)
    return materialised(
        context, batch, describe, library_version=index.library.version, embedder=index.embedder.embedder_id
    )


def describe(payload: RoleScoring) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    rows: list[list[object]] = [
        [role.display_name, role.score, *(role.parts.get(name, 0.0) for name in SIGNALS)]
        for role in payload.ranked_roles[:5]
    ]
    head = ["role", "score", *SIGNALS]
    return {
        "signals": dg.MetadataValue.md(markdown_table(head, rows)),
        "alias_found": payload.stage3_signals.alias_found,
    }
