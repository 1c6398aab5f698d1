"""Spellings of several senses, over the vocabulary of the seed library: the other sense is taken for no skill."""

import csv
from functools import cache
from pathlib import Path

import pytest

from jd_assets.contracts.base import Section
from jd_assets.library.seed.files import read_seed_files, skill_aliases
from jd_assets.settings import sql_dir
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets_tests.skills.samples import extracted

with (Path(__file__).parent / "data" / "senses.csv").open(encoding="utf-8") as file:
    SENSES = [tuple(row.values()) for row in csv.DictReader(file, delimiter="|")]


@cache
def seed_vocabulary() -> Vocabulary:
    """The matching dictionary of the seed files."""
    rows = read_seed_files(sql_dir() / "library")["skills"]
    return Vocabulary.build(
        SkillEntry(
            skill_id=row["skill_id"],
            name=row["name"],
            category=row["category"],
            sub_category=row["sub_category"],
            skill_nature=row["skill_nature"],
            match=row["match"],
            aliases=tuple(skill_aliases(row)),
        )
        for row in rows
    )


def found(section: Section, sentence: str) -> set[str]:
    return {skill.skill_name for skill in extracted(seed_vocabulary(), (section, sentence)).final_skills}


@pytest.mark.parametrize("section", [Section.REQUIRED, Section.RESPONSIBILITIES])
@pytest.mark.parametrize(("spelling", "skill", "wrong"), [(sense[0], sense[1], sense[2]) for sense in SENSES])
def test_the_other_sense_of_a_spelling_is_no_skill(section: Section, spelling: str, skill: str, wrong: str) -> None:
    assert skill not in found(section, wrong)


@pytest.mark.parametrize(("spelling", "skill", "right"), [(sense[0], sense[1], sense[3]) for sense in SENSES])
def test_the_sense_that_a_posting_asks_for_is_found(spelling: str, skill: str, right: str) -> None:
    assert skill in found(Section.REQUIRED, right)


def test_a_short_form_means_what_the_posting_spells_it_out_as() -> None:
    text = "Work for a Contract Research Organization (CRO). Marketing and SEO of the CRO are yours."
    assert "Conversion Rate Optimization" not in found(Section.REQUIRED, text)
    spelled = "Own conversion rate optimization (CRO) of landing pages. Report on CRO and SEO."
    assert "Conversion Rate Optimization" in found(Section.REQUIRED, spelled)
