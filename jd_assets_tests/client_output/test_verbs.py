"""Verbs of responsibilities: found by their place, and of the kind of work that they and their object say."""

import pytest

from jd_assets.text.lexicon import lexicon
from jd_assets.text.verbs import verbs_of


def read(sentence: str) -> list[str]:
    return [f"{verb.verb} {verb.kind}" for verb in verbs_of(sentence.lower(), 0, len(sentence), lexicon())]


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Design and build the billing service", ["design design", "build build"]),
        ("Designing, testing and operating kilns", ["design design", "test assure", "operate run"]),
        ("You will monitor the furnaces and fix what breaks", ["monitor run", "fix improve"]),
        ("Responsible for developing glazes", ["develop build"]),
        ("The kiln engineer inspects each batch and approves it", ["inspect assure", "approve assure"]),
        ("Quality: verify every tile", ["verify assure"]),
        ("Mentor apprentices, explaining what they see", ["mentor lead", "explain collaborate"]),
        ("Actively investigate cracks", ["investigate analyse"]),
        ("Timely maintenance of the ovens", ["maintenance run"]),
    ],
)
def test_verbs_are_found_where_the_holder_does_something(sentence: str, verbs: list[str]) -> None:
    assert read(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Write reports to support decisions", ["write collaborate"]),
        ("Build ovens that process clay", ["build build"]),
        ("Develop test plans, designs, and reports", ["develop assure"]),
        ("Our town lies on a river", []),
    ],
)
def test_purposes_nouns_and_what_systems_do_are_no_verbs_of_the_holder(sentence: str, verbs: list[str]) -> None:
    assert read(sentence) == verbs


def test_what_one_works_with_others_to_do_counts() -> None:
    assert read("Work with potters to define shapes") == ["work collaborate", "define design"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Build relationships with dealers", "collaborate"),
        ("Build a team of glaziers", "lead"),
        ("Perform maintenance on the kilns", "run"),
        ("Perform a root cause analysis", "analyse"),
        ("Provide support to dealers", "support"),
        ("Write documentation for glazes", "collaborate"),
        ("Write tests for the kiln controller", "assure"),
    ],
)
def test_the_thing_acted_on_tells_the_kind(sentence: str, kind: str) -> None:
    assert read(sentence)[0].split()[1] == kind


def test_offsets_are_those_of_the_text() -> None:
    text = "Nothing here. Glaze: you will fire and cool the tiles"
    found = verbs_of(text.lower(), text.index("you"), len(text), lexicon())
    assert [text[verb.start : verb.end] for verb in found] == [verb.verb for verb in found]
