"""Skills of seed files, with their names, beside what admins merged, brought and refused."""

from jd_assets.library.seed.held import Reason, RecordedMerge
from jd_assets.library.seed.placing import Placing, moved
from jd_assets.library.seed.rows import SeedRow


def place_skills(placing: Placing) -> None:
    """Settle which skill of the library each skill of the files is."""
    for (skill_id,), said in placing.said["skill"].items():
        placing.skills[skill_id] = _place(placing, skill_id, said)
    for (skill_id,), row in list(placing.rows["skill"].items()):
        placing.put("skill", {**row, "parent": _parent(placing, skill_id, row["parent"])})


def _place(placing: Placing, skill_id: str, said: SeedRow) -> str | None:
    held = placing.held.rows["skill"].get((skill_id,))
    told = f"skill {skill_id} ({said['name']})"
    if held and held["origin"] == "review":
        other = [field for field in said if field != "parent" and said[field] != held[field]]
        changed = ", ".join(f"{field} {held[field]!r}, not {said[field]!r}" for field in other)
        placing.depart("skill", said, Reason(table="skill", row=held), f"{told} stays: {changed}" if changed else "")
        return skill_id
    if held:
        placing.put("skill", _named(placing, said, held))
        return skill_id
    steps = placing.steps(skill_id)
    if steps:
        return _merged(placing, said, steps)
    holder, reason = placing.held.names.get(said["name"].lower(), (None, None))
    if reason:
        placing.depart("skill", said, reason, f"{told} is {holder}: what the files say of it goes there")
        return holder
    refusal = placing.held.refusal("skill", None, said["name"])
    if refusal:
        placing.depart("skill", said, refusal, f"{told} left out: it was proposed and is to be no skill")
        return None
    placing.put("skill", said)
    return skill_id


def _merged(placing: Placing, said: SeedRow, steps: list[RecordedMerge]) -> str | None:
    into = steps[-1].into if steps[-1].is_there else None
    where = f"stays merged into {into}" if into else f"left out: it was merged into {steps[-1].into}, which is gone"
    placing.depart("skill", said, Reason(steps[0].change_id), f"skill {said['skill_id']} ({said['name']}) {where}")
    return into


def _named(placing: Placing, said: SeedRow, held: SeedRow) -> SeedRow:
    """The skill, under the name that it has where an admin gave the new one to another skill, or to none."""
    if said["name"].lower() == held["name"].lower():
        return said
    holder, given = placing.held.names.get(said["name"].lower(), (None, None))
    elsewhere = given if holder != said["skill_id"] else None
    reason = elsewhere or placing.held.refusal("skill", None, said["name"])
    if reason is None:
        return said
    placing.depart("skill", said, reason, f"skill {said['skill_id']} is not renamed {said['name']}")
    return {**said, "name": held["name"]}


def _parent(placing: Placing, skill_id: str, parent: str | None) -> str | None:
    """The parent that the files say, or what it was merged into; what lies above it where that is the skill itself."""
    said = placing.said["skill"]
    for _ in said:
        if parent is None:
            return None
        for step in placing.steps(parent):
            placing.depart("skill", {**said[(skill_id,)], "parent": step.skill_id}, Reason(step.change_id))
        placed = placing.skills[parent]
        if placed not in (None, skill_id):
            return placed
        parent = said[(parent,)]["parent"]
    return None


def place_names(placing: Placing) -> None:
    """Place other names of skills; one that an admin gave to another skill, or refused, stays out."""
    for said in placing.said["skill_alias"].values():
        row = moved(placing, "skill_alias", said)
        if row is None:
            continue
        holder, reason = placing.held.names.get(said["alias"].lower(), (None, None))
        if reason:
            other = holder != row["skill_id"]
            told = f"'{said['alias']}' as a name of {row['skill_id']} left out: it is one of {holder}" if other else ""
            placing.depart("skill_alias", placing.before_merge(said), reason, told)
            continue
        held = placing.held.rows["skill_alias"].get((said["alias"],))
        refusal = None if held else placing.held.refusal("skill", None, said["alias"])
        if refusal:
            told = f"'{said['alias']}' as a name of {row['skill_id']} left out: it was proposed and is to be no skill"
            placing.depart("skill_alias", said, refusal, told)
        else:
            placing.put("skill_alias", row)
