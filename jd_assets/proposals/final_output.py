"""API 3 of one run: its role, its skills, what it cost, and what it put before the admins, with database ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.case_decision import Stage4Decision
from jd_assets.contracts.enrichment import ExtractDetails
from jd_assets.contracts.persistence import (
    FinalInputSkill,
    FinalRoleOutput,
    NewKraAttached,
    NewSkillAttached,
    PersistedItem,
    Persistence,
    PersistenceCounts,
    Resolution,
)
from jd_assets.proposals.write import Receipt, Sighting

#: Decimals of a cost in US dollars; a cheap call costs some millionths of one.
COST_DECIMALS = 8


@dataclass(frozen=True)
class Taught:
    """What one run taught, as it was written.

    Attributes:
        sightings: What it saw that the library does not hold.
        role_dimensions: Links of its role that it wrote.
        skill_dimensions: Links of skills that it wrote.
        receipt: Ids of the batch's rows.
    """

    sightings: Sequence[Sighting]
    role_dimensions: int
    skill_dimensions: int
    receipt: Receipt


def final_output(
    run_id: str, decision: Stage4Decision, details: ExtractDetails, costs: tuple[float | None, ...], taught: Taught
) -> Persistence:
    """The stage's row of one run.

    Args:
        run_id: The run.
        decision: Its decision.
        details: Its API 2 payload.
        costs: US dollars of the LLM calls of API 1, 2 and 3.
        taught: What it taught.
    """
    items = [_item(sighting, taught.receipt, details) for sighting in taught.sightings]
    output = FinalRoleOutput(
        chosen_role=details.chosen_role,
        chosen_role_resolution=_resolution(decision),
        final_input_skills=[
            FinalInputSkill(skill=detail.input_skill, tag="in_db" if detail.canonical else "new")
            for detail in details.skills_detail
        ],
        llm_cost_api1_usd=costs[0],
        llm_cost_api2_usd=costs[1],
        llm_cost_api3_usd=costs[2],
        llm_cost_total_usd=_sum(costs),
        persistence=PersistenceCounts(
            items=items,
            role_dimension_saved=taught.role_dimensions,
            skill_dimension_saved=taught.skill_dimensions,
            skipped=sum(item.status != "pending" for item in items),
        ),
        run_id=run_id,
    )
    return Persistence(
        final_role_output=output,
        collision_log_id=taught.receipt.collisions.get(run_id),
        queue_entry_id=_queue_entry(taught),
        new_kra_attached=_new_kra(taught, decision),
        new_skills_attached=_new_skills(taught, decision),
    )


def cost_of(*usages: LlmUsage) -> float | None:
    """US dollars of some stages' calls; null when one of them has no known price, because a part is not the whole."""
    return _sum([usage.cost_usd for usage in usages])


def _sum(costs: Sequence[float | None]) -> float | None:
    return None if None in costs else round(sum(cost or 0.0 for cost in costs), COST_DECIMALS)


def _resolution(decision: Stage4Decision) -> Resolution:
    if decision.case == "R":
        return "rejected"
    if decision.is_new_role:
        return "new_role_proposed"
    if decision.sub_role:
        return "sub_role"
    return "queued" if decision.queued else "in_db"


def _item(sighting: Sighting, receipt: Receipt, details: ExtractDetails) -> PersistedItem:
    number, status = receipt.proposals[sighting.proposal_key]
    kind = "canonical_skill_proposed" if sighting.kind == "skill" else f"{sighting.kind}_proposed"
    return PersistedItem(kind=kind, detail=_detail(sighting, details), db_id=number, status=status)


def _detail(sighting: Sighting, details: ExtractDetails) -> str:
    """The label, and for a skill the typing it would be saved with, in the words of the seed's artifacts."""
    described = (detail.new_skill_meta for detail in details.skills_detail if detail.input_skill == sighting.label)
    meta = next((meta for meta in described if meta), None) if sighting.kind == "skill" else None
    if meta is None:
        return sighting.label
    typing = meta.derived
    return (
        f"{sighting.label} | type={typing.category} subtype={typing.sub_category} nature={typing.skill_nature} "
        f"lifespan={typing.typical_lifespan}"
    )


def _queue_entry(taught: Taught) -> int | None:
    """The id of the role, sub-role or decision that waits for an admin."""
    waiting = (item for item in taught.sightings if item.kind in ("role", "sub_role", "decision"))
    first = next(waiting, None)
    return taught.receipt.proposals[first.proposal_key][0] if first else None


def _new_kra(taught: Taught, decision: Stage4Decision) -> NewKraAttached | None:
    for sighting in taught.sightings:
        if sighting.kind == "kra" and decision.chosen_role:
            number, status = taught.receipt.proposals[sighting.proposal_key]
            return NewKraAttached(
                best_kra_similarity=float(sighting.detail["best_kra_similarity"]),
                queue_id=number,
                r_and_r_preview=str(sighting.detail["responsibilities"]),
                role_display_name=decision.chosen_role.display_name,
                role_slug=decision.chosen_role.slug,
                status=status,
            )
    return None


def _new_skills(taught: Taught, decision: Stage4Decision) -> list[NewSkillAttached]:
    found = []
    for sighting in taught.sightings:
        if sighting.kind == "skill" and decision.chosen_role:
            number, status = taught.receipt.proposals[sighting.proposal_key]
            found.append(
                NewSkillAttached(
                    is_primary=bool(sighting.is_primary),
                    queue_id=number,
                    role_display_name=decision.chosen_role.display_name,
                    role_slug=decision.chosen_role.slug,
                    skill_name=sighting.label,
                    status=status,
                )
            )
    return found
