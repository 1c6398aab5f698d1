"""Roles of seed files, with their titles and KRAs, beside what admins brought and refused."""

from jd_assets.failures import PermanentFailure
from jd_assets.library.seed.held import Reason
from jd_assets.library.seed.placing import Placing, counted, moved
from jd_assets.library.seed.rows import SeedRow

_OF_A_ROLE = {
    "role_alias": "titles",
    "role_kra": "KRAs",
    "role_skill": "links to skills",
    "role_dimension": "links to dimensions",
}


def place_roles(placing: Placing) -> None:
    """Settle which role of the library each role of the files is."""
    by_slug = {row["slug"]: row for row in placing.held.rows["role"].values()}
    for (role_id,), said in placing.said["role"].items():
        held, named = placing.held.rows["role"].get((role_id,)), by_slug.get(said["slug"])
        other = named if named and named["role_id"] != role_id and named["origin"] != "seed" else None
        if held is None:
            placing.roles[role_id] = _new_role(placing, said, other)
        elif held["origin"] == "seed":
            placing.roles[role_id] = role_id
            placing.put("role", _renamed(placing, said, held, other))
        elif held["slug"] == said["slug"]:
            placing.roles[role_id] = role_id
            placing.depart("role", said, Reason(table="role", row=held), _stays(said, held))
        else:
            raise PermanentFailure(
                f"The seed files give role {said['slug']} the id of role {held['slug']}, which they did not bring: "
                "give it another role_id"
            )


def _stays(said: SeedRow, held: SeedRow) -> str:
    changed = ", ".join(f"{field} {held[field]!r}, not {said[field]!r}" for field in said if said[field] != held[field])
    return f"role {said['slug']} stays: {changed}" if changed else ""


def _new_role(placing: Placing, said: SeedRow, other: SeedRow | None) -> int | None:
    if other:
        told = f"role {said['slug']} is the one that the library has already: what the files say of it goes there"
        placing.depart("role", said, Reason(table="role", row=other), told)
        return int(other["role_id"])
    refusal = placing.held.refusal("role", None, said["slug"], said["display_name"])
    if refusal is None:
        placing.put("role", said)
        return int(said["role_id"])
    rows = counted(placing, _OF_A_ROLE, lambda row: row["role_id"] == said["role_id"])
    placing.depart("role", said, refusal, f"role {said['slug']}{rows} left out: it was proposed and is to be no role")
    return None


def _renamed(placing: Placing, said: SeedRow, held: SeedRow, other: SeedRow | None) -> SeedRow:
    """The role, under the slug that it has where an admin or a taxonomy gave the new one to another role."""
    if other is None:
        return said
    told = f"role {held['slug']} keeps its slug: another role is called {said['slug']}"
    placing.depart("role", said, Reason(table="role", row=other), told)
    return {**said, "slug": held["slug"]}


def place_titles(placing: Placing) -> None:
    """Place titles; one that an admin gave to another role alone, or refused this one, stays out."""
    for said in placing.said["role_alias"].values():
        row = moved(placing, "role_alias", said)
        if row is None:
            continue
        key = row["role_id"], row["normalised"]
        held = placing.held.by_admin("role_alias", key)
        if held:
            placing.depart("role_alias", said, Reason(table="role_alias", row=held))
            continue
        there = key in placing.held.rows["role_alias"]
        out = None if there else _kept_out(placing, row)
        if out:
            told = f"'{said['alias']}' as a title of {placing.slug(said['role_id'])} left out: {out[1]}"
            placing.depart("role_alias", said, out[0], told)
            continue
        if not row["collision"] and row["normalised"] in placing.held.titles:
            reason = Reason(table="role_alias", row=placing.held.rows["role_alias"].get(key, row))
            placing.depart("role_alias", said, reason)
            row = {**row, "collision": True}
        placing.put("role_alias", row)


def _kept_out(placing: Placing, row: SeedRow) -> tuple[Reason, str] | None:
    """Why a title that its role does not have yet is not to come in."""
    role_id, normalised = row["role_id"], row["normalised"]
    refusal = placing.held.refusal("alias", role_id, normalised)
    if refusal:
        return refusal, "it was proposed and refused"
    sub_role = placing.held.rows["role_sub_role"].get((role_id, normalised))
    if sub_role:
        return Reason(table="role_sub_role", row=sub_role), "it is a specialisation of the role"
    owners = [each for each in placing.held.titles.get(normalised, ()) if not each["collision"]]
    if owners:
        return Reason(table="role_alias", row=owners[0]), f"it is a title of {placing.slug(owners[0]['role_id'])}"
    return None


def place_kras(placing: Placing) -> None:
    """Place KRAs; one that an admin refused, or said to be there in other words, stays out."""
    for said in placing.said["role_kra"].values():
        row = moved(placing, "role_kra", said)
        if row is None:
            continue
        key = row["role_id"], row["kra"]
        held = placing.held.rows["role_kra"].get(key)
        if held and held["origin"] == "review":
            placing.depart("role_kra", said, Reason(table="role_kra", row=held))
            continue
        refusal = None if held else placing.held.refusal("kra", row["role_id"], row["kra"])
        if refusal:
            told = f"KRA of {placing.slug(said['role_id'])} left out, it was proposed and refused: {said['kra']}"
            placing.depart("role_kra", said, refusal, told)
        else:
            placing.put("role_kra", row)
