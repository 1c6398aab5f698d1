import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.skills.tokens import Tokens, lower_view, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C, C++/C#", ["c", ",", "c++", "/", "c#"]),
        ("ASP.NET and .NET", ["asp", ".net", "and", ".net"]),
        ("Node.js", ["node", ".js"]),
        ("multi-threaded", ["multi", "threaded"]),
        ("R&D", ["r", "&", "d"]),
        ("Objective-C", ["objective", "c"]),
    ],
)
def test_names_of_technologies_stay_whole(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


def test_a_known_word_is_freed_of_a_glued_full_stop() -> None:
    tokens = Tokens("skills.java", {"java"})

    assert tokens.words[-1] == "java"
    assert (tokens.start(1), tokens.end(1)) == (7, 11)


def test_a_single_letter_is_not_freed_of_its_dot() -> None:
    assert Tokens("ph.d", {"d"}).words == ["ph", ".d"]


def test_a_soft_hyphen_inside_a_word_is_passed_over() -> None:
    assert words_of("Kuber\u00adnetes") == ("kubernetes",)


@given(st.text(max_size=80))
def test_offsets_lie_in_the_text_and_in_order(text: str) -> None:
    view = lower_view(text)
    tokens = Tokens(view, {"java", "c++"})
    places = [(tokens.start(index), tokens.end(index)) for index in range(len(tokens.words))]

    assert len(view) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
