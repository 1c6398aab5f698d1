"""Loads the seed library of `sql/library/*.csv` into the database, in one transaction, as often as one likes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change
from jd_assets.library.changes import begin_change
from jd_assets.library.locks import lock_library
from jd_assets.library.seed.files import read_seed_files, seed_checksum
from jd_assets.library.seed.held import read_held, responsible
from jd_assets.library.seed.plan import SeedPlan, plan_load
from jd_assets.library.seed.rows import seed_rows
from jd_assets.settings import sql_dir


@dataclass(frozen=True)
class Loaded:
    """What a load did.

    Attributes:
        version: The library_version that holds the files.
        change: The change that it made; None where the library held everything already.
        left_out: What of the files the library does not hold as they say, each with the decision of an admin that
            stands against it.
    """

    version: int
    change: Change | None
    left_out: Sequence[str]


def load_seed(connect: Connect, folder: Path | None = None, actor: str = "seed") -> Loaded:
    """Make the library hold what the seed files say, but for what admins decided otherwise.

    Rows of an earlier seed that the files no longer hold are taken away, but for roles and dimensions, which stored
    decisions name. Of a skill that the files merge into another, its id stays known and what others hung on it goes to
    the other. What admins brought stays as it is, what they merged stays merged (what the files say of it goes to
    what took its place), and what they refused stays out; the rest of what the files say comes in. Nothing is written,
    and the version stays, when the library holds all that and the files are those that were loaded last.

    Raises:
        PermanentFailure: A file is missing or broken, a row names a role, skill or dimension that no file defines, or
            two roles would have one slug or one id.
    """
    folder = folder or sql_dir() / "library"
    checksum = seed_checksum(folder)
    files = read_seed_files(folder)
    said = seed_rows(files)
    with connect() as connection:
        lock_library(connection)
        current = connection.execute(sql("library_version_current")).fetchone()
        held = read_held(connection)
        merged = held.where_merged(files["merged_skills"])
        plan = plan_load(said, held.following(merged))
        left_out, builds_on = _decided_otherwise(connection, plan)
        if current and current[1] == checksum and plan.is_empty:
            return Loaded(int(current[0]), None, left_out)
        change = begin_change(connection, "load", actor, "seed files loaded")
        try:
            change.load_seed(plan.rows, plan.gone, merged)
        except psycopg.errors.UniqueViolation as error:
            raise PermanentFailure(
                "The seed files give a role what another role of the library has: give it another slug "
                f"({error.diag.message_detail})"
            ) from error
        change.tell_seed(left_out, builds_on)
        version = change.raise_version(checksum)
        return Loaded(version, change.close(), left_out)


def ensure_seed(connect: Connect) -> Loaded | None:
    """Load the project's seed files unless these very files were loaded before.

    What a person loaded from another folder since then stays; new files of the project take its place.
    """
    checksum = seed_checksum(sql_dir() / "library")
    with connect() as connection:
        known = connection.execute(sql("library_checksum_known"), {"checksum": checksum}).fetchone()
    return None if known else load_seed(connect)


def library_version(connection: psycopg.Connection) -> int:
    """The current version; 0 before anything was loaded."""
    row = connection.execute(sql("library_version_current")).fetchone()
    return int(row[0]) if row else 0


def _decided_otherwise(connection: psycopg.Connection, plan: SeedPlan) -> tuple[list[str], list[int]]:
    """A line for each decision that stands against the files, and the changes because of which news of them is missing.

    What was refused can be undone on its own: that leaves the proposal to be decided anew, and loading again brings
    what the files say.
    """
    asked = [(each.table, each.said, each.reason) for each in plan.departures]
    found = list(zip(plan.departures, responsible(connection, asked), strict=True))
    lines = [f"{each.told}{f' ({who.told})' if who.told else ''}" for each, who in found if each.told]
    lines += [f"skill {each} stays although the files no longer hold it: other rows need it" for each in plan.staying]
    builds_on = {who.change_id for each, who in found if who.has_news and who.change_id and not each.reason.refusal}
    return lines, sorted(builds_on)
