"""The overview: cases over time, what the library lacks and why, cost, the queue and what failed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql

#: Days that the overview looks back.
DAYS = 30
#: Newest postings whose mentions are counted: each is opened, 100,000 would take half a minute.
COUNTED = 2_000
#: Failures and refused inputs shown.
SHOWN = 8
#: Outcomes in the order in which they are stacked.
OUTCOMES = ("A", "B", "C", "D", "E", "F", "R", "failed", "unfinished")


@dataclass(frozen=True)
class Bar:
    """A day of the chart: pieces from the bottom up as (outcome, offset, height), in shares of the highest day."""

    day: date
    total: int
    pieces: Sequence[tuple[str, float, float]]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Failed:
    """A reason for which runs failed."""

    stage: str
    reason: str
    kind: str
    count: int
    newest: datetime
    run_id: str


@dataclass(frozen=True)
class Overview:
    """All figures of the page.

    Attributes:
        bars: One a day, the oldest first.
        outcomes: Postings of all days by outcome.
        causes: Skills and phrases of the newest postings by cause (`in_library`, `new_skill` and those of mentions).
        causes_of: How many postings these are.
        cost_usd: What models cost in these days; `calls` answered, of which `unpriced` have no known price.
        queue: Pending proposals by kind.
        failures: Reasons for which runs failed, the newest first.
        refused: Inputs that are no posting: source, id, reason, time; `refused_count` of them are open.
        library: Roles, skills and dimensions, the version and when it came; None before the first load.
    """

    bars: Sequence[Bar]
    outcomes: Mapping[str, int]
    causes: Mapping[str, int]
    causes_of: int
    cost_usd: float
    calls: int
    unpriced: int
    queue: Mapping[str, int]
    failures: Sequence[Failed]
    refused: Sequence[tuple[Any, ...]]
    refused_count: int
    library: tuple[Any, ...] | None

    @property
    def postings(self) -> int:
        """Postings of all days."""
        return sum(self.outcomes.values())

    @property
    def new_role_share(self) -> float:
        """Share of decided job descriptions whose role the library lacks."""
        decided = sum(self.outcomes.get(case, 0) for case in "ABCDEF")
        return self.outcomes.get("F", 0) / decided if decided else 0.0


def read_overview(connect: Connect, today: date | None = None) -> Overview:
    """The figures of the last `DAYS` days."""
    end = today or datetime.now(UTC).date()
    first = end - timedelta(days=DAYS - 1)
    given = {"since": datetime(first.year, first.month, first.day, tzinfo=UTC), "limit": SHOWN}
    with connect() as connection:
        days = connection.execute(sql("overview_cases"), given).fetchall()
        causes = connection.execute(sql("overview_causes"), {**given, "limit": COUNTED}).fetchall()
        costs = connection.execute(sql("overview_costs"), given).fetchall()
        failures = [Failed(*row) for row in connection.execute(sql("overview_failures"), given)]
        refused = connection.execute(sql("overview_refused"), given).fetchall()
        queue = connection.execute(sql("overview_queue")).fetchall()
        library = connection.execute(sql("overview_library")).fetchone()
    outcomes: Counter[str] = Counter()
    for _, outcome, count in days:
        outcomes[outcome] += count
    return Overview(
        bars=_bars(days, [first + timedelta(days=number) for number in range(DAYS)]),
        outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES if outcomes[outcome]},
        causes={cause: count for cause, count, _ in causes},
        causes_of=causes[0][2] if causes else 0,
        cost_usd=sum(row[1] for row in costs),
        calls=sum(row[2] for row in costs),
        unpriced=sum(row[3] for row in costs),
        queue=dict(queue),
        failures=failures,
        refused=[row[:4] for row in refused],
        refused_count=refused[0][4] if refused else 0,
        library=library,
    )


def _bars(counted: Sequence[tuple[Any, ...]], days: Sequence[date]) -> list[Bar]:
    by_day: dict[date, dict[str, int]] = defaultdict(dict)
    for day, outcome, count in counted:
        by_day[day][outcome] = count
    highest = max((sum(counts.values()) for counts in by_day.values()), default=0) or 1
    bars = []
    for day in days:
        counts, pieces, offset = by_day[day], [], 0.0
        for outcome in OUTCOMES:
            if outcome in counts:
                height = counts[outcome] / highest
                pieces.append((outcome, offset, height))
                offset += height
        bars.append(Bar(day, sum(counts.values()), pieces, counts))
    return bars
