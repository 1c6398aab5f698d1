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
            "Under another title than 'Big Data Engineer' skills and duties alone would decide: for Data Engineer.",
        ),
        (
            exact("data-engineer", "ml-engineer"),
            {"data-engineer": 0.5, "ml-engineer": 0.4},
            {},
            "25% more evidence for ML Engineer would make it even with Data Engineer.",
        ),
        (
            exact("backend-engineer"),
            {"ml-engineer": 0.9},
            {"ml-engineer": 0.9},
            "Were another role ahead by under 15 of 100 points in skills or duties, the title would decide (case A).",
        ),
        (
            [],
            {"data-engineer": 0.98, "ml-engineer": 0.93},
            {},
            "With 5% less evidence Data Engineer would not be believed.",
        ),
        (
            [],
            {"data-engineer": 1.0, "ml-engineer": 0.95},
            {"data-engineer": 0.5, "ml-engineer": 0.5},
            "4% more evidence for ML Engineer would make it even with Data Engineer.",
        ),
        (
            contained("backend-engineer", "Payments Backend Engineer"),
            {"backend-engineer": 0.4, "ml-engineer": 1.0},
            {"backend-engineer": 0.2, "ml-engineer": 0.7},
            "12% more evidence for ML Engineer would make it even with Backend Developer.",
        ),
        (
            [],
            {"data-engineer": 0.4},
            {},
            "133% more evidence for Data Engineer, or a title of that role, would decide for it.",
        ),
        ([], {}, {}, "Any sentence or skill that a role of the library shares would have counted."),
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
    assert flip_point(judge(weak, True, limits), weak, limits).startswith("133%")
    assert judge(evidence(kra={"data-engineer": 0.4 * 2.34}), True, limits).case == "D"
