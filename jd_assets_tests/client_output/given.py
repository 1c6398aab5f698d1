"""Postings of a few sentences, skills of a few kinds, and a library of two roles: small enough to count."""

import re
from collections.abc import Mapping

from jd_assets.client_output.ai_typing import AiRoles
from jd_assets.client_output.reading import PostingText
from jd_assets.client_output.skills import PostingSkill, wanted_skills
from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.enrichment import Derived, DimensionLink, NewSkillMeta, Placed, SkillDetail
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.role_scoring import RoleMatch
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.library.snapshot import Library, Role, Skill

AI_ROLE = RoleMatch(display_name="Model Engineer", role_id=1, score=1.0, slug="model-engineer")
OTHER_ROLE = RoleMatch(display_name="Ledger Engineer", role_id=2, score=1.0, slug="ledger-engineer")


def library_skill(skill_id: str, category: str, dimensions: str, maturity: str, nature: str = "TOOL") -> Skill:
    return Skill(
        skill_id=skill_id,
        name=skill_id.capitalize(),
        category=category,
        sub_category="General",
        skill_nature=nature,
        volatility="HIGH" if maturity == "emerging" else "LOW",
        typical_lifespan="LONG_TERM",
        version_strategy="MAJOR",
        maturity=maturity,
        parent=None,
        match="",
        aliases=(),
        dimensions=tuple(dimensions.split()),
    )


SKILLS = [
    library_skill("torch", "Machine Learning & AI", "deep-learning", "mainstream"),
    library_skill("agents", "Machine Learning & AI", "generative-ai", "emerging"),
    library_skill("vectors", "Databases", "generative-ai nosql-databases", "growing"),
    library_skill("ledger", "Databases", "nosql-databases relational-databases", "mature"),
    library_skill("cobol", "Programming Languages", "", "legacy", "LANGUAGE"),
    library_skill("reviews", "Software Engineering", "engineering-practices", "mature", "PRACTICE"),
]
LIBRARY = Library(
    version=1,
    roles=(
        Role(1, "model-engineer", "Model Engineer", "", "", (), (), {"torch": 3, "ledger": 3}, frozenset()),
        Role(
            role_id=2,
            slug="ledger-engineer",
            display_name="Ledger Engineer",
            role_family="",
            archetype="",
            aliases=(),
            kras=("Keeps ledgers correct.", "Answers auditors."),
            skills={"ledger": 3},
            dimensions=frozenset(),
        ),
    ),
    skills={skill.skill_id: skill for skill in SKILLS},
    dimensions={
        "nosql-databases": "NoSQL Databases",
        "deep-learning": "Deep Learning",
        "generative-ai": "Generative AI",
        "relational-databases": "Relational Databases",
        "engineering-practices": "Engineering Practices",
    },
)


def roles() -> AiRoles:
    return AiRoles(LIBRARY)


def text_of(*sentences: str, section: Section = Section.RESPONSIBILITIES) -> PostingText:
    """A posting of these sentences, a line each."""
    text = "\n".join(sentences)
    spans = [Span(start=match.start(), end=match.end(), section=section) for match in re.finditer(r"[^\n]+", text)]
    return PostingText(text, spans)


def skills_of(wanted: Mapping[str, bool], text: PostingText | None = None) -> list[PostingSkill]:
    """Skills by id, true where required; one that the library lacks is new."""
    said = [final_skill(skill_id, primary, text) for skill_id, primary in wanted.items()]
    return wanted_skills(said, [detail_of(skill) for skill in said], LIBRARY)


def final_skill(skill_id: str, primary: bool = True, text: PostingText | None = None) -> FinalSkill:
    found = re.finditer(skill_id, text.lower) if text else ()
    return FinalSkill(
        is_primary=primary,
        skill_name=skill_id.capitalize(),
        skill_id=skill_id if skill_id in LIBRARY.skills else None,
        evidence=[Evidence.of(text.text, *at.span()) for at in found if text],
    )


def detail_of(skill: FinalSkill) -> SkillDetail:
    entry = LIBRARY.skills.get(skill.skill_id or "")
    links = [
        DimensionLink(dimension_id=dimension, name=LIBRARY.dimensions[dimension], locked=True)
        for dimension in (entry.dimensions if entry else ())
    ]
    return SkillDetail(
        dimensions=links,
        input_skill=skill.skill_name,
        source_tag="db" if entry else "rules",
        was_in_llm_skills=False,
        new_skill_meta=None if entry else new_meta(skill.skill_name),
    )


def new_meta(name: str, category: str = "Databases", placed: str | None = None) -> NewSkillMeta:
    typing = {"sub_category": "General", "skill_nature": "TOOL", "typical_lifespan": "SHORT_TERM"}
    rest = {"version_strategy": "MINOR", "volatility": "HIGH"}
    return NewSkillMeta(
        derived=Derived.model_validate({"category": category, **typing, **rest}),
        placed=Placed(dimensions=[placed], nearest_skill_id="ledger", similarity=0.7) if placed else None,
        skill_id=name.lower(),
    )
