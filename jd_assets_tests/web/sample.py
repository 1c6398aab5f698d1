"""A small posting of our own, its decided run with every part a page can show, and a rejected one."""

import re
from dataclasses import replace
from typing import Any

from jd_assets.client_output.ai_typing import AiRoles
from jd_assets.client_output.assemble import client_output
from jd_assets.contracts.base import Evidence, LlmUsage, Section
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment, ExtractDetails
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed, Span
from jd_assets.contracts.persistence import FinalRoleOutput, Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run import PartialRun, PersistedRun
from jd_assets.contracts.run_record import ExtractFromJd, RunRecord
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets_tests.decision import small_library

RUN_ID = "5f0c9b52-2b1c-5d0e-9a39-6a2f7a3f8f11"
TEXT = """Brightwell moves parcels for small shops.

What you will do
• Build the booking services in Java and keep them fast
• Move our events from Kafka to Apache Kafka Streams

What we ask
• Four years with Java or Kotlin
• Nice to have: a feeling for maps
"""
SECTIONS = {
    "Brightwell moves": Section.ABOUT_COMPANY,
    "• Build": Section.RESPONSIBILITIES,
    "• Move": Section.RESPONSIBILITIES,
    "• Four": Section.REQUIRED,
    "• Nice": Section.PREFERRED,
}


def evidence(words: str) -> list[Evidence]:
    """Every place of the text that has these words."""
    return [Evidence.of(TEXT, *m.span()) for m in re.finditer(re.escape(words), TEXT)]


def spans() -> list[Span]:
    starts = [(TEXT.index(head), section) for head, section in SECTIONS.items()]
    return [Span(start=start, end=TEXT.index("\n", start), section=section) for start, section in starts]


SKILLS = [
    FinalSkill(skill_name="Java", skill_id="java", matched_via="canonical", is_primary=True, evidence=evidence("Java")),
    FinalSkill(skill_name="Kafka", skill_id="kafka", matched_via="alias", is_primary=True, evidence=evidence("Kafka")),
    FinalSkill(skill_name="Kafka Streams", is_primary=False, evidence=evidence("Apache Kafka Streams")),
    FinalSkill(skill_name="Kotlin", is_primary=False, negated=True, evidence=evidence("Kotlin")),
]


def posting() -> Posting:
    return Posting(
        run_id=RUN_ID,
        source="samples",
        source_id="booking.txt",
        content_hash="0" * 64,
        text=TEXT,
        title="Backend Engineer, Booking",
        company="Brightwell",
        location="Leeds",
    )


