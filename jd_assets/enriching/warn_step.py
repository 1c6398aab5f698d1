"""The step that warns of what a reader of a new skill's typing should know."""

from collections.abc import Sequence

from jd_assets.enriching.neighbour_vote import is_opaque
from jd_assets.enriching.opinion import Opinion, agreement
from jd_assets.enriching.type_step import Typed

#: A typing below this confidence is shown as doubtful; every third of those between it and the floor is wrong.
DOUBTFUL = 0.65


def warnings_on(name: str, typed: Typed | None, opinions: Sequence[Opinion]) -> list[str]:
    """Why the typing is a default, or how far it can be relied on."""
    best = agreement(opinions)
    if typed is None:
        return [f"{_why_default(name, opinions)}: the typing is a default"]
    found = []
    if typed.confidence < DOUBTFUL:
        found.append(f"The category {typed.category} is doubtful (confidence {typed.confidence:.2f})")
    against = [opinion for opinion in best.against if opinion.category != typed.category] if best else []
    if against:
        found.append(f"The {against[0].source} says {against[0].category} instead: {against[0].because}")
    return found


def _why_default(name: str, opinions: Sequence[Opinion]) -> str:
    if not opinions:
        return "No library skill is near enough to type it, and neither its name nor its list says what it is"
    best = agreement(opinions)
    guess = f"the likeliest category, {best.category}, has a confidence of {best.confidence:.2f}" if best else ""
    if is_opaque(name):
        return f"The letters of '{name}' say nothing of what it is, and {guess}"
    return f"The sources are too weak or disagree: {guess}"
