"""`persistence`: what a batch teaches the library, and API 3."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Library
from jd_assets.proposals.final_output import Taught, cost_of, final_output
from jd_assets.proposals.new_kra import kra_sightings
from jd_assets.proposals.plan import Run, teaching_of
from jd_assets.proposals.write import Receipt, Sighting, Teaching
from jd_assets.stages.batch import attempt, map_batch, ready

STAGE = "persistence"


@dataclass(frozen=True)
class TeachingPlan:
    """What a batch teaches, and the batch without the runs that could not be planned."""

    teaching: Teaching
    enriched: Batch[Enrichment]


def plan_teaching(
    postings: Batch[Posting],
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    scored: Batch[RoleScoring],
    decisions: Batch[CaseDecision],
    enriched: Batch[Enrichment],
    library: Library,
    embedder: Embedder,
) -> TeachingPlan:
    """What the runs of a batch teach. A failed or rejected run teaches nothing, and what it taught before goes."""
    enriched = ready(enriched, postings, parsed, skills, scored, decisions)

    runs = {
        run_id: Run(
            run_id,
            postings.payloads[run_id],
            parsed.payloads[run_id],
            skills.payloads[run_id],
            scored.payloads[run_id],
            decisions.payloads[run_id],
            enrichment.extract_details,
        )
        for run_id, enrichment in enriched.payloads.items()
    }
    kras = kra_sightings(runs, library, embedder)
    taught, failures = attempt(STAGE, runs, lambda run_id, run: teaching_of(run, library, kras.get(run_id)))
    each = taught.values()
    teaching = Teaching(
        run_ids=[*postings.payloads, *postings.failures],
        sightings=[sighting for one in each for sighting in one.sightings],
        role_dimensions=[link for one in each for link in one.role_dimensions],
        skill_dimensions=[link for one in each for link in one.skill_dimensions],
        collisions=[entry for one in each for entry in one.collisions],
    )
    planned = {run_id: payload for run_id, payload in enriched.payloads.items() if run_id in taught}
    return TeachingPlan(teaching, Batch(planned, {**enriched.failures, **failures}))


def persistence(
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    decisions: Batch[CaseDecision],
    plan: TeachingPlan,
    receipt: Receipt,
) -> Batch[Persistence]:
    """API 3 of every posting, with the database ids of what its plan wrote."""
    sightings: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in plan.teaching.sightings:
        sightings[sighting.run_id].append(sighting)
    role_links = Counter(run_id for run_id, _, _ in plan.teaching.role_dimensions)
    skill_links = Counter(run_id for run_id, _, _ in plan.teaching.skill_dimensions)

    def persist(run_id: str, enrichment: Enrichment) -> Persistence:
        decided = decisions.payloads[run_id]
        costs = (
            cost_of(parsed.payloads[run_id].usage, skills.payloads[run_id].usage, decided.usage),
            cost_of(enrichment.usage),
            cost_of(),
        )
        taught = Taught(sightings[run_id], role_links[run_id], skill_links[run_id], receipt)
        return final_output(run_id, decided.stage4_decision, enrichment.extract_details, costs, taught)

    return map_batch(STAGE, plan.enriched, persist)
