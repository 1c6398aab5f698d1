"""Routes of the library: what it holds, what became of it, and its export."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from jd_assets.database.queries import sql
from jd_assets.library.export import export_zip
from jd_assets.library.history import difference
from jd_assets.library.snapshot import Library
from jd_assets.review.change_summary import in_words
from jd_assets.web.console.desk import ReviewDesk, desk_of
from jd_assets.web.console.library_search import SHOWN, find_items
from jd_assets.web.console.library_view import role_facts, role_view, shown_change, shown_changes, skill_view
from jd_assets.web.problems import ProblemError, problem
from jd_assets.web.templating import page

router = APIRouter(prefix="/library")

UseDesk = Annotated[ReviewDesk, Depends(desk_of)]

#: Skills listed on a page; a taxonomy brings 14,000.
LISTED = 200
#: Changes on a page of the history.
CHANGES = 25
#: Versions offered to compare.
VERSIONS = 200


@router.get("")
def roles(request: Request, desk: UseDesk, q: str = "") -> Response:
    """The roles, with what stands behind each; or what a search finds of all kinds."""
    library = desk.library()
    found = {kind: find_items(library, kind, q, SHOWN * 2) for kind in ("role", "skill", "kra")} if q.strip() else {}  # type: ignore[arg-type]
    listed = sorted(library.roles, key=lambda role: (role.role_family, role.display_name))
    facts = role_facts(desk.connect, desk.embedder)
    return page(request, "library_roles.html.j2", roles=listed, facts=facts, q=q, found=found, library=library)


@router.get("/roles/{slug}")
def role(request: Request, slug: str, desk: UseDesk) -> Response:
    """One role."""
    library = desk.library()
    held = library.role_by_slug.get(slug)
    if held is None:
        raise ProblemError(problem(404, f"The library has no role {slug[:80]!r}"))
    view = role_view(desk.connect, desk.embedder, library, held)
    return page(request, "library_role.html.j2", view=view, library=library)


@router.get("/skills")
def skills(request: Request, desk: UseDesk, q: str = "", category: str = "", start: int = 0) -> Response:
    """The skills, by category."""
    library = desk.library()
    words = q.casefold().split()
    fitting = [
        skill
        for skill in sorted(library.skills.values(), key=lambda skill: skill.name.lower())
        if (not category or skill.category == category)
        and all(word in " ".join((skill.name, *(name for name, _ in skill.aliases))).casefold() for word in words)
    ]
    start = max(0, min(start, len(fitting)))
    return page(
        request,
        "library_skills.html.j2",
        skills=fitting[start : start + LISTED],
        count=len(fitting),
        start=start,
        listed=LISTED,
        categories=sorted({skill.category for skill in library.skills.values()}),
        q=q,
        category=category,
        library=library,
    )


@router.get("/skills/{skill_id:path}")
def skill(request: Request, skill_id: str, desk: UseDesk) -> Response:
    """One skill."""
    library = desk.library()
    held = library.skills.get(skill_id)
    if held is None:
        raise ProblemError(problem(404, f"The library has no skill {skill_id[:80]!r}"))
    view = skill_view(desk.connect, desk.embedder, library, held)
    return page(request, "library_skill.html.j2", view=view, library=library)


@router.get("/dimensions")
def dimensions(request: Request, desk: UseDesk) -> Response:
    """The dimensions, with how many skills and roles lie in each."""
    library = desk.library()
    return page(request, "library_dimensions.html.j2", library=library, counts=_dimension_counts(library))


@router.get("/dimensions/{dimension_id:path}")
def dimension(request: Request, dimension_id: str, desk: UseDesk) -> Response:
    """One dimension."""
    library = desk.library()
    if dimension_id not in library.dimensions:
        raise ProblemError(problem(404, f"The library has no dimension {dimension_id[:80]!r}"))
    with desk.connect() as connection:
        notes: dict[str, str] = dict(connection.execute(sql("console_dimension_notes")).fetchall())
    inside = [skill for skill in library.skills.values() if dimension_id in skill.dimensions]
    return page(
        request,
        "library_dimension.html.j2",
        dimension_id=dimension_id,
        name=library.dimensions[dimension_id],
        note=notes.get(dimension_id, ""),
        skills=sorted(inside, key=lambda skill: skill.name.lower()),
        roles=[role for role in library.roles if dimension_id in role.dimensions],
        library=library,
    )


@router.get("/history")
def history(request: Request, desk: UseDesk, before: int | None = None) -> Response:
    """The changes, newest first."""
    changes = shown_changes(desk.connect, before=before, limit=CHANGES + 1)
    older = changes[CHANGES - 1].change.change_id if len(changes) > CHANGES else None
    return page(request, "library_history.html.j2", changes=changes[:CHANGES], older=older, library=desk.library())


@router.get("/history/{change_id}")
def change(request: Request, change_id: int, desk: UseDesk) -> Response:
    """One change with all its rows."""
    found = desk.change(change_id)
    with desk.connect() as connection:
        shown = shown_change(connection, found, told=2_000)
    return page(request, "library_change.html.j2", shown=shown, library=desk.library())


@router.get("/diff")
def diff(request: Request, desk: UseDesk, first: int | None = None, last: int | None = None) -> Response:
    """What one version has otherwise than an earlier one."""
    library = desk.library()
    last = library.version if last is None else last
    first = max(0, last - 1) if first is None else first
    if first > last:
        return RedirectResponse(f"/library/diff?first={last}&last={first}", 303)
    with desk.connect() as connection:
        versions = connection.execute(sql("console_versions"), {"limit": VERSIONS}).fetchall()
        found = difference(connection, first, last)
        lines = in_words(connection, found.rows)
    return page(
        request,
        "library_diff.html.j2",
        first=first,
        last=last,
        versions=versions,
        lines=lines,
        unrecorded=found.unrecorded,
        library=library,
    )


@router.get("/export.zip")
def export(desk: UseDesk) -> Response:
    """The library as the files that `jd-assets library load` takes."""
    with desk.connect() as connection:
        made = export_zip(connection)
    name = f'attachment; filename="role-library-{desk.library().version}.zip"'
    return Response(made, media_type="application/zip", headers={"Content-Disposition": name})


def _dimension_counts(library: Library) -> dict[str, tuple[int, int]]:
    skills = dict.fromkeys(library.dimensions, 0)
    for held in library.skills.values():
        for each in held.dimensions:
            skills[each] = skills.get(each, 0) + 1
    return {each: (skills[each], sum(each in role.dimensions for role in library.roles)) for each in library.dimensions}
