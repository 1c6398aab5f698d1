"""Evidence offsets match the text they point into."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction

EVIDENCE_CHECK = dg.AssetCheckSpec(
    name="evidence_matches_text",
    asset="skill_extraction",
    description="For every evidence of every skill, posting.text[start:end] is the evidence's text.",
    blocking=True,
)


def evidence_check(postings: Batch[Posting], skills: Batch[SkillExtraction]) -> dg.AssetCheckResult:
    """Compare every evidence of the batch with its posting."""
    wrong = [
        f"{run_id}: {skill.skill_name} at {found.start}"
        for run_id, extraction in skills.payloads.items()
        for skill in extraction.final_skills
        for found in skill.evidence
        if not found.holds_in(postings.payloads[run_id].text)
    ]
    return dg.AssetCheckResult(
        check_name=EVIDENCE_CHECK.name, passed=not wrong, metadata={"wrong": len(wrong), "first": "; ".join(wrong[:5])}
    )
