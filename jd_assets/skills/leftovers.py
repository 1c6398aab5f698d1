"""Skills of the rules that a model left out."""

from collections.abc import Sequence

from jd_assets.contracts.skill_extraction import FinalSkill


def kept_leftovers(left_out: Sequence[FinalSkill], named: Sequence[FinalSkill], rules: Sequence[FinalSkill]) -> list[FinalSkill]:
    """none yet"""
    return []
