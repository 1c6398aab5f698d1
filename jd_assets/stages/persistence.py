"""`persistence`: what a batch teaches the library, and API 3."""

from collections import Counter
from collections.abc import Iterable

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.case_decision import CaseDecision, Stage4Decision
from jd_assets.contracts.enrichment import Enrichment, ExtractDetails
from jd_assets.contracts.nano_parse import NanoParse
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
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.library.snapshot import Library
from jd_assets.library.teaching import CollisionEntry, Receipt, Sighting, Teaching
from jd_assets.library.titles import normalise_alias
from jd_assets.stages.batch import Batch, map_batch

#: A responsibilities block whose best sentence-to-KRA similarity is below this says something that the role's KRAs do
#: not: it is proposed as a new KRA. The seed run proposes one at .3964.
KRA_NOVELTY = 0.45
#: Characters of the responsibilities shown with a proposed KRA, as in the seed run.
PREVIEW = 200
#: Matched skills of one posting in a dimension that its role does not have, from which the link is noted.
ROLE_DIMENSION_SKILLS = 3


def plan_teaching(
    postings: Batch[Posting],
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    scored: Batch[RoleScoring],
    decisions: Batch[CaseDecision],
    enriched: Batch[Enrichment],
    library: Library,
) -> Teaching:
    """What the runs of a batch teach. A failed or rejected run teaches nothing, and what it taught before goes."""
    sightings: list[Sighting] = []
    role_links: list[tuple[str, int, str]] = []
    skill_links: list[tuple[str, str, str]] = []
    collisions: list[CollisionEntry] = []
    for run_id, enrichment in enriched.payloads.items():
        decided = decisions.payloads[run_id]
        decision = decided.stage4_decision
        if decision.case == "R":
            continue
        posting, parse = postings.payloads[run_id], parsed.payloads[run_id]
        employer = posting.company or parse.nano_parsed.company_name
        sightings += _skill_sightings(run_id, employer, decision, skills.payloads[run_id])
        sightings += _kra_sighting(run_id, employer, parse, scored.payloads[run_id], decision)
        sightings += _role_sightings(run_id, employer, decided, posting)
        role_links += _role_links(run_id, decision, enrichment.extract_details, library)
        skill_links += _skill_links(run_id, enrichment.extract_details)
        if decided.collision:
            entry = decided.collision
            collisions.append(
                CollisionEntry(run_id, entry.kind, entry.alias, entry.slugs, entry.resolved_to, entry.resolved_by)
            )
    run_ids = [*postings.payloads, *postings.failures]
    return Teaching(run_ids, sightings, role_links, skill_links, collisions)


def persistence(
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    decisions: Batch[CaseDecision],
    enriched: Batch[Enrichment],
    plan: Teaching,
    receipt: Receipt,
) -> Batch[Persistence]:
    """API 3 of every posting, with the database ids of what its plan wrote."""
    by_run: dict[str, list[Sighting]] = {}
    for sighting in plan.sightings:
        by_run.setdefault(sighting.run_id, []).append(sighting)
    role_links = Counter(run_id for run_id, _, _ in plan.role_dimensions)
    skill_links = Counter(run_id for run_id, _, _ in plan.skill_dimensions)

    def persist(run_id: str, enrichment: Enrichment) -> Persistence:
        decided, details = decisions.payloads[run_id], enrichment.extract_details
        decision, mine = decided.stage4_decision, by_run.get(run_id, [])
        items = [_item(sighting, receipt, details) for sighting in mine]
        costs = [
            _cost(parsed.payloads[run_id].usage, skills.payloads[run_id].usage, decided.usage),
            _cost(enrichment.usage),
            _cost(),
        ]
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
            llm_cost_total_usd=None if None in costs else round(sum(cost or 0.0 for cost in costs), 8),
            persistence=PersistenceCounts(
                items=items,
                role_dimension_saved=role_links[run_id],
                skill_dimension_saved=skill_links[run_id],
                skipped=sum(item.status not in ("pending", "saved") for item in items),
            ),
            run_id=run_id,
        )
        return Persistence(
            final_role_output=output,
            collision_log_id=receipt.collisions.get(run_id),
            queue_entry_id=_queue_entry(mine, receipt),
            new_kra_attached=_new_kra(mine, receipt, decision),
            new_skills_attached=_new_skills(mine, receipt, decision),
        )

    return map_batch("persistence", enriched, persist)


def _skill_sightings(
    run_id: str, employer: str | None, decision: Stage4Decision, skills: SkillExtraction
) -> Iterable[Sighting]:
    role_id = decision.chosen_role.role_id if decision.chosen_role else None
    for skill in skills.final_skills:
        if skill.skill_id is None and not skill.negated:
            yield Sighting(
                run_id=run_id,
                kind="skill",
                role_id=role_id,
                key=" ".join(skill.skill_name.lower().split()),
                label=skill.skill_name,
                employer=employer,
                is_primary=skill.is_primary,
                evidence=[found.model_dump(mode="json") for found in skill.evidence],
            )


