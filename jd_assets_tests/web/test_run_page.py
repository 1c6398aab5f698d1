import json
from dataclasses import replace

import pytest

from jd_assets.contracts.batch import Failure
from jd_assets.contracts.enrichment import Placed
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.run import PartialRun
from jd_assets.web.run_page import render_run_page
from jd_assets_tests.web.markup import Markup
from jd_assets_tests.web.sample import RUN_ID, TEXT


def test_header_names_run_case_role_and_decision(page: PartialRun) -> None:
    header = Markup(render_run_page(page)).words("header")

    for shown in (
        RUN_ID,
        "Backend Developer",
        "Case B",
        "backend-engineer · id 1 · source: db",
        "Two roles share",
        "0.93",
    ):
        assert shown in header
    assert "sub_role The role is in the library; the specialisation that the title names waits for review." in header


def test_posting_text_is_shown_whole(page: PartialRun) -> None:
    assert Markup(render_run_page(page)).text(".jd") == TEXT


def test_marks_are_the_evidence_with_overlaps_merged(page: PartialRun) -> None:
    marks = Markup(render_run_page(page)).all(".jd .hit")

    assert [(mark.text(), mark.attributes["data-skills"]) for mark in marks] == [
        ("Java", "0"),
        ("Kafka", "1"),
        ("Apache Kafka Streams", "2 1"),
        ("Java", "0"),
        ("Kotlin", "3"),
    ]


def test_every_link_within_the_page_has_its_target(page: PartialRun) -> None:
    markup = Markup(render_run_page(page))
    ids = [node.attributes["id"] for node in markup.all("[id]")]

    targets = {link.attributes["href"] for link in markup.all("a[href]")}

    assert targets <= {f"#{name}" for name in ids}
    assert len(ids) == len(set(ids))


def test_evidence_of_a_skill_is_quoted_with_its_place(page: PartialRun) -> None:
    quotes = Markup(render_run_page(page)).all("#skill-1 a.quote")

    assert [(quote.text(), quote.attributes["href"]) for quote in quotes] == [
        ("• Move our events from Kafka to Apache Kafka Streams", f"#at-{TEXT.index('Kafka')}"),
        ("• Move our events from Kafka to Apache Kafka Streams", f"#at-{TEXT.index('Apache')}"),
    ]


def test_default_values_are_called_defaults(page: PartialRun) -> None:
    markup = Markup(render_run_page(page))

    assert "defaults" in markup.words("#skill-2 .typing h4")
    assert "default" not in markup.words("#skill-0 .typing")


def test_a_new_skill_with_a_place_and_no_neighbour_says_its_dimensions(page: PartialRun) -> None:
    assert page.run_record
    meta = next(
        detail.new_skill_meta for detail in page.run_record.extract_details.skills_detail if detail.new_skill_meta
    )
    meta.placed = Placed(dimensions=["Streaming"], nearest_skill_id=None, similarity=None)
    shown = Markup(render_run_page(page)).words("#skill-2")

    assert "Place Streaming" in shown
    assert "nearest to" not in shown


def test_locked_dimension_is_marked(page: PartialRun) -> None:
    assert "Server side locked" in Markup(render_run_page(page)).words("#skill-0")


def test_ranked_roles_show_each_part_of_the_score(page: PartialRun) -> None:
    first = Markup(render_run_page(page)).words(".ranking li")

    for shown in ("Backend Developer", "0.880", "alias 0.400", "kra 0.250", "skill 0.200", "centroid 0.030"):
        assert shown in first


def test_decision_shows_what_it_was_made_with_and_its_flip_point(page: PartialRun) -> None:
    decision = Markup(render_run_page(page)).words("#decision")

    for shown in ("data-engineer ahead by 0.57", "rules-4", "tiny@1/fp32", "tie margin 0.05", "Library version 7"):
        assert shown in decision


def test_signals_pair_sentences_with_kras(page: PartialRun) -> None:
    markup = Markup(render_run_page(page))

    for shown in ("Backend Engineer, Booking", "Builds services and keeps them fast.", "2 of 17 skills", "0.377"):
        assert shown in markup.words("#signals")
    assert markup.all(".pair a")[0].attributes["href"] == f"#said-{TEXT.index('• Build')}"


def test_review_lists_all_that_was_captured(page: PartialRun) -> None:
    review = Markup(render_run_page(page)).words("#review")

    for shown in ("Build the booking services", "#7001", "Kafka Streams", "7002", "Booking Engineer #7003", "log #501"):
        assert shown in review


