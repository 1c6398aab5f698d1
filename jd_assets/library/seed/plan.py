"""What a load of seed files writes: what the files say, less what admins decided, less what the library holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jd_assets.library.seed.held import AdminDecisions
from jd_assets.library.seed.placing import Departure, Placing, place_links
from jd_assets.library.seed.roles import place_kras, place_roles, place_titles
from jd_assets.library.seed.rows import KEYS, RowKey, SeedRow, SeedRows
from jd_assets.library.seed.skills import place_names, place_skills

#: Tables whose rows stay when the files hold them no longer: decisions name roles, and admins dimensions.
_STAY = ("role", "dimension")


@dataclass(frozen=True)
class SeedPlan:
    """What a load writes.

    Attributes:
        rows: Rows to write, by table.
        gone: Rows of earlier seed files to take away.
        departures: What of the files the library will not hold as they say.
        staying: Skills that the files no longer hold and something else of the library needs.
    """

    rows: Mapping[str, Sequence[SeedRow]]
    gone: Mapping[str, Sequence[SeedRow]]
    departures: Sequence[Departure]
    staying: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Whether the library holds all of it."""
        return not any(self.rows.values()) and not any(self.gone.values())


def plan_load(said: SeedRows, held: AdminDecisions) -> SeedPlan:
    """Plan a load.

    Raises:
        PermanentFailure: The files give a role the id of another one.
    """
    placing = Placing(said, held)
    for row in said["dimension"].values():
        placing.put("dimension", row)
    for place in (place_roles, place_skills, place_titles, place_kras, place_names, place_links):
        place(placing)
    gone = {table: _gone(placing, table) for table in KEYS if table not in _STAY}
    staying = [row["skill_id"] for row in gone["skill"] if row["skill_id"] in held.hung]
    gone["skill"] = [row for row in gone["skill"] if row["skill_id"] not in held.hung]
    rows = {table: _changed(placing.rows[table], held.rows[table]) for table in KEYS}
    return SeedPlan(rows, gone, placing.departures, staying)


def _changed(rows: Mapping[RowKey, SeedRow], held: Mapping[RowKey, SeedRow]) -> list[SeedRow]:
    """The rows that are not held as they are."""
    return [row for key, row in rows.items() if not row.items() <= held.get(key, {}).items()]


def _gone(placing: Placing, table: str) -> list[SeedRow]:
    """The rows of earlier files that these do not bring any more."""
    held, rows = placing.held.rows[table], placing.rows[table]
    return [row for key, row in held.items() if row["origin"] == "seed" and key not in rows]
