"""Where the rows of seed files go, given what admins decided: what an admin said holds, what is new comes in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from jd_assets.library.seed.held import AdminDecisions, Reason, RecordedMerge
from jd_assets.library.seed.rows import KEYS, RowKey, SeedRow, SeedRows, key_of


@dataclass(frozen=True)
class Departure:
    """A row of the files that the library does not hold as they say.

    Attributes:
        table: Its table.
        said: The row, as it would be without the decision.
        reason: The decision.
        told: What to tell the person who loads; empty where another departure tells it.
    """

    table: str
    said: SeedRow
    reason: Reason
    told: str = ""


@dataclass
class Placing:
    """Rows of files on their way into the library.

    Attributes:
        said: What the files say.
        held: What the library holds, and what admins decided.
        rows: What the library is to hold of it; rows that admins brought are not among them.
        roles: The role that each role of the files is; None for one that is not to be there.
        skills: The same of skills.
        departures: What of the files the library does not hold as they say.
    """

    said: SeedRows
    held: AdminDecisions
    rows: Mapping[str, dict[RowKey, SeedRow]] = field(default_factory=lambda: {table: {} for table in KEYS})
    roles: dict[int, int | None] = field(default_factory=dict)
    skills: dict[str, str | None] = field(default_factory=dict)
    departures: list[Departure] = field(default_factory=list)

    def put(self, table: str, row: SeedRow) -> None:
        """Let the library hold a row."""
        self.rows[table][key_of(table, row)] = row

    def depart(self, table: str, said: SeedRow, reason: Reason, told: str = "") -> None:
        """Note that the library does not hold a row as the files say it."""
        self.departures.append(Departure(table, said, reason, told))

    def steps(self, skill_id: str) -> list[RecordedMerge]:
        """The merges by which a skill of the files became another one, the first first."""
        found: list[RecordedMerge] = []
        while skill_id in self.held.merged and len(found) < len(self.held.merged):
            found.append(self.held.merged[skill_id])
            skill_id = found[-1].into
        return found

    def before_merge(self, said: SeedRow) -> SeedRow:
        """A row of a skill as the last merge of the skill found it."""
        steps = self.steps(said["skill_id"]) if "skill_id" in said else []
        return {**said, "skill_id": steps[-1].skill_id} if steps else said

    def slug(self, role_id: int | None) -> str:
        """What a role is called, in the files or else in the library."""
        row = self.said["role"].get((role_id,)) or self.held.rows["role"].get((role_id,)) or {}
        return str(row.get("slug", role_id))


def place_links(placing: Placing) -> None:
    """Place what roles and skills have, once it is settled which they are."""
    for table in ("role_sub_role", "role_dimension", "skill_dimension", "role_skill"):
        for said, row in _moved(placing, table):
            held = placing.held.by_admin(table, key_of(table, row))
            if held:
                _keep(placing, table, said, row, held)
                continue
            other = placing.rows[table].get(key_of(table, row), row)
            heavier = max(other, row, key=lambda each: each.get("weight", 0))
            placing.put(table, heavier)


def _keep(placing: Placing, table: str, said: SeedRow, row: SeedRow, held: SeedRow) -> None:
    """The link is an admin's; what the files say of its weight is told once it is other than any that is known."""
    lighter = row.get("weight", 0) > held.get("weight", 0)
    what = f"{placing.slug(row.get('role_id'))} asks for {row.get('skill_id')}"
    told = f"{what} with weight {held['weight']}, not {row['weight']}" if lighter else ""
    placing.depart(table, placing.before_merge(said), Reason(table=table, row=held), told)


def _moved(placing: Placing, table: str) -> Iterator[tuple[SeedRow, SeedRow]]:
    """The rows of a table as the files say them, and for the role and skill that they are of in the library."""
    for said in placing.said[table].values():
        row = moved(placing, table, said)
        if row is not None:
            yield said, row


def moved(placing: Placing, table: str, said: SeedRow) -> SeedRow | None:
    """A row for the role and skill of the library; None where one of them is not to be there."""
    row = dict(said)
    if "role_id" in said:
        row["role_id"] = placing.roles[said["role_id"]]
    if "skill_id" in said:
        row["skill_id"] = placing.skills[said["skill_id"]]
        for step in placing.steps(said["skill_id"]):
            placing.depart(table, {**said, "skill_id": step.skill_id}, Reason(step.change_id))
    return None if None in (row.get("role_id", 0), row.get("skill_id", "")) else row


def counted(placing: Placing, tables: Mapping[str, str], is_of: Callable[[SeedRow], bool]) -> str:
    """How many rows of each table go with something: " with titles (3), KRAs (2)"."""
    counts = {name: sum(map(is_of, placing.said[table].values())) for table, name in tables.items()}
    told = ", ".join(f"{name} ({number})" for name, number in counts.items() if number)
    return f" with {told}" if told else ""
