"""What the run page shows, gathered from the payloads so that the template only prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Evidence, LlmUsage, Payload, Section
from jd_assets.contracts.enrichment import Derived, SkillDetail
from jd_assets.contracts.persistence import NewSkillAttached, PersistedItem
from jd_assets.contracts.run import PartialRun
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.web.client_view import ClientView, client_view
from jd_assets.web.highlight import Block, Mark, jd_blocks, sentence_anchors, skill_marks, words_of

#: Characters of the posting shown on each side of a quoted place: enough to see what it says there.
CONTEXT = 48

#: Kinds of proposals about roles and their names; those about skills and KRAs have lists of their own on the page.
ROLE_PROPOSALS = {
    "alias_proposed": "New alias",
    "sub_role_proposed": "New sub-role",
    "role_proposed": "New role",
    "decision_proposed": "Decision to check",
}

#: Parsed fields that the page shows in a form of their own; any other is shown by its name.
FIELDS_WITH_A_FORM = frozenset(
    """JD_type JD_type_reason about_company certifications company_name ctc date_posted domain education employment_type
    experience job_locations language languages role role_aliases role_archetype roles_and_responsibilities seniority
    stated_by urls valid_through warnings work_arrangement""".split()
)


@dataclass(frozen=True)
class ShownPlace:
    """One piece of evidence with the words around it and the mark that shows it."""

    before: str
    text: str
    after: str
    section: Section | None
    anchor: str | None

    @property
    def just_before(self) -> str:
        """The last words before the place, for a line that has little room."""
        return " ".join(self.before.split(" ")[-4:])


@dataclass(frozen=True)
class SkillRow:
    """One skill with what each stage said about it."""

    skill: FinalSkill
    detail: SkillDetail | None
    tag: str | None
    attached: NewSkillAttached | None
    places: list[ShownPlace]

    @property
    def derived(self) -> Derived | None:
        """The typing: the library's for a matched skill, else what was derived for the new one."""
        if self.detail is None:
            return None
        if self.detail.canonical:
            return self.detail.canonical.derived
        return self.detail.new_skill_meta.derived if self.detail.new_skill_meta else None


@dataclass(frozen=True)
class RunView:
    """The parts of the page that are not printed straight from a payload."""

    title: str
    state: str
    blocks: list[Block]
    skills: list[SkillRow]
    sentence_anchors: dict[str, str]
    artifacts: list[PersistedItem]
    role_proposals: list[PersistedItem]
    usages: dict[str, LlmUsage]
    dropped_claims: list[str]
    client: ClientView | None


def view_of(page: PartialRun) -> RunView:
    """Gather what the template prints."""
    spans = page.nano_parse.spans if page.nano_parse else []
    skills = _final_skills(page)
    marks = skill_marks(skills)
    cited = _cited_sentences(page.run_record)
    all_anchors = sentence_anchors(page.posting.text, spans)
    anchors = {sentence: all_anchors[sentence] for sentence in cited if sentence in all_anchors}
    items = _artifacts(page)
    client = client_view(page.run_record.client_output, skills, spans, marks) if page.run_record else None
    return RunView(
        title=_title(page),
        state=_state(page),
        blocks=jd_blocks(page.posting.text, spans, marks, anchors, client.linked if client else ()),
        skills=_skill_rows(page, skills, marks),
        sentence_anchors=anchors,
        artifacts=items,
        role_proposals=[item for item in items if item.kind in ROLE_PROPOSALS],
        usages={
            name: stage.usage
            for name, stage in {"nano_parse": page.nano_parse, "skill_extraction": page.skill_extraction}.items()
            if stage is not None
        },
        dropped_claims=[
            claim for stage in (page.nano_parse, page.skill_extraction) if stage for claim in stage.dropped_claims
        ],
        client=client,
    )


def other_fields(parsed: Payload) -> list[tuple[str, str]]:
    """Label and value of each told field that has no form of its own on the page."""
    told = {name: value for name, value in parsed if name not in FIELDS_WITH_A_FORM and value not in (None, [], (), {})}
    return [(name.replace("_", " ").capitalize(), _in_words(value)) for name, value in told.items()]


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _title(page: PartialRun) -> str:
    """The decided role, the proposed one, or how far the run came."""
    if page.run_record is None:
        return page.posting.title or "Untitled posting"
    decision = page.run_record.extract_from_jd.stage4_decision
    if decision.chosen_role:
        return decision.chosen_role.display_name
    return decision.new_role_display_name or page.posting.title or "Untitled posting"


def _state(page: PartialRun) -> str:
    """`decided`, `rejected`, `failed` or `unfinished`."""
    if page.run_record:
        return "rejected" if page.run_record.extract_from_jd.rejected else "decided"
    return "failed" if page.failure else "unfinished"


def _final_skills(page: PartialRun) -> list[FinalSkill]:
    if page.run_record:
        return page.run_record.extract_from_jd.final_skills
    return page.skill_extraction.final_skills if page.skill_extraction else []


def _artifacts(page: PartialRun) -> list[PersistedItem]:
    """What the run wrote; a run that fails afterwards has written it nevertheless."""
    stored = page.run_record or page.persistence
    return stored.final_role_output.persistence.items if stored else []


def _cited_sentences(record: RunRecord | None) -> list[str]:
    if record is None:
        return []
    roles = record.extract_from_jd.stage3_signals.kra_match_roles
    return [words_of(match.sentence) for role in roles for match in role.kra_matches or []]


def _skill_rows(page: PartialRun, skills: Sequence[FinalSkill], marks: Sequence[Mark]) -> list[SkillRow]:
    record = page.run_record
    details = {detail.input_skill: detail for detail in record.extract_details.skills_detail} if record else {}
    tags = {item.skill: item.tag for item in record.final_role_output.final_input_skills} if record else {}
    attached = record.extract_from_jd.stage5_updates.new_skills_attached if record else []
    proposals = {item.skill_name: item for item in attached}
    return [
        SkillRow(
            skill=skill,
            detail=details.get(skill.skill_name),
            tag=tags.get(skill.skill_name),
            attached=proposals.get(skill.skill_name),
            places=[_place(page.posting.text, evidence, marks) for evidence in skill.evidence],
        )
        for skill in skills
    ]


def _place(text: str, evidence: Evidence, marks: Sequence[Mark]) -> ShownPlace:
    anchor = next((mark.anchor for mark in marks if mark.start <= evidence.start < mark.end), None)
    # Only the rest of the same line says what the place says; the next list item is another matter.
    before = text[: evidence.start].rpartition("\n")[2]
    after = text[evidence.end :].partition("\n")[0]
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    return ShownPlace(before, evidence.text, after, evidence.section, anchor)
