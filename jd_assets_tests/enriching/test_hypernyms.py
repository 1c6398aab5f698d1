"""What a sentence calls a skill."""

import pytest

from jd_assets.enriching.hypernyms import hypernym


def call(sentence: str, name: str = "Quorvex") -> str:
    start = sentence.index(name)
    return hypernym(sentence, start, start + len(name))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Knowledge of cyber security tools such as Splunk, Quorvex and Nessus", "cyber security tools"),
        ("Scientific workflow frameworks (Nextflow, Quorvex, etc.)", "Scientific workflow frameworks"),
        ("Experience in corrosion software (e.g. Quorvex)", "corrosion software"),
        ("Web technologies: HTML, Quorvex", "Web technologies"),
        ("Experience with Quorvex or similar Learning Management System", "Learning Management System"),
        ("Quorvex, Tableau and other BI tools are what we use", "BI tools"),
        ("You tune the Quorvex database", "database"),
    ],
)
def test_a_kind_is_named_before_or_behind_its_members(sentence: str, kind: str) -> None:
    assert call(sentence) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Experience with Quorvex is a plus",
        "Build tools (Maven, Gradle) and Quorvex",
        "We use tools such as Jira. You know Quorvex",
        "Many tools such as Jira are nice, and Quorvex",
        "Some other: Quorvex",
    ],
)
def test_a_kind_of_something_else_is_not_the_skills(sentence: str) -> None:
    assert call(sentence) == ""


def test_the_nearest_announcement_counts() -> None:
    assert call("Languages: Java, and databases like MySQL, Quorvex") == "databases"
