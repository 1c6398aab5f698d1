"""Text that was escaped, encoded or broken into lines once too often."""

from pathlib import Path

import pytest

from jd_assets.ingest.documents.garbled import mended
from jd_assets.ingest.documents.to_text import to_text
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record


def test_html_that_was_escaped_becomes_text() -> None:
    escaped = (
        "&lt;h3&gt;Duties&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Milk the cows&lt;/li&gt;&lt;li&gt;Mend fences "
        "&amp;amp; gates&lt;/li&gt;&lt;/ul&gt;"
    )
    assert to_text(escaped, "text/plain") == "### Duties\n- Milk the cows\n- Mend fences & gates"


def test_characters_that_no_reader_sees_do_not_part_words() -> None:
    assert mended("Main\u00adtain de\u200bploy\u200bments of Postgre\ufeffSQL") == "Maintain deployments of PostgreSQL"


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("Pay: Â£24,071 to Â£25,674", "Pay: £24,071 to £25,674"),
        ("You donâ€™t need a degree", "You don’t need a degree"),
        ("CafÃ© in MÃ¡laga", "Café in Málaga"),
        ("Temperatures of 20Â°C", "Temperatures of 20°C"),
        ("Ð˜Ð½Ð¶ÐµÐ½ÐµÑ€", "Инженер"),
    ],
)
def test_double_encoding_is_undone(garbled: str, right: str) -> None:
    assert mended(garbled) == right


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("You main-\ntain pumps in a water treat-\nment plant.", "You maintain pumps in a water treatment plant."),
        ("A full-\ntime role, fully on-\nsite.", "A full-time role, fully on-site."),
        ("At least 3-\n5 years of weld-\ning.", "At least 3-5 years of welding."),
        ("Event-\ndriven ser-\nvices in Go", "Event-driven services in Go"),
        ("Load Post-\ngreSQL and Kuber-\nnetes", "Load PostgreSQL and Kubernetes"),
    ],
)
def test_words_broken_at_line_ends_are_whole_again_and_true_hyphens_stay(broken: str, whole: str) -> None:
    assert mended(broken) == whole


def test_markdown_escapes_are_taken_off() -> None:
    assert mended("C\\+\\+ \\- 5\\+ years, €60\\.000") == "C++ - 5+ years, €60.000"


@pytest.mark.parametrize(
    "text",
    [
        "Use &lt;br&gt; in templates",
        "Write C:\\temp and a\\*b",
        "A well-known firm\nwith state-of-the-\nart tools",
        "Größe, Café, £20, naïve — fine",
        "Âge minimum : 18 ans",
    ],
)
def test_text_that_shows_no_fault_stays_as_it_is(text: str) -> None:
    assert mended(text) == text


def test_places_given_as_a_list_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "drop.jsonl"
    path.write_text('{"text": "Bake bread.", "location": ["Lyon, France", "Nantes, France"]}\n', encoding="utf-8")
    [record] = read_file(path)
    assert isinstance(record, Record)
    assert record.location == "Lyon, France; Nantes, France"
