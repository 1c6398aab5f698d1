"""The steps for a skill that the seed library lacks."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.contracts.enrichment import NewSkillMeta
from jd_assets.enriching.derive_step import DEFAULT
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.enriching.new_skill import NewSkill, describe_new_skill
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.enriching.typing_model import Opinion


def described(index: SkillIndex, name: str, *listed: str, **given: object) -> NewSkillMeta:
    """A name as it is described in a list with these library skills."""
    skills = [skill for each in listed if (skill := index.spellings.find(each))]
    beside = tuple((skill, 1.0) for skill in skills)
    around = Surroundings(f"Knows {name}.", beside=beside, same_sentence=beside, near=tuple(skills))
    return describe_new_skill(NewSkill(name, index.read([name])[name], around), index, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Zorblax", "QXV", "Grimbold", "Prunella"])
def test_a_name_that_nothing_speaks_of_has_the_default_typing_and_says_so(skill_index: SkillIndex, name: str) -> None:
    meta = described(skill_index, name)
    assert meta.derived == DEFAULT
    assert (meta.typed, meta.placed) == (None, None)
    assert meta.warnings[-1].endswith("the typing is a default")
    assert meta.keep_log == [f"kept '{name}': no canonical name or alias of the library is the same"]


@pytest.mark.parametrize(
    ("name", "category", "sub_category", "nature"),
    [
        ("AWS Snowcone", "Cloud Platforms", "AWS Services", "SERVICE"),
        ("Zorblax Certification", "Certifications", None, "CERTIFICATION"),
        ("SAP Zorblax", "Enterprise Applications", "SAP", "PLATFORM"),
        ("HIPAA Zorblax", "Security", "Governance, Risk & Compliance", "CONCEPT"),
    ],
)
def test_the_wording_of_a_name_tells_its_type(
    skill_index: SkillIndex, name: str, category: str, sub_category: str | None, nature: str
) -> None:
    meta = described(skill_index, name)
    assert (meta.derived.category, meta.derived.skill_nature) == (category, nature)
    assert sub_category in (None, meta.derived.sub_category)
    assert "name pattern" in (meta.derived.source or "")


def test_skills_of_the_same_list_type_a_made_up_name_of_which_the_letters_say_nothing(skill_index: SkillIndex) -> None:
    alone = described(skill_index, "Zorblax")
    listed = described(skill_index, "Zorblax", "PostgreSQL", "MySQL", "Oracle Database")
    assert alone.derived.is_default
    assert listed.derived.category == "Databases & Storage"
    assert "listed beside" in (listed.derived.source or "")
    assert listed.relationships is not None
    assert listed.relationships.used_with == ["PostgreSQL", "MySQL", "Oracle Database"]


def test_each_source_is_recorded_with_its_word_and_its_confidence(skill_index: SkillIndex) -> None:
    meta = described(skill_index, "Cider Accounting", "Budgeting")
    assert meta.enrichment is not None
    assert meta.enrichment["sentence"] == "Knows Cider Accounting."
    sources = {each["source"] for each in meta.enrichment["sources"]}
    assert sources == {
        "name pattern",
        "name meaning",
        "library neighbours",
        "listed beside",
        "same sentence",
        "same posting",
    }
    assert meta.typed is not None
    assert meta.typed["confidence"] == meta.derived.confidence
    assert all(0 < each["confidence"] < 1 and each["because"] for each in meta.enrichment["sources"])


def test_what_is_derived_names_the_skills_that_it_is_derived_from(skill_index: SkillIndex) -> None:
    meta = described(skill_index, "AWS Snowcone")
    alike = skill_index.skills_by_type.of("Cloud Platforms", "AWS Services", "SERVICE")
    assert meta.derived.derived_from == f"{len(alike)} library skills of AWS Services, SERVICE"
    assert meta.derived.volatility in {skill.volatility for skill in alike}
    assert meta.placed is not None
    assert meta.placed.dimensions[0] == "aws-cloud"


@pytest.mark.parametrize(
    ("name", "parts", "said"),
    [
        ("Java/Kotlin", ["java", "kotlin"], "'Java/Kotlin' names 2 library skills: Java, Kotlin"),
        ("C, C++ & Java", ["c", "cpp", "java"], "'C, C++ & Java' names 3 library skills: C, C++, Java"),
        (
            "Docker and Quorvex",
            ["docker", None],
            "'Docker and Quorvex' names Docker and what the library lacks: Quorvex",
        ),
        ("DjangoRabbitMQ", ["django", "rabbitmq"], "'DjangoRabbitMQ' is two library skills run together: Django and "),
    ],
)
def test_a_name_of_several_skills_is_split_into_them(
    skill_index: SkillIndex, name: str, parts: list[str | None], said: str
) -> None:
    meta = described(skill_index, name)
    assert [part.skill_id for part in meta.parts] == parts
    assert meta.split_log[0].startswith(said)
    assert meta.keep_log == []


def test_brackets_hold_parts_of_what_stands_before_them(skill_index: SkillIndex) -> None:
    meta = described(skill_index, "AWS (EC2, S3)")
    assert [part.name for part in meta.parts] == ["AWS", "EC2", "S3"]
    assert all(part.skill_id for part in meta.parts)


@pytest.mark.parametrize(
    ("name", "skill_id"),
    [
        ("REST-Apis", "rest-apis"),
        ("Rest Api", "rest-apis"),
        ("Pandas", "pandas"),
        ("Panda", None),  # as "Rail" is not Rails
        ("DCAS", None),  # not the plural of an acronym
    ],
)
def test_a_spelling_of_a_skill_is_told_from_another_word(
    skill_index: SkillIndex, name: str, skill_id: str | None
) -> None:
    merged = described(skill_index, name).merged_into
    assert (merged.skill_id if merged and merged.is_certain else None) == skill_id


@pytest.mark.parametrize("name", ["WordNet", "MobileNet", "NodeMCU"])
def test_a_name_with_capitals_inside_is_not_taken_apart(skill_index: SkillIndex, name: str) -> None:
    assert described(skill_index, name).parts == []


def test_a_name_of_perhaps_several_skills_is_a_warning(skill_index: SkillIndex) -> None:
    meta = described(skill_index, "bread and butter")
    assert (meta.split_log, meta.parts) == ([], [])
    assert "'bread and butter' may be several skills" in meta.warnings


@pytest.mark.parametrize(
    ("name", "skill_id"),
    [("Apache Kafkas", "apache-kafka"), ("Java-Script", "javascript"), ("Post gre SQL", "postgresql")],
)
def test_another_spelling_of_a_library_skill_is_merged_into_it(
    skill_index: SkillIndex, name: str, skill_id: str
) -> None:
    meta = described(skill_index, name)
    skill = skill_index.by_id[skill_id]
    assert meta.merged_into is not None
    assert (meta.merged_into.skill_id, meta.merged_into.is_certain) == (skill_id, True)
    assert meta.merge_log == [f"'{name}' is another spelling of {skill.name} ({skill_id})"]
    assert (meta.derived.category, meta.derived.volatility) == (skill.category, skill.volatility)
    assert meta.keep_log == []


@pytest.mark.parametrize("name", ["data flow", "Coalesce", "Skikit-learn"])
def test_a_spelling_that_may_mean_something_else_is_only_a_possible_merge(skill_index: SkillIndex, name: str) -> None:
    meta = described(skill_index, name)
    assert meta.merged_into is not None
    assert not meta.merged_into.is_certain
    assert "may be" in meta.merge_log[0]
    assert meta.keep_log


@pytest.mark.parametrize("name", ["SPs", "Geochemistry", "Quorvex"])
def test_what_only_resembles_a_library_skill_is_not_merged(skill_index: SkillIndex, name: str) -> None:
    assert described(skill_index, name).merged_into is None


@pytest.mark.parametrize(
    ("name", "version", "strategy", "skill_id"),
    [
        ("Drupal8", "8", "MAJOR", "drupal"),
        ("Quorvex V10", "10", "MAJOR", "quorvex"),
        ("Quorvex 3.11", "3.11", "MINOR", "quorvex"),
    ],
)
def test_a_version_in_a_name_is_kept_apart_from_it(
    skill_index: SkillIndex, name: str, version: str, strategy: str, skill_id: str
) -> None:
    meta = described(skill_index, name)
    assert (meta.version, meta.skill_id, meta.derived.version_strategy) == (version, skill_id, strategy)


@pytest.mark.parametrize("name", ["version 12", "C1", "Data Visualization4"])
def test_a_number_that_is_no_version_stays_in_the_name(skill_index: SkillIndex, name: str) -> None:
    assert described(skill_index, name).version is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_any_name_is_described_within_the_librarys_vocabulary(skill_index: SkillIndex, name: str) -> None:
    derived = describe_new_skill(NewSkill(name), skill_index).derived
    known = skill_index.skills_by_type.knows(derived.category, derived.sub_category, derived.skill_nature)
    assert derived.is_default or known


def test_a_typing_is_surer_where_its_sentence_calls_it_the_same(skill_index: SkillIndex) -> None:
    phrase, beside = (
        "cyber security tools",
        ((skill_index.by_id["nessus"], 1.0), (skill_index.by_id["metasploit"], 1.0)),
    )
    readings = skill_index.read(["Zorblax", phrase])
    listed = Surroundings(beside=beside, same_sentence=beside)
    without = describe_new_skill(NewSkill("Zorblax", readings["Zorblax"], listed), skill_index).derived
    hypernym = NewSkill("Zorblax", readings["Zorblax"], replace(listed, hypernym=phrase), readings[phrase])
    found = describe_new_skill(hypernym, skill_index).derived
    assert found.category == without.category == "Security"
    assert "called" in (found.source or "")
    assert (found.confidence or 0.0) > (without.confidence or 0.0)


def test_what_the_model_says_of_a_skill_goes_before_what_the_sources_say(skill_index: SkillIndex) -> None:
    answer = Opinion("llm", "Security", 0.5, "it says so", (), "Cybersecurity Foundations", "CONCEPT")
    derived = described(skill_index, "Zorblax", answer=answer).derived
    assert (derived.category, derived.sub_category, derived.skill_nature) == (
        "Security",
        "Cybersecurity Foundations",
        "CONCEPT",
    )
    assert derived.confidence is not None
    assert derived.confidence >= answer.confidence