def test_all_artifacts_are_listed_with_their_ids(page: PartialRun) -> None:
    rows = Markup(render_run_page(page)).rows("#artifacts tbody tr")

    assert rows == [
        "canonical_ skill_ proposed Kafka Streams | Other 7002 pending",
        "alias_ proposed Booking Engineer 7003 pending",
        "sub_ role_ proposed Booking 7004 pending",
        "role_ dimension_ link Backend Developer to Streaming – saved",
    ]


def test_payloads_can_be_read_back_from_the_page(page: PartialRun) -> None:
    markup = Markup(render_run_page(page))
    assert page.run_record
    record = page.run_record.model_dump(mode="json")

    assert json.loads(markup.text("#api1")) == record["extract_from_jd"]
    assert json.loads(markup.text("#api2")) == record["extract_details"]
    assert json.loads(markup.text("#api3")) == record["final_role_output"]
    assert json.loads(markup.text("#api-client")) == record["client_output"]
    assert json.loads(markup.text("#raw-parser")) == record["extract_from_jd"]["nano_parsed"]


def test_parser_output_is_readable(page: PartialRun) -> None:
    parser = Markup(render_run_page(page)).words("#parser")

    for shown in ("4–6 years", "50,000–60,000 GBP a year", "Leeds, United Kingdom", "full time", "names two roles"):
        assert shown in parser
    assert "a doctorate is not in the text" in parser
    assert "Rust is not in the text" in parser


def test_client_output_has_a_section_for_every_part(page: PartialRun) -> None:
    markup = Markup(render_run_page(page))

    assert markup.rows(".tabpanel > h3") == [
        "Skill clusters",
        "Nature of work",
        "AI index",
        "Tech-stack maturity",
        "Evidence",
        "KRA descriptions",
        "Vocabulary",
    ]
    assert "0 of 100" in markup.words("#client-ai")
    assert "not stated The posting names 1 technology of the library; 3 are needed" in markup.words("#client-maturity")
    assert "Not stated 1 Answers calls at night." in markup.words("#client-kras")
    assert markup.rows(".vocabulary tbody th") == ["Java", "Kafka", "Kafka Streams", "Kotlin"]


def test_client_output_leads_to_the_places_it_rests_on(page: PartialRun) -> None:
    markup = Markup(render_run_page(page))
    anchors = {str(node.attributes["id"]) for node in markup.all("[id]")}
    links = [str(node.attributes["href"])[1:] for node in markup.all("#client .to")]

    assert markup.all("#client-kras .to")[0].attributes["href"] == f"#said-{TEXT.index('• Build')}"
    assert [node.text() for node in markup.all("#client-work .to")] == ["keep", "move", "build"]
    assert set(links) <= anchors


def test_client_output_of_a_rejected_posting_is_its_reason(rejected_page: PartialRun) -> None:
    markup = Markup(render_run_page(rejected_page))

    assert markup.words("#client") == "Client output The posting was rejected: too short to be a job description"


def test_rejected_posting_says_why_and_shows_no_decision(rejected_page: PartialRun) -> None:
    markup = Markup(render_run_page(rejected_page))

    assert "Case R Rejected too short to be a job description" in markup.words("header")
    assert markup.all("#decision, #signals, #review") == []


@pytest.mark.parametrize(("kind", "advice"), [("transient", "Trying again later may help"), ("permanent", "until")])
def test_failed_posting_says_where_and_why(page: PartialRun, kind: str, advice: str) -> None:
    failure = Failure("role_scoring", "transient" if kind == "transient" else "permanent", "the model is gone")

    markup = Markup(render_run_page(replace(page, run_record=None, failure=failure)))

    assert "Failed The stage role_scoring failed: the model is gone" in markup.words("header")
    assert advice in markup.words("header")
    assert len(markup.all(".skill")) == 4


def test_failed_posting_shows_what_it_wrote_before(page: PartialRun) -> None:
    assert page.run_record
    written = Persistence(final_role_output=page.run_record.final_role_output)
    failure = Failure("centroid_update", "transient", "the database went away")

    markup = Markup(render_run_page(replace(page, run_record=None, persistence=written, failure=failure)))

    assert len(markup.all("#artifacts tbody tr")) == 4
    assert json.loads(markup.text("#api3")) == written.final_role_output.model_dump(mode="json")


def test_posting_that_only_arrived_has_a_page(page: PartialRun) -> None:
    markup = Markup(render_run_page(PartialRun(page.posting.model_copy(update={"text": "", "title": None}))))

    assert "Untitled posting Unfinished" in markup.words("header")
    assert markup.words(".jd") == "The posting has no text."