def _kra_sighting(
    run_id: str, employer: str | None, parse: NanoParse, scoring: RoleScoring, decision: Stage4Decision
) -> Iterable[Sighting]:
    blocks = parse.nano_parsed.roles_and_responsibilities
    if decision.chosen_role is None or not blocks:
        return
    pairs = [
        pair.similarity
        for match in scoring.stage3_signals.kra_match_roles
        if match.role_id == decision.chosen_role.role_id
        for pair in match.kra_matches or []
    ]
    text = " ".join(blocks[0].text.split())
    if max(pairs, default=0.0) < KRA_NOVELTY:
        yield Sighting(
            run_id=run_id,
            kind="kra",
            role_id=decision.chosen_role.role_id,
            key=text.lower()[:PREVIEW],
            label=text[:PREVIEW],
            employer=employer,
            detail={"best_kra_similarity": max(pairs, default=0.0)},
            evidence=[{"start": blocks[0].start, "end": blocks[0].end}],
        )


def _role_sightings(run_id: str, employer: str | None, decided: CaseDecision, posting: Posting) -> Iterable[Sighting]:
    """The alias, sub-role, new role or queued decision that the run puts before the admins."""
    decision = decided.stage4_decision
    role_id = decision.chosen_role.role_id if decision.chosen_role else None

    def sighting(kind: str, key: str, label: str) -> Sighting:
        detail = {"reasoning": decision.reasoning, "confidence": decision.confidence}
        return Sighting(run_id, kind, role_id, key, label, employer, detail=detail)

    if decision.is_new_role and decision.new_role_slug and decision.new_role_display_name:
        yield sighting("role", decision.new_role_slug, decision.new_role_display_name)
    elif decision.sub_role:
        yield sighting("sub_role", normalise_alias(decision.sub_role), decision.sub_role)
    elif decided.proposed_alias and (key := normalise_alias(decided.proposed_alias)):
        yield sighting("alias", key, decided.proposed_alias)
    if decision.queued and not decision.is_new_role and not decision.sub_role:
        yield sighting(
            "decision", run_id, posting.title or decision.chosen_role.slug if decision.chosen_role else run_id
        )


def _role_links(
    run_id: str, decision: Stage4Decision, details: ExtractDetails, library: Library
) -> Iterable[tuple[str, int, str]]:
    if decision.chosen_role is None:
        return
    role = library.role_by_slug[decision.chosen_role.slug]
    counted = Counter(
        link.dimension_id
        for detail in details.skills_detail
        if detail.canonical
        for link in detail.dimensions
        if link.locked
    )
    for dimension, count in sorted(counted.items()):
        if count >= ROLE_DIMENSION_SKILLS and dimension not in role.dimensions:
            yield run_id, role.role_id, dimension


def _skill_links(run_id: str, details: ExtractDetails) -> Iterable[tuple[str, str, str]]:
    for detail in details.skills_detail:
        if detail.canonical:
            for link in detail.dimensions:
                if not link.locked:
                    yield run_id, detail.canonical.skill_id, link.dimension_id


def _item(sighting: Sighting, receipt: Receipt, details: ExtractDetails) -> PersistedItem:
    number, status = receipt.proposals[sighting.proposal_key]
    text = sighting.label
    if sighting.kind == "skill":
        meta = next(
            (d.new_skill_meta for d in details.skills_detail if d.input_skill == sighting.label and d.new_skill_meta),
            None,
        )
        if meta:
            typing = meta.derived
            text += (
                f" | type={typing.category} subtype={typing.sub_category} nature={typing.skill_nature} "
                f"lifespan={typing.typical_lifespan}"
            )
    kind = "canonical_skill_proposed" if sighting.kind == "skill" else f"{sighting.kind}_proposed"
    return PersistedItem(kind=kind, detail=text, db_id=number, status=status)


def _resolution(decision: Stage4Decision) -> Resolution:
    if decision.case == "R":
        return "rejected"
    if decision.is_new_role:
        return "new_role_proposed"
    if decision.sub_role:
        return "sub_role"
    return "queued" if decision.queued else "in_db"


def _queue_entry(sightings: list[Sighting], receipt: Receipt) -> int | None:
    for sighting in sightings:
        if sighting.kind in ("role", "sub_role", "decision"):
            return receipt.proposals[sighting.proposal_key][0]
    return None


def _new_kra(sightings: list[Sighting], receipt: Receipt, decision: Stage4Decision) -> NewKraAttached | None:
    for sighting in sightings:
        if sighting.kind == "kra" and decision.chosen_role:
            number, status = receipt.proposals[sighting.proposal_key]
            return NewKraAttached(
                best_kra_similarity=float(sighting.detail["best_kra_similarity"]),
                queue_id=number,
                r_and_r_preview=sighting.label,
                role_display_name=decision.chosen_role.display_name,
                role_slug=decision.chosen_role.slug,
                status=status,
            )
    return None


def _new_skills(sightings: list[Sighting], receipt: Receipt, decision: Stage4Decision) -> list[NewSkillAttached]:
    found = []
    for sighting in sightings:
        if sighting.kind == "skill" and decision.chosen_role:
            number, status = receipt.proposals[sighting.proposal_key]
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


def _cost(*usages: LlmUsage) -> float | None:
    """Sum of the costs; null when one of them has no known price, because a part is not the whole."""
    costs = [usage.cost_usd for usage in usages]
    return None if None in costs else round(sum(cost or 0.0 for cost in costs), 8)
