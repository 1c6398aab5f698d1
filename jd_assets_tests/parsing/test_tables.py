"""Markdown tables: the head of a column says what its cells list."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets_tests.parsing.conftest import Parse

TOP = "Backend Engineer\n\n## Responsibilities\n- Build services for bakers\n\n"


def sections_of(parse: Parse, text: str) -> dict[str, Section]:
    """The section of each cell and sentence."""
    whole = TOP + text
    return {whole[span.start : span.end]: span.section for span in parse(whole).spans}


def table(*rows: str, rule: str = "|---|:---:|") -> str:
    return "\n".join((rows[0], rule, *rows[1:])) + "\n"


def test_each_column_has_the_section_of_its_head(parse: Parse) -> None:
    found = sections_of(parse, table("| Must have | Nice to have |", "| Python | Rust |", "| SQL | Kafka |"))
    assert {found["Python"], found["SQL"]} == {Section.REQUIRED}
    assert {found["Rust"], found["Kafka"]} == {Section.PREFERRED}


def test_a_column_without_such_a_head_goes_with_the_one_to_its_left(parse: Parse) -> None:
    found = sections_of(parse, table("| Requirements | Details |", "| Languages | Python |"))
    assert found["Python"] is Section.REQUIRED


def test_empty_cells_keep_the_columns_apart(parse: Parse) -> None:
    found = sections_of(parse, table("| Must have | Nice to have |", "|| Rust |", "| | Kafka |"))
    assert (found["Rust"], found["Kafka"]) == (Section.PREFERRED, Section.PREFERRED)


def test_a_wish_in_a_row_does_not_open_a_section(parse: Parse) -> None:
    rows = table("| Skill | Level |", "| Rust | Nice to have |", "| Python | Expert |")
    assert sections_of(parse, "## Requirements\n" + rows)["Python"] is Section.REQUIRED


def test_skills_below_a_heading_of_wishes_stay_wishes(parse: Parse) -> None:
    found = sections_of(parse, "## Nice to have\n" + table("| Skill | Level |", "| Rust | Basic |"))
    assert found["Rust"] is Section.PREFERRED


@pytest.mark.parametrize("end", ["\n", "That is all we have to say.\n"])
def test_below_the_table_the_text_goes_on_as_before_it(parse: Parse, end: str) -> None:
    text = "## Requirements\n" + table("| Nice to have | Notes |", "| Rust | - |") + end + "- Write Java every day\n"
    assert sections_of(parse, text)["Write Java every day"] is Section.REQUIRED


def test_a_second_table_has_heads_of_its_own(parse: Parse) -> None:
    first = table("| Must have | Nice to have |", "| Python | Rust |")
    second = table("| Benefits | How |", "| Holidays | 30 days |")
    assert sections_of(parse, first + "\n" + second)["30 days"] is Section.BENEFITS


def test_rows_of_facts_keep_their_own_headings(parse: Parse) -> None:
    rows = table("| | |", "| Requirements | Three years with Java |", "| Nice to have | Rust |", rule="|---|---|")
    found = sections_of(parse, rows)
    assert (found["Three years with Java"], found["Rust"]) == (Section.REQUIRED, Section.PREFERRED)