_VERSIONS = {"library_version": 7, "decision": "rules-4", "embedder": "tiny@1/fp32", "model": "m-1", "prompt": "p-2"}
_BUILD = "• Build the booking services in Java and keep them fast"
_DUTIES = "\n".join(TEXT.splitlines()[3:5])
_PARSE = {
    "nano_parsed": {
        "JD_type": "pass",
        "role": "Backend Engineer",
        "role_aliases": ["Services Engineer"],
        "role_archetype": "Engineering",
        "company_name": "Brightwell",
        "about_company": "Moves parcels",
        "domain": {"primary": {"domain": "Logistics", "aliases": ["Shipping"]}},
        "education": [{"level": "Bachelor's", "qualification": "BSc", "raw": "a BSc", "requirement": "required"}],
        "certifications": [{"name": "OCP", "raw": "OCP helps", "requirement": "preferred"}],
        "experience": {"min": 4, "max": 6, "raw": "Four to six years"},
        "job_locations": [{"raw": "Leeds", "city": "Leeds", "country": "United Kingdom"}],
        "ctc": {"min": 50000, "max": 60000, "currency": "GBP", "period": "year", "raw": "£50k to £60k"},
        "urls": ["careers.example/booking"],
        "languages": ["English"],
        "seniority": "senior",
        "work_arrangement": "hybrid",
        "employment_type": "full_time",
        "warnings": ["names two roles"],
        "roles_and_responsibilities": [
            {
                "bullet_count": 2,
                "heading": "What you will do",
                "heading_was_present": True,
                "source_marker": {"first_5_words": "Build the booking services in", "last_5_words": "to Kafka Streams"},
                "text": _DUTIES,
                "word_count": 18,
                "start": TEXT.index(_DUTIES),
                "end": TEXT.index(_DUTIES) + len(_DUTIES),
            }
        ],
    },
    "spans": spans(),
    "dropped_claims": ["a doctorate is not in the text"],
    "usage": {"engine": "openai", "model": "m-1", "prompt_version": "p-2", "calls": 1, "cost_usd": 0.0004},
}
_BACKEND = {"display_name": "Backend Developer", "role_id": 1, "slug": "backend-engineer"}
_DATA = {"display_name": "Data Engineer", "role_id": 2, "slug": "data-engineer"}
_KRA_PAIR = {"kra_text": "Builds services and keeps them fast.", "sentence": _BUILD, "similarity": 0.613}
_NEW_SKILL = {
    "is_primary": False,
    "queue_id": 7002,
    "role_display_name": "Backend Developer",
    "role_slug": "backend-engineer",
    "skill_name": "Kafka Streams",
    "status": "pending",
}
_API1 = {
    "jd_role": {"display_name": "Backend Engineer"},
    "run_id": RUN_ID,
    "stage3_signals": {
        "alias_found": True,
        "alias_match_roles": [
            _BACKEND
            | {"score": 1.0, "alias": "Backend Engineer", "title": "Backend Engineer, Booking", "kind": "exact"}
            | {"specialisation": "Booking"}
        ],
        "kra_match_roles": [_BACKEND | {"score": 0.613, "kra_matches": [_KRA_PAIR]}],
        "skill_match_roles": [
            _BACKEND | {"score": 0.42, "matched_count": 2, "total_count": 17, "matched_skills": ["Java", "Kafka"]}
        ],
        "centroid_match_roles": [_DATA | {"score": 0.377}],
    },
    "stage4_decision": {
        "alias_collision_detected": True,
        "case": "B",
        "chosen_role": _BACKEND | {"score": 1.0},
        "confidence": 0.93,
        "llm2_fired": True,
        "llm2_reasoning": "The duties are those of a backend developer.",
        "matched_dimensions": ["Server side"],
        "matched_kras": ["Builds services and keeps them fast."],
        "matched_skills": ["Java"],
        "queued": True,
        "reasoning": "Two roles share the alias; the evidence is ahead by 0.3",
        "sub_role": "Booking",
        "ranked_roles": [
            _BACKEND | {"score": 0.88, "parts": {"alias": 0.4, "kra": 0.25, "skill": 0.2, "centroid": 0.03}},
            _DATA | {"score": 0.31, "parts": {"alias": 0.0, "kra": 0.2, "skill": 0.1, "centroid": 0.01}},
        ],
        "thresholds": {"tie_margin": 0.05},
        "versions": _VERSIONS,
        "flip_point": "data-engineer ahead by 0.57",
    },
    "stage5_updates": {
        "centroid_n_after": 41,
        "centroid_updated": True,
        "collision_log_id": 501,
        "new_kra_attached": {
            "best_kra_similarity": 0.613,
            "queue_id": 7001,
            "r_and_r_preview": "Build the booking services",
            "role_display_name": "Backend Developer",
            "role_slug": "backend-engineer",
            "status": "pending",
        },
        "new_skills_attached": [_NEW_SKILL],
        "queue_entry_id": 7004,
        "v3_pipeline_triggered": True,
        "v3_role_slug": "booking-engineer",
        "v3_run_id": "v3-1",
    },
    "unmatched_mentions": [
        {"text": "a feeling for maps", "cause": "wording", "evidence": evidence("a feeling for maps")[0]}
    ],
}
_TYPING = {
    "category": "Language",
    "skill_nature": "LANGUAGE",
    "sub_category": "general purpose",
    "typical_lifespan": "DECADES",
    "version_strategy": "NUMBERED",
    "volatility": "LOW",
}
_API2 = {
    "run_id": RUN_ID,
    "chosen_role": {
        "display_name": "Backend Developer",
        "id": 1,
        "rationale": "Two roles share the alias",
        "role_archetype": "Engineering",
        "slug": "backend-engineer",
        "source": "db",
    },
    "skills_detail": [
        {
            "input_skill": "Java",
            "canonical": {"skill_id": "java", "name": "Java", "derived": _TYPING},
            "aliases_in_db": ["Java SE"],
            "dimensions": [{"dimension_id": "server", "name": "Server side", "locked": True}],
            "matched_via": "canonical",
            "new_alias_text": "JVM Java",
            "source_tag": "db",
            "was_in_llm_skills": True,
        },
        {
            "input_skill": "Kafka Streams",
            "new_skill_meta": {
                "derived": _TYPING | {"category": "Other", "is_default": True},
                "enrichment": {"note": "close to Kafka"},
                "keep_log": ["kept as one skill"],
                "merge_log": ["no merge"],
                "split_log": ["no split"],
                "locked_dimensions": ["Messaging"],
                "placed": {"dimensions": ["Streaming"], "nearest_skill_id": "kafka", "similarity": 0.71},
                "relationships": {"parent": "kafka", "siblings": ["flink"], "used_with": ["avro"]},
                "skill_id": "kafka-streams",
                "typed": {"nature": "LIBRARY"},
                "warnings": ["rests on one neighbour"],
            },
            "source_tag": "rules",
            "unmatched_cause": "gap",
            "was_in_llm_skills": False,
        },
    ],
}
_API3 = {
    "chosen_role": _API2["chosen_role"],
    "chosen_role_resolution": "sub_role",
    "final_input_skills": [{"skill": "Java", "tag": "in_db"}, {"skill": "Kafka Streams", "tag": "new"}],
    "llm_cost_total_usd": 0.0004,
    "persistence": {
        "items": [
            {"kind": "canonical_skill_proposed", "detail": "Kafka Streams | Other", "db_id": 7002, "status": "pending"},
            {"kind": "alias_proposed", "detail": "Booking Engineer", "db_id": 7003, "status": "pending"},
            {"kind": "sub_role_proposed", "detail": "Booking", "db_id": 7004, "status": "pending"},
            {
                "kind": "role_dimension_link",
                "detail": "Backend Developer to Streaming",
                "db_id": None,
                "status": "saved",
            },
        ],
        "role_dimension_saved": 3,
        "skill_dimension_saved": 2,
        "skipped": 1,
    },
    "run_id": RUN_ID,
}


