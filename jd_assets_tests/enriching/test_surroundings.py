"""Where a skill stands in its posting."""

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.enriching.surroundings import Surroundings, surroundings_of
from jd_assets.library.snapshot import Library

TEXT = "We bake.\nYou know Python, Quorvex and Docker. Later you meet Kubernetes."
SPANS = [Span(start=start, end=end, section=Section.REQUIRED) for start, end in ((0, 8), (9, 45), (46, len(TEXT)))]


def skill(name: str, skill_id: str | None) -> FinalSkill:
    start = TEXT.index(name)
    place = Evidence.of(TEXT, start, start + len(name))
    return FinalSkill(skill_name=name, skill_id=skill_id, is_primary=True, evidence=[place])


SKILLS = [
    skill("Kubernetes", "kubernetes"),
    skill("Python", "python"),
    skill("Quorvex", None),
    skill("Docker", "docker"),
]


def around(library: Library) -> Surroundings:
    return surroundings_of(TEXT, SPANS, SKILLS, library.skills, [2])[2]


def test_the_sentence_that_names_it_is_its_own(library: Library) -> None:
    assert around(library).sentence == "You know Python, Quorvex and Docker."


def test_only_skills_of_the_same_list_stand_beside_it(library: Library) -> None:
    assert {skill.skill_id for skill, _ in around(library).beside} == {"python", "docker"}


def test_skills_of_its_sentence_are_told_from_those_of_the_next(library: Library) -> None:
    assert dict(around(library).same_sentence) == {library.skills["python"]: 1.0, library.skills["docker"]: 1.0}


def test_the_fewer_skills_lie_between_the_heavier_a_skill_counts(library: Library) -> None:
    found = surroundings_of(TEXT, SPANS, SKILLS, library.skills, [1])[1]
    assert found.same_sentence == ((library.skills["docker"], 0.5),)


def test_the_nearest_skills_of_the_text_come_first(library: Library) -> None:
    assert [skill.skill_id for skill in around(library).near][-1] == "kubernetes"


def test_a_skill_without_a_place_has_no_surroundings_but_its_posting(library: Library) -> None:
    lost = [FinalSkill(skill_name="Quorvex", is_primary=True), *SKILLS[:2]]
    found = surroundings_of(TEXT, SPANS, lost, library.skills, [0])[0]
    assert found == Surroundings(near=(library.skills["kubernetes"], library.skills["python"]))
