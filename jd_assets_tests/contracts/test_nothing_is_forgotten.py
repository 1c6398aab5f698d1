"""What is added in one place only fails here: a parsed field, a stage, a kind, a status, an action."""

import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import psycopg
import pytest

import jd_assets
from jd_assets.cli.review.group import review
from jd_assets.contracts import STAGES
from jd_assets.contracts.case_decision import Case
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed
from jd_assets.contracts.proposal import ACTIONS, KINDS, STATUSES
from jd_assets.contracts.run import PersistedRun
from jd_assets.database.queries import statements
from jd_assets.definitions import defs
from jd_assets.llm.nano_answer import NanoParsedAnswer, nano_parsed_of
from jd_assets.parsing.evidence_rule import merge_answer
from jd_assets.parsing.rules import read_posting
from jd_assets.review import actions, clustering, edits
from jd_assets.stages.versions import CODE_VERSIONS
from jd_assets.web import labels
from jd_assets.web.console.card_actions import CARD_ACTIONS
from jd_assets.web.run_view import FIELDS_WITH_A_FORM, other_fields
from jd_assets_tests.llm.postings import posting_of

#: A posting that states every field that can be parsed.
TEXT = """Crumb & Crust GmbH – Senior Data Engineer (hybrid, full-time) – Berlin, Germany
About us: Crumb & Crust is a bank that lends to bakers.
Responsibilities
- Build the pipelines that count loaves
- Run the warehouse of recipes every night
Requirements
- 5 to 8 years of experience with Python
- Bachelor's degree in computer science
- AWS Certified Solutions Architect
- Fluent English
Salary: 60,000 - 80,000 EUR per year. Data Engineer or Data Architect. Apply at https://crumb.example/jobs
"""
#: A model's answer that names every field it is asked for, all borne out by the text.
ANSWER: Mapping[str, Any] = {
    "JD_type": "pass",
    "JD_type_reason": None,
    "about_company": "Crumb & Crust is a bank that lends to bakers.",
    "certifications": [{"name": "AWS Solutions Architect", "raw": "AWS Certified Solutions Architect"}],
    "company_name": "Crumb & Crust GmbH",
    "ctc": {"min": 60000, "max": 80000, "currency": "EUR", "period": "year", "raw": "60,000 - 80,000 EUR per year"},
    "domain": {"primary": {"domain": "Banking"}},
    "education": [{"level": "Bachelor's", "qualification": "BSc", "raw": "Bachelor's degree in computer science"}],
    "experience": {"min": 5, "max": 8, "raw": "5 to 8 years of experience"},
    "job_locations": [{"raw": "Berlin, Germany", "city": "Berlin", "country": "Germany"}],
    "role": "Data Engineer",
    "role_as_stated": "Data Engineer",
    "role_aliases": ["Data Architect"],
    "role_archetype": "Engineering",
    "roles_and_responsibilities": [{"text": "Build the pipelines that count loaves"}],
    "urls": ["https://crumb.example/jobs"],
    "seniority": "senior",
    "work_arrangement": "hybrid",
    "employment_type": "full_time",
    "languages": ["English"],
}
#: Fields that no model is asked for: the program tells them itself.
OWN_FIELDS = {"warnings", "language", "date_posted", "valid_through", "stated_by"}
#: Fields of postings in another language, which no rules read.
OF_ANOTHER_LANGUAGE = {"role_as_stated"}
#: Fields that only a feed states, which no text is read for.
OF_A_FEED = {"date_posted", "valid_through", "stated_by"}
#: Fields that only a posting that fails the gate, or is odd, has.
OF_A_FAILURE = {"JD_type_reason", "warnings"}
PACKAGE = Path(jd_assets.__file__).parent


def is_told(parsed: NanoParsed, field: str) -> bool:
    """Whether the field holds more than its default."""
    return bool(getattr(parsed, field) != NanoParsed.model_fields[field].get_default(call_default_factory=True))


