import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.parsing.rules import read_posting
from jd_assets_tests.parsing.conftest import BULLETED, ONE_PARAGRAPH, posting

WORDS = st.sampled_from(
    """Requirements: Responsibilities • - ## ** \n \r\n \t . : ; , ( ) $5,000 €70k 3-5 years experience with Java in at
    About Acme is a leading remote hybrid Berlin, TX Location: Bachelor's degree equal opportunity Data Engineer we are
    looking for you will build a plus \u00a0 \ufeff 😀 é ß İ http://[x 5+""".split(" ")
)


def quoted(result: NanoParse) -> list[str]:
    """All words that a parse claims to have taken from the text."""
    parsed = result.nano_parsed
    raws = [item.raw for item in parsed.education] + [item.raw for item in parsed.certifications]
    raws += [item.raw for item in parsed.job_locations] + [block.text for block in parsed.roles_and_responsibilities]
    optional = (parsed.about_company, parsed.experience.raw, parsed.ctc.raw if parsed.ctc else None)
    return raws + [raw for raw in optional if raw]


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=60))
def test_whatever_is_quoted_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    result = read_posting(posting(text))
    assert all(raw in text for raw in quoted(result))
    assert all(0 <= span.start < span.end <= len(text) for span in result.spans)


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_too_strange(text: str, title: str, location: str) -> None:
    assert read_posting(posting(text, title=title, location=location)).nano_parsed.JD_type in ("pass", "fail")


@pytest.mark.parametrize("text", [BULLETED, ONE_PARAGRAPH])
def test_line_ends_and_blanks_of_other_systems_change_nothing(text: str) -> None:
    plain = read_posting(posting(text))
    other = read_posting(posting(text.replace("\n", "\r\n").replace("data pipelines", "data\u00a0pipelines")))
    assert [span.section for span in other.spans] == [span.section for span in plain.spans]
    assert other.nano_parsed.experience.min == plain.nano_parsed.experience.min


@pytest.mark.parametrize(
    "text",
    [
        "a" * 500_000,
        "a" + " " * 500_000 + "b",
        "- Build things with Python.\n" * 10_000,
        "5+ years of experience " * 5_000,
        "At Acme, " * 20_000,
        "$1 " * 50_000,
        "['" + "', '" * 50_000,
        "**" * 100_000,
    ],
    ids=["one word", "blanks", "bullets", "years", "names", "money", "literals", "stars"],
)
def test_huge_and_odd_texts_are_read(text: str) -> None:
    assert read_posting(posting(text)).nano_parsed.JD_type in ("pass", "fail")


def test_the_same_text_gives_the_same_parse() -> None:
    assert read_posting(posting(BULLETED)) == read_posting(posting(BULLETED))
