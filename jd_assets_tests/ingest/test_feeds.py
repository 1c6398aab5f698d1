"""Each shape of `samples/feeds` is read as what it is, whatever its file is called."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jd_assets.contracts.posting import Posting
from jd_assets.ingest.feeds.registry import SHAPES
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import read_record
from jd_assets_tests.ingest.documents import write

SAMPLES = Path(__file__).parents[2] / "samples" / "feeds"


def postings(path: Path) -> list[Posting]:
    found = list(read_file(path))
    assert all(isinstance(each, Record) for each in found), found
    return [read_record(each) for each in found if isinstance(each, Record)]


def stated(posting: Posting) -> dict[str, Any]:
    facts = posting.stated.model_dump(exclude_none=True, exclude={"url", "date_posted"}) if posting.stated else {}
    if "pay" in facts:
        facts["pay"] = tuple(facts["pay"].values())
    return facts


#: Own id, title, company, location, what is stated of the first posting of each sample, and words of its text.
FIRST: dict[str, tuple[str | None, str | None, str | None, str | None, dict[str, Any], str]] = {
    "greenhouse.json": (
        *("4410021005", "Senior Backend Engineer, Ledger", "Quillpay", "Toronto, Canada"),
        {"pay": (155_000, 185_000, "CAD", "year")},
        "- Design and run the double-entry ledger in Go and PostgreSQL",
    ),
    "lever.json": (
        *("7c1f6a52-3b1e-4a0c-9c55-0f7f0a6f1d10", "Data Engineer", None, "Lisbon; Porto"),
        {"pay": (48_000, 62_000, "EUR", "year"), "employment_type": "full_time", "work_arrangement": "hybrid"},
        "## What you'll do\n- Build batch and streaming pipelines",
    ),
    "ashby.json": (
        *("0b9a1f0e-6f2d-4f0b-8a43-7f3f3f6c1a77", "Product Designer", None, "New York; Boston"),
        {
            "pay": (130_000, 155_000, "USD", "year"),
            "employment_type": "full_time",
            "work_arrangement": "remote",
            "remote": True,
        },
        "- Run usability tests with nurses and receptionists",
    ),
    "smartrecruiters.json": (
        *("743999912345678", "Site Reliability Engineer", "Nordwind Energie", "Hamburg, Germany"),
        {
            "employment_type": "full_time",
            "work_arrangement": "hybrid",
            "remote": False,
            "industry": "Renewable Energy",
        },
        "## Qualifications\n- Experience with Linux",
    ),
    "workable.json": (
        *("A1B2C3D4E5", "Registered Nurse", "Brightwell Clinics", "Leeds, England, United Kingdom"),
        {"employment_type": "part_time", "remote": False, "industry": "Hospital & Health Care"},
        "- Guide healthcare assistants and students",
    ),
    "recruitee.json": (
        *("1822044", "Accountant", "Kade & Zonen", "Rotterdam, South Holland, Netherlands"),
        {
            "pay": (3_400, 4_200, "EUR", "month"),
            "employment_type": "temporary",
            "work_arrangement": "onsite",
            "remote": False,
            "valid_through": date(2027, 1, 15),
        },
        "## Requirements\n- A degree in accounting or finance",
    ),
    "personio.xml": (
        *("1403377", "Product Manager (m/f/d)", "Feldmark GmbH", "München; Nürnberg"),
        {"employment_type": "full_time"},
        "## Your profile\n- 4 years of experience as a product manager",
    ),
    "jobspy.csv": (
        *("in-5f2c1a", "Forklift Operator", "Pallet & Sons", "Columbus, OH, US"),
        {
            "pay": (19.5, 23, "USD", "hour"),
            "employment_type": "full_time",
            "remote": False,
            "industry": "Logistics",
        },
        "* Count stock with a handheld scanner",
    ),
    "hacker_news.json": ("45800117", None, "Lanternfish", None, {}, "sonar for fishing boats"),
    "board_rss.xml": (
        *("https://board.example.com/?p=8841", "Electrician", "Hügelbau", "Graz, Austria"),
        {"employment_type": "full_time"},
        "- Install wiring, switchboards and heat pumps to plan",
    ),
    "board_atom.xml": (
        *("tag:opaline.example.com,2026:qa-17", "QA Engineer", None, None),
        {},
        "- Write automated tests with Selenium and pytest",
    ),
    "schema_org.html": (
        *("MKT-2026-31", "Marketing Manager", "Saltmarsh", "Dublin, Leinster, Ireland"),
        {
            "pay": (52_000, 60_000, "EUR", "year"),
            "employment_type": "full_time",
            "industry": "Food & Beverage",
            "valid_through": date(2026, 11, 15),
        },
        "- Lead a team of three",
    ),
    "schema_org_graph.json": (
        *("KR-88", "Embedded Software Engineer", "Kestrel Robotics", "Poland"),
        {
            "pay": (140, 140, "PLN", "hour"),
            "employment_type": "contract",
            "work_arrangement": "remote",
            "valid_through": date(2099, 12, 31),
        },
        "- Bring up new boards with the hardware team",
    ),
    "front_matter.md": (
        *("chef-2026-11", "Sous Chef", "Lindenhof", "Zürich, Switzerland"),
        {
            "pay": (5_200, 5_800, "CHF", "month"),
            "employment_type": "full_time",
            "valid_through": date(2099, 1, 31),
        },
        "- Plan and cook the menu of the week",
    ),
    "mail.eml": (None, "Office Manager, Oslo", None, None, {}, "spoken and written – both daily"),
}


def test_every_sample_has_its_expectation() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == set(FIRST)


@pytest.mark.parametrize("name", FIRST)
def test_a_shape_is_read(name: str) -> None:
    own_id, title, company, location, facts, words = FIRST[name]
    posting = postings(SAMPLES / name)[0]
    assert (posting.own_id, posting.title, posting.company, posting.location) == (own_id, title, company, location)
    assert stated(posting) == facts
    assert words in posting.text
    assert "<" not in posting.text
    assert "&lt;" not in posting.text


@pytest.mark.parametrize("name", sorted(set(FIRST) - {"front_matter.md", "mail.eml", "jobspy.csv"}))
def test_the_name_of_the_file_tells_nothing(name: str, tmp_path: Path) -> None:
    target = tmp_path / "posting.txt"
    shutil.copy(SAMPLES / name, target)
    assert [each.run_id for each in postings(target)] == [each.run_id for each in postings(SAMPLES / name)]


def test_each_comment_of_a_thread_is_a_posting_and_answers_to_it_are_none() -> None:
    assert [each.own_id for each in postings(SAMPLES / "hacker_news.json")] == ["45800117", "45800150"]


def test_a_list_a_line_and_an_answer_give_the_same_postings(tmp_path: Path) -> None:
    answer = json.loads((SAMPLES / "greenhouse.json").read_text())
    alone = write(tmp_path, "list.json", json.dumps(answer["jobs"]))
    lines = write(tmp_path, "lines.jsonl", "\n".join(map(json.dumps, answer["jobs"])))
    wanted = [each.run_id for each in postings(SAMPLES / "greenhouse.json")]
    assert [each.run_id for each in postings(alone)] == wanted
    assert [each.run_id for each in postings(lines)] == wanted


def test_shapes_do_not_take_each_others_items() -> None:
    for name in ("greenhouse", "lever", "ashby", "smartrecruiters", "workable", "recruitee"):
        document = json.loads((SAMPLES / f"{name}.json").read_text())
        item = (
            document
            if "jobAd" in document
            else next(iter(document if isinstance(document, list) else document.get("jobs") or document["offers"]))
        )
        assert [shape.name for shape in SHAPES if shape.recognises(item) and shape.name != "own"] == [name]


@pytest.mark.parametrize(
    ("name", "item", "reason"),
    [
        ("a listing", {"name": "Baker", "releasedDate": "2026-01-01", "company": {"name": "Crumb"}}, "`jobAd`"),
        ("no content", {"id": 7, "title": "Baker", "absolute_url": "x", "content": ""}, "it has no description"),
        ("deleted", {"id": 7, "type": "comment", "text": None}, "was deleted"),
        ("unknown", {"id": 7, "stelle": "Bäcker"}, "it has id, stelle: name its fields in a mapping file"),
    ],
)
def test_an_item_without_a_text_says_what_to_do(tmp_path: Path, name: str, item: dict[str, Any], reason: str) -> None:
    (refused,) = read_file(write(tmp_path, "drop.json", json.dumps([item])))
    assert isinstance(refused, Refused), name
    assert reason in refused.reason


def test_a_page_without_linked_data_is_the_text_that_it_shows(tmp_path: Path) -> None:
    page = '<html><script type="application/ld+json">{"@type": "JobPosting", broken</script><p>Baker wanted.</p></html>'
    (posting,) = postings(write(tmp_path, "a.html", page))
    assert (posting.text, posting.stated) == ("Baker wanted.", None)


def test_a_page_whose_data_has_no_description_shows_its_own_text_beside_the_facts(tmp_path: Path) -> None:
    data = json.dumps({"@type": "JobPosting", "title": "Baker", "hiringOrganization": "Crumb"})
    page = f'<html><script type="application/ld+json">{data}</script><p>You bake bread.</p></html>'
    (posting,) = postings(write(tmp_path, "a.html", page))
    assert (posting.text, posting.title, posting.company) == ("You bake bread.", "Baker", "Crumb")


def test_dates_and_links_are_no_content(tmp_path: Path) -> None:
    def run_id(**facts: str) -> str:
        line = json.dumps({"id": "1", "text": "Bake.", "pay_min": 5, **facts})
        return postings(write(tmp_path, "a.jsonl", line))[0].run_id

    assert run_id(valid_through="2026-01-01", url="a") == run_id(valid_through="2026-02-02", url="b")
    assert run_id() != run_id(pay_max="9")


def test_a_row_that_states_nothing_has_no_facts(tmp_path: Path) -> None:
    (posting,) = postings(write(tmp_path, "a.jsonl", '{"text": "Bake.", "title": "Baker", "remote": ""}'))
    assert posting.stated is None
