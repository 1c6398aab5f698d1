import pytest

from jd_assets.parsing.fields.arrangement import arrangement_of
from jd_assets.parsing.structure.document import document_of


@pytest.mark.parametrize(
    ("text", "arrangement"),
    [
        ("Location: Berlin (hybrid)", "hybrid"),
        (
            "We meet in the office two days a week and you may choose the rest.\nThree days per week in our office.",
            "hybrid",
        ),
        ("You work 3 days in the office and 2 days from home.", "hybrid"),
        ("Remote up to 50 % remote work is possible.", "hybrid"),
        ("#LI-Hybrid", "hybrid"),
        ("This is a fully remote role.", "remote"),
        ("Remote - Romania", "remote"),
        ("Location: Madrid/Remote", "remote"),
        ("You can work from home every day.", "remote"),
        ("Location: Berlin (on-site)", "onsite"),
        ("You work 5 days a week in the office.", "onsite"),
        ("Unfortunately we cannot offer remote work.", "onsite"),
        ("We run a hybrid cloud and monitor remote systems.", None),
        ("On-site gym and a home office budget.", None),
        ("You may work from abroad for 30 days a year.", None),
        ("Tend remote sensors.", None),
        ("Build reports.", None),
    ],
)
def test_the_place_of_work_is_told(text: str, arrangement: str | None) -> None:
    assert arrangement_of(document_of(text), None, None) == arrangement


@pytest.mark.parametrize(
    "text",
    [
        "No remote work.",
        "No remote",
        "Remote work: No",
        "Remote: no",
        "WFH? No",
        "Remote work is not possible.",
        "Remote is currently not an option",
        "This is not a remote role.",
        "This position is not eligible for remote work",
        "There is no work from home.",
    ],
)
def test_where_nobody_may_work_remotely_the_work_is_on_site(text: str) -> None:
    assert arrangement_of(document_of(text), None, None) == "onsite"


@pytest.mark.parametrize("text", ["No remote access is needed.", "Not only remote teams like us."])
def test_other_words_about_remote_things_say_nothing(text: str) -> None:
    assert arrangement_of(document_of(text), None, None) is None


def test_no_remote_work_leaves_a_hybrid_job_hybrid() -> None:
    assert arrangement_of(document_of("3 days in the office per week. No fully remote work."), None, None) == "hybrid"


@pytest.mark.parametrize("line", ["Remote - India", "India (Remote)", "Remote, Berlin or Oslo", "* Remote: USA only"])
def test_a_line_of_remote_and_a_place_counts_wherever_it_stands(line: str) -> None:
    text = "Build reports for our customers. " * 60 + f"\n{line}\nApply now."
    assert arrangement_of(document_of(text), None, None) == "remote"


def test_a_line_that_says_more_than_a_place_is_none_of_these() -> None:
    text = "Build reports for our customers. " * 60 + "\nRemote sensors in India\nApply now."
    assert arrangement_of(document_of(text), None, None) is None


def test_the_head_decides_before_the_prose() -> None:
    text = (
        "Location: Spain (fully remote)\n\n"
        + "Build reports for our customers. " * 60
        + "\nHybrid work for other teams."
    )
    assert arrangement_of(document_of(text), None, None) == "remote"


def test_title_and_location_as_given_count_first() -> None:
    document = document_of("We are a hybrid company.")
    assert arrangement_of(document, "Tel Aviv (On-site)", None) == "onsite"
    assert arrangement_of(document, None, "Data Engineer (Remote)") == "remote"
