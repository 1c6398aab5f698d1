"""What the library skills around a new skill say of its category."""

from jd_assets.enriching.cooccurrence import by_cooccurrence
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.enriching.surroundings import Surroundings


def test_each_circle_that_skills_stand_in_has_an_opinion(skill_index: SkillIndex) -> None:
    python, splunk = skill_index.by_id["python"], skill_index.by_id["splunk"]
    around = Surroundings(beside=((python, 1.0),), same_sentence=((splunk, 0.5), (python, 1.0)), near=(splunk, splunk))
    found = {each.source: each for each in by_cooccurrence(around, skill_index.skills_by_type.categories)}
    assert {source: each.category for source, each in found.items()} == {
        "listed beside": python.category,
        "same sentence": python.category,
        "same posting": splunk.category,
    }
    assert found["same sentence"].like == (python,)
    assert found["same posting"].like == ()


def test_more_skills_that_agree_say_more(skill_index: SkillIndex) -> None:
    skills = [skill for skill in skill_index.skills if skill.category == "Security"][:3]
    categories = skill_index.skills_by_type.categories
    one, three = (
        by_cooccurrence(Surroundings(beside=tuple((skill, 1.0) for skill in skills[:count])), categories)[0]
        for count in (1, 3)
    )
    assert three.confidence > one.confidence


def test_a_skill_that_stands_alone_has_no_company(skill_index: SkillIndex) -> None:
    assert by_cooccurrence(Surroundings(), skill_index.skills_by_type.categories) == []