def words_of_check(url: str, constraint: str) -> tuple[str, ...]:
    """The words that a check of the database allows."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [constraint]
        ).fetchone()
    assert row, constraint
    return tuple(re.findall(r"'(\w+)'::text", row[0]))


def test_a_model_is_asked_for_every_parsed_field() -> None:
    assert set(NanoParsedAnswer.model_fields) == set(NanoParsed.model_fields) - OWN_FIELDS == set(ANSWER)


@pytest.mark.parametrize("field", sorted(set(ANSWER) - {"JD_type", *OF_A_FAILURE, *OF_ANOTHER_LANGUAGE}))
def test_a_parsed_field_of_a_model_reaches_the_row(field: str) -> None:
    unread = NanoParse(nano_parsed=NanoParsed(JD_type="pass"))
    answer = nano_parsed_of(NanoParsedAnswer.model_validate(ANSWER))
    assert is_told(merge_answer(posting_of(TEXT), unread, answer).nano_parsed, field)


@pytest.mark.parametrize(
    "field",
    sorted(set(NanoParsed.model_fields) - {"JD_type", "language", *OF_A_FAILURE, *OF_A_FEED, *OF_ANOTHER_LANGUAGE}),
)
def test_the_rules_read_every_parsed_field(field: str) -> None:
    assert is_told(read_posting(posting_of(TEXT, title="Senior Data Engineer / Data Architect")).nano_parsed, field)


@pytest.mark.parametrize("field", sorted(FIELDS_WITH_A_FORM))
def test_a_parsed_field_with_a_form_of_its_own_is_on_the_run_page(field: str) -> None:
    assert field in NanoParsed.model_fields
    assert f"parsed.{field}" in (PACKAGE / "web" / "templates" / "_parser.html.j2").read_text(encoding="utf-8")


def test_any_other_parsed_field_is_on_the_run_page_by_its_name() -> None:
    class Longer(NanoParsed):
        shift: str | None = None
        tools_given: tuple[str, ...] = ()

    shown = other_fields(Longer(JD_type="pass", shift="nights", tools_given=("van", "phone")))
    assert shown == [("Shift", "nights"), ("Tools given", "van, phone")]
    assert other_fields(Longer(JD_type="pass", role="Baker")) == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_a_module_of_its_name_in_every_room(stage: str) -> None:
    for room in ("contracts", "stages", "defs.assets"):
        importlib.import_module(f"jd_assets.{room}.{stage}")


def test_a_stage_has_a_version_an_asset_and_a_table(shared_url: str) -> None:
    assert list(CODE_VERSIONS) == list(STAGES)
    partitioned = {spec.key.path[-1] for spec in defs.resolve_all_asset_specs() if spec.partitions_def}
    assert partitioned == {*STAGES, "library_effects"}
    check = "SELECT conrelid::regclass::text FROM pg_constraint WHERE pg_get_constraintdef(oid) LIKE %s"
    with psycopg.connect(shared_url, options="-c search_path=jd") as connection:
        tables = {row[0] for row in connection.execute(check, ["%payload IS NULL%<>%failure IS NULL%"])}
    assert tables == set(STAGES)


def test_the_view_of_all_stages_has_every_stage(shared_url: str) -> None:
    with psycopg.connect(shared_url, options="-c search_path=jd") as connection:
        [(view,)] = connection.execute("SELECT pg_get_viewdef('stage_row')").fetchall()
    assert re.findall(r"'(\w+)'::text", view) == list(STAGES) == re.findall(r"FROM (?:jd\.)?(\w+)", view)


def test_the_audit_holds_a_record_against_all_stages_that_it_is_made_of() -> None:
    between = [stage for stage in PersistedRun.__dataclass_fields__ if stage != "posting"]
    assert [stage for stage in STAGES if stage in between] == between
    assert re.findall(r"JOIN (\w+) \w+ USING \(run_id\)", statements()["audit_records"]) == between


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        ("proposal_kind_check", KINDS),
        ("proposal_status_check", STATUSES),
        ("role_draft_status_check", STATUSES),
        ("library_change_action_check", ACTIONS),
    ],
)
def test_the_database_checks_the_same_words(shared_url: str, constraint: str, words: tuple[str, ...]) -> None:
    assert set(words_of_check(shared_url, constraint)) == set(words)


def test_a_kind_of_proposal_can_be_grouped_edited_approved_and_merged() -> None:
    assert set(clustering._BY_KIND) == set(KINDS)
    assert set(edits.FIELDS) == set(KINDS)
    # Roles are approved from their drafts.
    assert {*actions._APPROVE, "role"} == set(KINDS)
    assert set(actions._MERGE) == set(KINDS)


def test_an_action_on_proposals_has_a_command_and_a_button() -> None:
    of_none = {"load", "import", "teach"}
    assert set(ACTIONS) - of_none <= set(review.commands)
    assert set(CARD_ACTIONS) == set(ACTIONS) - of_none - {"undo"}


def test_a_case_has_a_name_on_the_page() -> None:
    assert set(labels.CASES) == set(get_args(Case))
