"""`persistence`: what a batch teaches the library, and API 3."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.run import Run
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Library
from jd_assets.proposals.final_output import Taught, cost_of, final_output
from jd_assets.proposals.new_kra import kra_sightings
from jd_assets.proposals.plan import teaching_of
from jd_assets.proposals.write import Receipt, Sighting, Teaching
from jd_assets.stages.batch import attempt, map_batch

STAGE = "persistence"


@dataclass(frozen=True)
class TeachingPlan:
    """What a batch teaches, and the batch without the runs that could not be planned."""

    teaching: Teaching
    runs: Batch[Run]


def plan_teaching(runs: Batch[Run], library: Library, embedder: Embedder) -> TeachingPlan:
    """What the runs of a batch teach. A failed or rejected run teaches nothing, and what it taught before goes."""
    kras = kra_sightings(runs.payloads, library, embedder)
    taught, failures = attempt(STAGE, runs.payloads, lambda run_id, run: teaching_of(run, library, kras.get(run_id)))
    each = taught.values()
    teaching = Teaching(
        run_ids=sorted(runs.run_ids),
        sightings=[sighting for one in each for sighting in one.sightings],
        role_dimensions=[link for one in each for link in one.role_dimensions],
        skill_dimensions=[link for one in each for link in one.skill_dimensions],
        collisions=[entry for one in each for entry in one.collisions],
    )
    planned = {run_id: run for run_id, run in runs.payloads.items() if run_id in taught}
    return TeachingPlan(teaching, Batch(planned, {**runs.failures, **failures}))


def persistence(plan: TeachingPlan, receipt: Receipt) -> Batch[Persistence]:
    """API 3 of every run, with the database ids of what its plan wrote."""
    sightings: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in plan.teaching.sightings:
        sightings[sighting.run_id].append(sighting)
    role_links = Counter(run_id for run_id, _, _ in plan.teaching.role_dimensions)
    skill_links = Counter(run_id for run_id, _, _ in plan.teaching.skill_dimensions)

    def persist(run_id: str, run: Run) -> Persistence:
        costs = (
            cost_of(run.nano_parse.usage, run.skill_extraction.usage, run.case_decision.usage),
            cost_of(run.enrichment.usage),
            cost_of(),
        )
        taught = Taught(sightings[run_id], role_links[run_id], skill_links[run_id], receipt)
        return final_output(run_id, run.decision, run.enrichment.extract_details, costs, taught)

    return map_batch(STAGE, plan.runs, persist)