#: The role that the run was decided for, with the KRA that a sentence of the posting is close to and one that none is.
LIBRARY = replace(
    small_library.LIBRARY,
    roles=(replace(small_library.LIBRARY.roles[0], kras=(str(_KRA_PAIR["kra_text"]), "Answers calls at night.")),),
)


def decided_page() -> PartialRun:
    """A decided run."""
    parse = NanoParse.model_validate(_PARSE)
    extraction = SkillExtraction(
        final_skills=SKILLS, dropped_claims=["Rust is not in the text"], usage=LlmUsage(calls=1, input_tokens=900)
    )
    api1 = _API1 | {"nano_parsed": parse.nano_parsed, "final_skills": SKILLS}
    return PartialRun(posting(), parse, extraction, run_record=_record(parse, api1, _API2, _API3))


def rejected_page() -> PartialRun:
    """A run whose posting did not pass the gate."""
    parse = NanoParse(nano_parsed=NanoParsed(JD_type="fail", JD_type_reason="too short"))
    api1 = {
        "jd_role": {"display_name": None},
        "nano_parsed": parse.nano_parsed,
        "rejected": True,
        "rejection_reason": "too short to be a job description",
        "run_id": RUN_ID,
        "stage3_signals": {"alias_found": False},
        "stage4_decision": {
            "case": "R",
            "confidence": 1,
            "reasoning": "Rejected by the gate",
            "versions": _VERSIONS,
        },
    }
    api3: dict[str, Any] = {
        "chosen_role": None,
        "chosen_role_resolution": "rejected",
        "persistence": {},
        "run_id": RUN_ID,
    }
    record = _record(parse, api1, {"run_id": RUN_ID}, api3)
    return PartialRun(posting(), parse, SkillExtraction(), run_record=record)


def _record(parse: NanoParse, api1: dict[str, Any], api2: dict[str, Any], api3: dict[str, Any]) -> RunRecord:
    """The record with the client output that the stages give."""
    extract = ExtractFromJd.model_validate(api1)
    details, final = ExtractDetails.model_validate(api2), FinalRoleOutput.model_validate(api3)
    decision = CaseDecision(stage4_decision=extract.stage4_decision, rejection_reason=extract.rejection_reason)
    run = PersistedRun(
        posting(),
        parse,
        SkillExtraction(final_skills=extract.final_skills),
        RoleScoring(stage3_signals=extract.stage3_signals, library_version=1, embedder="none"),
        decision,
        Enrichment(extract_details=details),
        Persistence(final_role_output=final),
        CentroidUpdate(centroid_updated=False, centroid_n_after=None),
    )
    return RunRecord(
        run_id=RUN_ID,
        extract_from_jd=extract,
        extract_details=details,
        final_role_output=final,
        client_output=client_output(run, AiRoles(LIBRARY)),
        fingerprint="fingerprint-1",
    )
