from collections.abc import Sequence
from typing import Any

import pytest

from jd_assets.contracts.posting import Posting
from jd_assets.ingest.identity import make_posting
from jd_assets.library.reposts.signature import Signature, is_repost, make_signature, posting_signature
from jd_assets.parsing.rules import read_posting

DUTIES = (
    "Bake sourdough and rye bread for the morning sale",
    "Order flour, yeast and seeds from our suppliers each week",
    "Keep the ovens and dough mixers clean and in repair",
    "Train two apprentices in shaping and scoring loaves",
    "Plan the night shifts together with the shop manager",
)
OTHER_DUTIES = (
    "Drive the delivery van to forty cafes before seven",
    "Load and check every crate against the list of orders",
    "Report damage to the van and book its inspections",
    "Collect empty crates and bring them back to the bakery",
    "Settle small complaints of our customers on the spot",
)
REQUIREMENTS = (
    "Two years of work in a bakery or a kitchen",
    "Willing to start work at three in the morning",
    "Able to lift sacks of twenty five kilograms",
)
FOOTER = (
    "Crumb Brothers is an equal opportunity employer and considers all applicants without regard to origin or age.",
    "We offer health insurance, a pension plan and free bread for the whole family of every employee.",
)


def text_of(
    duties: Sequence[str] = DUTIES, head: str = "Baker", footer: Sequence[str] = FOOTER, mark: str = "- "
) -> str:
    """A posting with these duties."""
    duty_lines, asked = ("\n".join(mark + line for line in lines) for lines in (duties, REQUIREMENTS))
    about = "\n".join(footer)
    return f"{head}\n\nResponsibilities\n{duty_lines}\n\nRequirements\n{asked}\n\nWhat we offer\n{about}\n"


def posting(text: str, **given: Any) -> Posting:
    return make_posting(source="test", source_id="1", text=text, **given)


def signature(text: str, **given: str) -> Signature:
    read = posting(text, **given)
    return posting_signature(read, read_posting(read))


def reposted(text: str, other: str) -> bool:
    there, back = is_repost(signature(text), signature(other)), is_repost(signature(other), signature(text))
    assert there == back
    return there


def test_the_same_text_is_a_repost() -> None:
    assert reposted(text_of(), text_of())


def test_another_sentence_another_city_and_another_footer_are_a_repost() -> None:
    changed = (*DUTIES[:2], "Look after three deck ovens and both spiral mixers", *DUTIES[3:])
    footer = ("Posted by Harvest Staffing for a client of ours.", "Harvest Staffing thanks you for your interest.")
    assert reposted(text_of(), text_of(changed, head="Location: Leeds\nBaker (Leeds)", footer=footer))


def test_case_punctuation_and_list_marks_do_not_matter() -> None:
    shouted = tuple(line.upper() + "!" for line in DUTIES)
    assert signature(text_of(shouted, mark="• ")).sentences == signature(text_of()).sentences


def test_title_and_employer_do_not_matter() -> None:
    one = signature(text_of(), title="Baker", company="Crumb Brothers")
    assert is_repost(one, signature(text_of(head="Bread Maker"), title="Bread Maker", company="Harvest Staffing"))


def test_another_job_in_the_employers_template_is_no_repost() -> None:
    assert not reposted(text_of(), text_of(OTHER_DUTIES, head="Driver"))


def test_other_duties_are_another_job_however_much_is_asked_alike() -> None:
    asked = [f"You have {number} years of experience with ovens" for number in range(20)]
    assert not is_repost(
        make_signature([*DUTIES, *asked], DUTIES), make_signature([*OTHER_DUTIES, *asked], OTHER_DUTIES)
    )


def test_duties_decide_only_where_both_name_some() -> None:
    assert is_repost(make_signature([*DUTIES, *REQUIREMENTS], DUTIES), make_signature([*DUTIES, *REQUIREMENTS], ()))


@pytest.mark.parametrize(("shared", "expected"), [(4, True), (3, False)])
def test_half_of_all_sentences_must_be_the_same(shared: int, expected: bool) -> None:
    one = [f"The first posting says thing number {number}" for number in range(6)]
    other = [*one[:shared], *(f"The second posting says thing number {number}" for number in range(6 - shared))]
    assert is_repost(make_signature(one, ()), make_signature(other, ())) is expected


def test_a_posting_of_few_sentences_is_a_repost_of_the_same_text_alone() -> None:
    assert reposted("We need a baker. Call us today.", "we need a baker - call us today")
    assert not reposted("We need a baker. Call us today.", "We need a driver. Call us today.")


def test_reposts_share_a_probe() -> None:
    one, other = signature(text_of()), signature(text_of((*DUTIES[:3], *OTHER_DUTIES[:1])))
    assert is_repost(one, other)
    assert one.probes & other.probes


def test_a_text_without_letters_has_a_signature() -> None:
    assert is_repost(signature("..."), signature("* * *"))
