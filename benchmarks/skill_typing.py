"""Types each skill of the library by its name, without itself, and says how often the category is right.

    .venv/bin/python benchmarks/skill_typing.py

The confidences in `jd_assets/enriching` (head_words, neighbour_vote, name_patterns.csv) and its floor come from these
figures.
"""

from collections import defaultdict

import numpy as np

from jd_assets.cli.environment import prepare
from jd_assets.enriching.listed_beside import Surroundings
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.enriching.opinion import agreement
from jd_assets.enriching.type_step import opinions_on
from jd_assets.resources.embedder import EmbedderResource
from jd_assets.resources.role_library import RoleLibraryResource


def main() -> None:
    """Print, for every source and for every tenth of the joint confidence, how many are typed and how many right."""
    prepare()
    index = RoleLibraryResource().skill_index(EmbedderResource().embedder())
    for what, right in sorted(leave_one_out(index).items()):
        print(f"{what:32} {len(right):6} {np.mean(right):.3f}")


def leave_one_out(index: SkillIndex) -> dict[str, list[bool]]:
    """Whether the category is right, by source and by confidence."""
    right: dict[str, list[bool]] = defaultdict(list)
    near = index.nearest([skill.name for skill in index.skills])
    for skill, neighbours in zip(index.skills, near, strict=True):
        others = [each for each in neighbours if each[0] is not skill]
        opinions = opinions_on(skill.name, others, Surroundings(), index.heads, skill.skill_id)
        for opinion in opinions:
            right[opinion.source].append(opinion.category == skill.category)
        best = agreement(opinions)
        if best:
            right[f"confidence from {int(best.confidence * 10) / 10}"].append(best.category == skill.category)
    return right


if __name__ == "__main__":
    main()
