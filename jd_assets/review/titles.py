"""Titles that become aliases of roles; one that another role has is a collision, which an admin must mean."""

from collections.abc import Iterable

from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import LibraryChange
from jd_assets.library.snapshot import Library
from jd_assets.text.titles import normalise_alias


def add_titles(change: LibraryChange, library: Library, titles: Iterable[tuple[int, str]], collision: bool) -> None:
    """Add pairs of role id and title to the library; a title that its role has already is left alone.

    Raises:
        PermanentFailure: A title names nothing, or several roles would have it and `collision` is not set.
    """
    wanted: dict[tuple[int, str], str] = {}
    for role_id, title in titles:
        normalised = normalise_alias(title)
        if not normalised:
            raise PermanentFailure(f"{title!r} names no work: nothing is left of it without level and employment words")
        wanted.setdefault((role_id, normalised), title)
    shared = set()
    for role_id, normalised in wanted:
        others = {role.slug for role, _ in library.alias_index.get(normalised, ()) if role.role_id != role_id}
        others |= {_slug(library, other) for other, title in wanted if title == normalised and other != role_id}
        if others and not collision:
            raise PermanentFailure(
                f"'{normalised}' is a title of {', '.join(sorted(others))} too: set collision=yes if both are meant"
            )
        if others:
            shared.add(normalised)
    rows = [
        {"role_id": role_id, "alias": title, "normalised": normalised, "collision": normalised in shared}
        for (role_id, normalised), title in wanted.items()
    ]
    change.add("role_alias", rows)
    change.mark_collisions(sorted(shared))


def _slug(library: Library, role_id: int) -> str:
    return next((role.slug for role in library.roles if role.role_id == role_id), str(role_id))
