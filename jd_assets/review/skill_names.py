"""Names of skills that are written into the library: new aliases, and links of roles."""

from collections.abc import Iterable, Mapping, Sequence

from jd_assets.library.changes import LibraryChange
from jd_assets.library.snapshot import Library, Skill
from jd_assets.skills.vocabulary import MatchRule

#: A name of so few characters is looked for in its exact case alone: "go" and "it" are words of every posting.
SHORT = 3
#: Weight of a link that an admin approves and gives no other: some postings ask for the skill.
WEIGHT = 1


def match_of(name: str) -> MatchRule:
    """How a new name may be found in text."""
    return "cased" if len(name) <= SHORT else ""


def holder_of(library: Library, name: str) -> Skill | None:
    """The skill that has the name or alias, in any case; a name wins over an alias."""
    wanted = name.lower()
    by_alias = None
    for skill in library.skills.values():
        if skill.name.lower() == wanted:
            return skill
        if any(alias.lower() == wanted for alias, _ in skill.aliases):
            by_alias = skill
    return by_alias


def add_names(change: LibraryChange, library: Library, skill_id: str, names: Iterable[str], name: str = "") -> None:
    """Add aliases to a skill; what some skill is called already, and `name` itself, is left away."""
    fresh = {each.lower(): each for each in names if each.lower() not in library.skill_spellings | {name.lower()}}
    change.add(
        "skill_alias",
        [{"skill_id": skill_id, "alias": each, "match": match_of(each)} for each in fresh.values()],
    )


def add_links(change: LibraryChange, skill_id: str, role_ids: Sequence[int], edits: Mapping[str, str]) -> None:
    """Let roles ask for a skill; one that does keeps its weight."""
    weight = int(edits.get("weight", WEIGHT))
    change.add("role_skill", [{"role_id": each, "skill_id": skill_id, "weight": weight} for each in role_ids])
