"""The smallest change that would have altered a decision."""

import pytest

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.decision.flip_point import flip_point
from jd_assets.decision.table import judge
from jd_assets_tests.decision.signals import LIMITS, Scores, contained, evidence, exact


@pytest.mark.parametrize(
    ("aliases", "kra", "skill", "said"),
    [
        (
            exact("backend-engineer"),
            {"data-engineer": 0.4, "backend-engineer": 0.1},
            {},
            "Without the alias 'Big Data Engineer' the evidence alone would be judged; its best role is data-engineer",
        ),
        (
            exact("data-engineer", "ml-engineer"),
            {"data-engineer": 0.5, "ml-engineer": 0.4},
            {},
            "0.0300 more evidence for ml-engineer would make the two even",
        ),
        (
            exact("backend-engineer"),
            {"ml-engineer": 0.9},
            {"ml-engineer": 0.9},
            "A lead under 0.15 of the other role, in KRAs or in skills, would leave case A",
        ),
        (
            [],
            {"data-engineer": 0.98, "ml-engineer": 0.93},
            {},
            "0.0140 less evidence for data-engineer would leave it at the floor of what is believed",
        ),
        (
            [],
            {"data-engineer": 1.0, "ml-engineer": 0.95},
            {"data-engineer": 0.5, "ml-engineer": 0.5},
            "0.0150 more evidence for ml-engineer would make the two even",
        ),
        (
            contained("backend-engineer", "Payments Backend Engineer"),
            {"backend-engineer": 0.4, "ml-engineer": 1.0},
            {"backend-engineer": 0.2, "ml-engineer": 0.7},
            "0.0550 more evidence for ml-engineer would make the two even",
        ),
        (
            [],
            {"data-engineer": 0.4},
            {},
            "0.1600 more evidence for data-engineer, or a title that is one of its aliases",
        ),
        ([], {}, {}, "Any sentence or skill that a role of the library shares"),
    ],
    ids=["A", "B", "C", "D at the floor", "D", "E", "F", "F without evidence"],
)
def test_the_sentence_of_each_case(aliases: list[AliasMatch], kra: Scores, skill: Scores, said: str) -> None:
    found, limits = evidence(aliases, kra=kra, skill=skill), LIMITS
    assert flip_point(judge(found, True, limits), found, limits) == said


def test_what_the_sentence_names_does_flip_a_new_role() -> None:
    limits = LIMITS
    weak = evidence(kra={"data-engineer": 0.4})
    assert judge(weak, True, limits).case == "F"
    assert flip_point(judge(weak, True, limits), weak, limits).startswith("0.1600")
    # The combined score counts a KRA score with .30.
    assert judge(evidence(kra={"data-engineer": 0.4 + 0.1600 / 0.30}), True, limits).case == "D"
