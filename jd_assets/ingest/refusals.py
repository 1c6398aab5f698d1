"""Input that is refused: what is so now, and what a later drop shows to be mended."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.ingest.records import Refused

RefusalKey = tuple[str, str]


@dataclass(frozen=True)
class Arrival:
    """A posting that an intake holds.

    Attributes:
        run_id: Its run.
        source: Name of the drop.
        source_id: Its own id, else its place in the drop.
        place: Its line or row ("file#3"), empty for a document.
        is_new: Whether it was not stored before.
    """

    run_id: str
    source: str
    source_id: str
    place: str
    is_new: bool


def record_refusals(connection: psycopg.Connection, arrived: Sequence[Arrival], refused: Sequence[Refused]) -> None:
    """Close what this intake shows to be mended, then open what it refuses."""
    sources = {each.source for each in arrived} | {item.source for item in refused}
    rows: list[RefusalKey] = connection.execute(sql("refused_input_of"), {"sources": sorted(sources)}).fetchall()
    closed = [
        {"source": source, "source_id": source_id, "run_id": run_id}
        for (source, source_id), run_id in mended(rows, arrived, refused).items()
    ]
    if closed:
        connection.execute(sql("refused_input_resolve"), {"rows": json.dumps(closed)})
    if refused:
        connection.execute(sql("refused_input_add"), {"rows": json.dumps([asdict(item) for item in refused])})


def mended(
    before: Iterable[RefusalKey], arrived: Sequence[Arrival], refused: Sequence[Refused]
) -> dict[RefusalKey, str | None]:
    """What was refused and is not any more, with the run_id of the posting that came in its place.

    The same id of the same drop counts as the same item. A line that was no JSON has no id, only its place; what stands
    there now is it, mended, where the drop is otherwise as it was. Another file of that name, or one whose lines have
    moved up, says nothing of it. A file that could not be read at all is mended by whatever is read of it.
    """
    here: dict[str, list[Arrival]] = defaultdict(list)
    for each in arrived:
        here[each.source].append(each)
    read = {source for source, arrivals in here.items() if any(each.place for each in arrivals)}
    read |= {item.source for item in refused if item.source_id != item.source}
    waiting: dict[str, set[str]] = defaultdict(set)
    for source, source_id in before:
        waiting[source].add(source_id)
    return {
        (source, source_id): run_id
        for source, ids in waiting.items()
        for source_id, run_id in _mended_of(source, ids, here[source], source in read).items()
    }


def _mended_of(source: str, ids: set[str], arrived: Sequence[Arrival], is_read: bool) -> dict[str, str | None]:
    found: dict[str, str | None] = {source: None} if is_read and source in ids else {}
    new = [each for each in arrived if each.is_new]
    if all(each.place in ids or each.source_id in ids for each in new):
        found |= {each.place: each.run_id for each in new if each.place in ids}
    return found | {each.source_id: each.run_id for each in arrived if each.source_id in ids}


@dataclass(frozen=True)
class OpenRefusal:
    """Input that is refused now."""

    source: str
    source_id: str
    reason: str
    refused_at: datetime


def open_refusals(connect: Connect) -> list[OpenRefusal]:
    """All that is refused now, the newest first."""
    with connect() as connection:
        return [OpenRefusal(*row) for row in connection.execute(sql("refused_input_open")).fetchall()]


def dismiss(connect: Connect, source: str, source_id: str | None) -> int:
    """Close what nobody will mend: an item of a drop, or all that is open of it; returns how many those were."""
    with connect() as connection:
        return connection.execute(sql("refused_input_dismiss"), {"source": source, "source_id": source_id}).rowcount
