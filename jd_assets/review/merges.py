"""What merging writes: the proposals' names go to something that the library has."""

from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import LibraryChange
from jd_assets.library.snapshot import Library, Role, Skill
from jd_assets.review.edits import Edits
from jd_assets.review.proposals import Together
from jd_assets.review.skill_names import add_links, add_names, holder_of
from jd_assets.review.titles import add_titles


def merge_skill(change: LibraryChange, library: Library, together: Together, into: str, edits: Edits) -> None:
    """Every spelling is a name of the skill, and the roles of the proposals ask for it."""
    skill = skill_named(library, into)
    add_names(change, library, skill.skill_id, together.labels)
    add_links(change, skill.skill_id, together.role_ids, edits)


def merge_title(change: LibraryChange, library: Library, together: Together, into: str, edits: Edits) -> None:
    """Every spelling is a title of the role."""
    role = role_named(library, into)
    titles = [(role.role_id, label) for label in together.labels]
    add_titles(change, library, titles, collision=edits.get("collision") == "yes")


def merge_kra(_: LibraryChange, library: Library, together: Together, into: str, edits: Edits) -> None:
    """A KRA says it already: that is remembered, and the library stays."""
    held = {kra for role in library.roles if role.role_id in together.role_ids for kra in role.kras}
    if into not in held:
        slugs = ", ".join(role.slug for role in library.roles if role.role_id in together.role_ids)
        raise PermanentFailure(f"{slugs} has no KRA {into!r}: give the whole text of the one that says it")


def merge_decision(_: LibraryChange, library: Library, together: Together, into: str, edits: Edits) -> None:
    """A decision is no name of anything."""
    raise PermanentFailure("A queued decision cannot be merged: approve it if it is right, reject it if it is not")


def skill_named(library: Library, name: str) -> Skill:
    """The skill of this id or name."""
    skill = library.skill(name) or holder_of(library, name)
    if skill is None:
        raise PermanentFailure(f"The library has no skill {name!r} to merge into: give its skill_id or its name")
    return skill


def role_named(library: Library, slug: str) -> Role:
    """The role of this slug."""
    role = library.role_by_slug.get(slug)
    if role is None:
        raise PermanentFailure(f"The library has no role {slug!r} to merge into: give its slug")
    return role
