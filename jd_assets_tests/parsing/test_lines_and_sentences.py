import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.parsing.structure.sentences import sentences_of
from jd_assets.parsing.structure.spans import lines_of
from jd_assets.text.normalise import matching_view


def texts_of(text: str) -> list[str]:
    view = matching_view(text)
    return [view[a:b] for line in lines_of(view) for a, b, _ in sentences_of(view, line.start, line.end)]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "•", "· ", "– ", "▪ ", "1. ", "2) ", "(a) ", "✔ ", "  o ", "🚀 "])
def test_list_marks_are_known_and_not_part_of_the_item(mark: str) -> None:
    view = matching_view(f"{mark}Build services")
    [line] = lines_of(view)
    assert (view[line.start : line.end], line.bullet) == ("Build services", True)


@pytest.mark.parametrize("line", ["---", "***", "| --- | --- |", "   ", "======"])
def test_rules_and_empty_lines_say_nothing(line: str) -> None:
    assert list(lines_of(line)) == []


def test_table_cells_are_read_one_by_one() -> None:
    assert texts_of("| Location | Berlin |") == ["Location", "Berlin"]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("You improve the CoreWork with the team", ["You improve the Core", "Work with the team"]),
        ("Mentor engineersAn eye for detail", ["Mentor engineers", "An eye for detail"]),
        ("We grow fast.Join us now", ["We grow fast.", "Join us now"]),
        ("Strong communication skills5+ years of Java", ["Strong communication skills", "5+ years of Java"]),
        ("Clean the dataREQUIRED SKILLS: SQL", ["Clean the data", "REQUIRED SKILLS: SQL"]),
        ("• Build things • Run things", ["Build things", "Run things"]),
        ("Tasks - Build it - Run it - Fix it", ["Tasks", "Build it", "Run it", "Fix it"]),
        ("['Build it', 'Run it']", ["Build it", "Run it"]),
    ],
)
def test_what_a_scraper_glued_is_parted(glued: str, parts: list[str]) -> None:
    assert texts_of(glued) == parts


@pytest.mark.parametrize(
    "whole",
    [
        "We use JavaScript and PostgreSQL with GitHub Actions",
        "Work with Node.js, ASP.NET and MapReduce jobs",
        "Tools, e.g. Terraform, are welcome",
        "Report to Dr. Jane in the U.S. office",
        "Experience with DevOps and MLOps practices",
    ],
)
def test_names_and_abbreviations_stay_whole(whole: str) -> None:
    assert texts_of(whole) == [whole]


@given(st.text(alphabet="aB1 .•-\n\r\t'[]:*#|é“", max_size=300))
def test_sentences_are_in_order_and_do_not_overlap(text: str) -> None:
    view = matching_view(text)
    spans = [s for line in lines_of(view) for s in sentences_of(view, line.start, line.end)]
    ends = [0] + [end for _, end, _ in spans]
    assert all(before <= start < end for before, (start, end, _) in zip(ends, spans, strict=False))


@pytest.mark.parametrize(
    ("before", "heading", "after"),
    [
        ("Keeps guests content and returning", "Requirements", "Proven years at a hotel desk"),
        ("Leads a crew of nine", "Qualifications", "Licence for forklifts"),
        ("We grow herbs", "Responsibilities", "Waters the beds each morning"),
        ("Reads French and Dutch", "Benefits", "Lunch is on us"),
        ("A shop for tea", "Duties", "Weighs and packs tea"),
    ],
)
def test_a_heading_that_is_glued_on_both_sides_stands_alone(before: str, heading: str, after: str) -> None:
    assert texts_of(f"{before}{heading}{after}") == [before, heading, after]


@pytest.mark.parametrize("name", ["SkillsUSA", "BenefitsCal", "EducationUSA", "DutiesNow", "DescriptionLab"])
def test_a_name_that_begins_like_a_heading_is_whole(name: str) -> None:
    assert texts_of(f"You know {name} well") == [f"You know {name} well"]
