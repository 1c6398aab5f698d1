from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.nano_parse import ResponsibilityBlock
from jd_assets.parsing.fields.responsibilities import counted_words, responsibility_blocks
from jd_assets.parsing.structure.document import document_of
from jd_assets_tests.parsing.conftest import BULLETED, ONE_PARAGRAPH


def blocks_of(text: str) -> list[ResponsibilityBlock]:
    return responsibility_blocks(document_of(text))


def test_a_block_is_counted_in_the_text() -> None:
    [block] = blocks_of(BULLETED)
    assert block.heading == "What you'll do"
    assert block.heading_was_present
    assert block.bullet_count == 3
    assert block.word_count == 9 + 6 + 4
    assert block.source_marker.first_5_words == "Build and run data pipelines"
    assert block.source_marker.last_5_words == "reporting Mentor two junior engineers"


def test_a_block_of_a_one_paragraph_posting_ends_with_its_last_sentence() -> None:
    [block] = blocks_of(ONE_PARAGRAPH)
    assert block.heading == "Responsibilities"
    assert block.bullet_count == 0
    assert block.text.startswith("You will design services")
    assert block.source_marker.last_5_words == "You will review code of others.".removeprefix("You ")


def test_a_posting_without_headings_has_blocks_without_one() -> None:
    [block] = blocks_of("We need help. You will build reports. You will train users.")
    assert (block.heading, block.heading_was_present) == (None, False)


def test_list_marks_are_no_words() -> None:
    assert counted_words("- Build it\n• Run it – daily") == ["Build", "it", "Run", "it", "daily"]


@given(st.text(max_size=400))
def test_every_block_is_a_slice_of_the_text(text: str) -> None:
    for block in blocks_of(text):
        assert block.text == text[block.start : block.end]
        assert block.word_count == len(counted_words(block.text))
