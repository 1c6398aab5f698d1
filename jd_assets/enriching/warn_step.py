"""The step that warns of what a reader of a new skill's typing should know."""

from jd_assets.enriching.nearest_neighbours import is_opaque
from jd_assets.enriching.type_step import Typed
from jd_assets.enriching.typing_model import Agreement

#: A typing below this confidence is shown as doubtful: of library skills that are typed without themselves with less,
#: the half have exactly the category that the library gives them.
DOUBTFUL = 0.65
#: A source that is less sure of another category is wrong more often than right by itself, and no objection: that most
#: skills of a posting are soft skills says little of each.
OBJECTION = 0.5


def warnings_on(name: str, typed: Typed | None, best: Agreement | None) -> list[str]:
    """Why the typing is a default, or how far it can be relied on."""
    if typed is None:
        return [f"{_why_default(name, best)}: the typing is a default"]
    found = []
    if typed.confidence < DOUBTFUL:
        found.append(f"The category {typed.category} is doubtful (confidence {typed.confidence:.2f})")
    others = (*best.opinions, *best.against) if best else ()
    against = [each for each in others if each.category != typed.category and each.confidence >= OBJECTION]
    if against:
        found.append(f"The {against[0].source} says {against[0].category} instead: {against[0].because}")
    return found


def _why_default(name: str, best: Agreement | None) -> str:
    if best is None:
        return "No library skill is near enough to type it, and neither its name nor its posting says what it is"
    guess = f"the likeliest category, {best.category}, has a confidence of {best.confidence:.2f}"
    if is_opaque(name):
        return f"The letters of '{name}' say nothing of what it is, and {guess}"
    return f"The sources are too weak or disagree: {guess}"
