import json

import pytest

from jd_assets.contracts.nano_parse import (
    Certification,
    Ctc,
    Education,
    Experience,
    JobLocation,
    NanoParse,
    NanoParsed,
    ResponsibilityBlock,
    SourceMarker,
)
from jd_assets.parsing.evidence_rule import merge_answer
from jd_assets.parsing.rules import read_posting
from jd_assets.parsing.structure.locate import Quotations
from jd_assets_tests.parsing.conftest import BULLETED, posting
from jd_assets_tests.pipeline import seed_json, seed_text


def merged(answer: NanoParsed, text: str = BULLETED) -> NanoParse:
    given = posting(text)
    return merge_answer(given, read_posting(given), answer)


def block(text: str, heading: str | None = None) -> ResponsibilityBlock:
    """A block as a model gives it: with counts that mean nothing."""
    marker = SourceMarker(first_5_words="", last_5_words="")
    return ResponsibilityBlock(
        bullet_count=99, heading=heading, heading_was_present=True, source_marker=marker, text=text, word_count=99,
        start=0, end=0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("build   and RUN data pipelines", "Build and run data pipelines"),
        ("Airflow and dbt Design data models", "Airflow and dbt\n- Design data models"),
        ("bachelor’s degree in computer science", "Bachelor's degree in Computer Science"),
        ("data pipe", None),
        ("", None),
    ],
)
def test_a_quotation_is_found_by_its_words(quotation: str, found: str | None) -> None:
    place = Quotations(BULLETED).find(quotation)
    assert (BULLETED[slice(*place)] if place else None) == found


def test_the_seeds_own_answer_comes_through_with_its_counts_corrected() -> None:
    answer = json.loads(json.dumps(seed_json("nano_parsed")))
    for item in answer["roles_and_responsibilities"]:
        item.update(start=0, end=0)
    result = merged(NanoParsed.model_validate(answer), seed_text())
    parsed = result.nano_parsed
    assert (parsed.role, parsed.role_aliases) == (
        "Software Engineer",
        ["Software Developer", "SWE", "Backend Engineer"],
    )
    assert (parsed.company_name, parsed.experience.min) == ("Microsoft", 8)
    assert [item.model_dump() for item in parsed.education] == answer["education"]
    [kept] = parsed.roles_and_responsibilities
    assert kept.text == answer["roles_and_responsibilities"][0]["text"]
    assert kept.word_count == len(kept.text.split())
    assert kept.source_marker.last_5_words == "that come along the way."
    assert result.dropped_claims == []


def test_claims_that_the_text_lacks_are_dropped_and_listed() -> None:
    answer = NanoParsed(
        JD_type="pass",
        company_name="Evil Corp",
        experience=Experience(min=12, raw="12 years of experience"),
        education=[Education(level="PhD", qualification="PHD", raw="PhD in Physics", requirement="required")],
        certifications=[Certification(name="CISSP", raw="CISSP", requirement="required")],
        job_locations=[JobLocation(raw="Madrid", city="Madrid", country="Spain")],
        ctc=Ctc(min=1, max=2, raw="$1 - $2"),
        urls=["https://evil.example"],
        roles_and_responsibilities=[block("Send all your money to us")],
    )
    result = merged(answer)
    rules = read_posting(posting(BULLETED)).nano_parsed
    fields = {claim.split(":")[0] for claim in result.dropped_claims}
    assert fields == {
        "company_name", "experience", "education", "certifications", "job_locations", "ctc", "urls",
        "roles_and_responsibilities",
    }  # fmt: skip
    assert result.nano_parsed.company_name == "Lumora"
    assert result.nano_parsed.experience == rules.experience
    assert result.nano_parsed.ctc == rules.ctc
    assert result.nano_parsed.roles_and_responsibilities == rules.roles_and_responsibilities


def test_years_that_their_quotation_does_not_hold_are_dropped() -> None:
    claim = Experience(min=9, raw="5+ years of experience in data engineering")
    assert merged(NanoParsed(JD_type="pass", experience=claim)).nano_parsed.experience.min == 5


@pytest.mark.parametrize(("low", "kept"), [(70_000, True), (7, False)])
def test_pay_must_be_that_of_its_quotation(low: float, kept: bool) -> None:
    claim = Ctc(min=low, max=85_000, currency="EUR", period="year", raw="€70,000 – €85,000 per year")
    result = merged(NanoParsed(JD_type="pass", ctc=claim))
    assert result.nano_parsed.ctc is not None
    assert result.nano_parsed.ctc.min == 70_000
    assert (result.dropped_claims == []) is kept


def test_blocks_are_counted_anew_in_the_text() -> None:
    claim = block(
        "Build and run data pipelines with Airflow and dbt Design data models for finance reporting", "What you'll do"
    )
    [kept] = merged(
        NanoParsed(JD_type="pass", roles_and_responsibilities=[claim])
    ).nano_parsed.roles_and_responsibilities
    assert kept.text == BULLETED[kept.start : kept.end]
    assert (kept.word_count, kept.bullet_count, kept.heading) == (15, 2, "What you'll do")


def test_classifications_stand_and_gaps_are_filled_by_the_rules() -> None:
    parsed = merged(NanoParsed(JD_type="pass", role="Data Engineer", seniority="lead")).nano_parsed
    assert (parsed.role, parsed.seniority) == ("Data Engineer", "lead")
    assert parsed.work_arrangement == "hybrid"
    assert parsed.role_archetype == "Data"


def test_what_came_with_the_posting_bears_a_claim_out_too() -> None:
    given = posting("We build services in Java.", company="Northwind")
    result = merge_answer(given, read_posting(given), NanoParsed(JD_type="pass", company_name="northwind"))
    assert result.nano_parsed.company_name == "northwind"
    assert result.dropped_claims == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Too short.",
        (
            "Wir suchen einen Entwickler für unser Team in Köln und Bonn, der gern an Diensten arbeitet"
            " und viel Freude an Neuem hat."
        ),
    ],
)
def test_no_model_overrules_what_is_a_matter_of_counting(text: str) -> None:
    assert merged(NanoParsed(JD_type="pass"), text).nano_parsed.JD_type == "fail"


def test_a_model_decides_what_is_a_matter_of_judgement() -> None:
    result = merged(NanoParsed(JD_type="fail", JD_type_reason="a course advertisement"))
    assert (result.nano_parsed.JD_type, result.nano_parsed.JD_type_reason) == ("fail", "a course advertisement")
