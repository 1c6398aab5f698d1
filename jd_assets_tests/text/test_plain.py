"""Texts of others are shown as text: they steer no terminal, load nothing and lead nowhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.text.plain import is_blank, plain, plain_markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://evil.example\x07click\x1b]8;;\x07", "click"),
        ("\x1b]0;a new window title\x1b\\Data Engineer", "Data Engineer"),
        ("Data\u202ereenignE", "DatareenignE"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("one\r\ntwo\tthree\x00\x07", "one two three"),
        ("Ingénieur 数据 🚀", "Ingénieur 数据 🚀"),
    ],
)
def test_what_is_unseen_or_steers_is_left_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_nothing_of_the_kind_is_ever_left(text: str) -> None:
    assert not [each for each in plain(text) if unicodedata.category(each)[0] == "C" or each in "\n\r\t"]


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u202e\u2066 \ufeff"])
def test_a_field_of_unseen_characters_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(text + "a")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![](http://a.example/x.png)", r"\!\[\](http:" + "\u2060" + "//a.example/x.png)"),
        ("[jobs](https://a.example)", r"\[jobs\](https:" + "\u2060" + "//a.example)"),
        ("www.a.example or me@a.example", "www\u2060.a.example or me@\u2060a.example"),
        ("<img src=x> & | `code`", r"&lt;img src=x> &amp; \| \`code\`"),
        ("C++ and C#, plainly", "C++ and C#, plainly"),
    ],
)
def test_markdown_shows_it_as_it_is(text: str, shown: str) -> None:
    assert plain_markdown(text) == shown
