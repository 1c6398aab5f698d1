"""Sections of text that lost its line ends, and prose that is no duty."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets_tests.parsing.conftest import Parse

GLUED = (
    "The home cares for sixty guests and has a garden and a kitchen of its own, which the guests use as they like "
    "all year. "
    "Major Duties and Responsibilities Help guests to dress and eat; Keep records of care; Take guests for walks "
    "Job Requirements Diploma in care work; Good English and Amharic; two years of experience in a home "
    "How to Apply Send your papers to the office before the end of the month."
)


def test_headings_inside_running_text_open_their_sections(parse: Parse) -> None:
    parsed = parse(GLUED).nano_parsed
    duties = " ".join(block.text for block in parsed.roles_and_responsibilities)
    assert "Help guests" in duties
    assert "Diploma" not in duties
    assert [item.level for item in parsed.education] == ["Diploma"]
    assert parsed.languages == ["English", "Amharic"]
    assert parsed.experience.min == 2


def test_double_blanks_stand_for_lost_line_ends(parse: Parse) -> None:
    text = (
        "Key Accountabilities:  Supervise the crew of the plant and plan its shifts.  Monitor pumps and valves "
        "every day.  Ensure that logs are kept.  Train helpers in the workshop and report faults to the owner.  Order "
        "parts in time for the yearly stop of the plant."
    )
    starts = [
        text[span.start : span.end].split(maxsplit=1)[0]
        for span in parse(text).spans
        if span.section is Section.RESPONSIBILITIES
    ]
    assert starts == ["Supervise", "Monitor", "Ensure", "Train", "Order"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Creating these chairs involves a close partnership between joiners and designers.",
        "Working together with growers, we are changing how food is made.",
        "The ability to read plans and turn them into cuts of timber.",
        "You'll be asked to complete a short test.",
        "To keep everybody safe, we have moved interviews online.",
        "Nordhus is part of the oldest group of joineries in the country.",
    ],
)
def test_prose_about_the_firm_or_the_candidate_is_no_duty(parse: Parse, sentence: str) -> None:
    text = f"You will build chairs for schools.\n\n{sentence}\n\nRequirements\n- Three years of experience with wood"
    duties = " ".join(block.text for block in parse(text).nano_parsed.roles_and_responsibilities)
    assert sentence not in duties
    assert "build chairs" in duties


@pytest.mark.parametrize(
    "sentence",
    [
        "The Site Joiner will hang doors and fit stairs in new houses.",
        "This nurse assists the doctor on the ward during the night.",
        "To plan the shifts of twelve drivers and keep their hours legal.",
        "20% writing quotes for customers and suppliers",
    ],
)
def test_sentences_of_doing_are_duties(parse: Parse, sentence: str) -> None:
    text = f"About the job\n{sentence}\n\nRequirements\n- Three years of experience in the trade\n- Good health"
    assert sentence in " ".join(block.text for block in parse(text).nano_parsed.roles_and_responsibilities)


def test_a_list_that_was_taken_twice_counts_once(parse: Parse) -> None:
    duties = "Draw plans of bridges\nCheck loads of beams\nVisit sites by the river\n"
    text = f"Responsibilities:\n{duties}{duties}Requirements:\nThree years of experience with bridges"
    [block] = parse(text).nano_parsed.roles_and_responsibilities
    assert block.text.count("Draw plans") == 1


@pytest.mark.parametrize("name", ["TranzAct", "LinkForm", "PayBright"])
def test_the_first_word_of_a_sentence_is_no_glued_pair(parse: Parse, name: str) -> None:
    text = f"{name} Freight is a firm of forwarders. You will plan loads and call customers every day of the week."
    first = parse(text).spans[0]
    assert text[first.start : first.end].startswith(f"{name} Freight")
