"""Exactly once, proved on a real Postgres with real processes: kill -9 anywhere, go on, and all is as it should be.

A small drop is tried with every test run; `make proof` tries the points of a drop of 50 (marked `proof`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from jd_assets.contracts import STAGES
from jd_assets_tests.proof.bench import Bench
from jd_assets_tests.proof.state import State, content, differences, timeless

KILLED = -9
SMALL, WHOLE = 14, 50
#: Parts of the drop of 50 that overlap, for four runs at once.
PARTS = ((0, 30), (10, 40), (20, 50), (0, 50))
#: Kill points of `make proof`; a drop of 50 passes some 45 different ones.
KILL_POINTS = 45


@dataclass(frozen=True)
class Undisturbed:
    """What a drop leaves when nothing goes wrong.

    Attributes:
        size: Records of the drop.
        points: Every point at which a process can be killed, in order.
        state: All tables.
    """

    size: int
    points: Sequence[str]
    state: State

    def rows(self, table: str) -> list[dict[str, Any]]:
        return [json.loads(row) for row in self.state[table]]


def undisturbed(bench: Bench, size: int) -> Undisturbed:
    bench.reset()
    points = bench.done({"do": "run", "size": size})
    return Undisturbed(size, points, content(bench.connect))


@pytest.fixture(scope="module")
def small(bench: Bench) -> Undisturbed:
    return undisturbed(bench, SMALL)


@pytest.fixture(scope="module")
def whole(bench: Bench) -> Undisturbed:
    return undisturbed(bench, WHOLE)


def kill(bench: Bench, size: int, point: str, passed: int = 0) -> None:
    """Run the drop, and be killed at this point when it was passed so often."""
    assert bench.work({"do": "run", "size": size, "kill_at": (point, passed)}) == [KILLED]


def test_the_drop_brings_up_every_case_collisions_new_roles_and_what_cannot_be_read(small: Undisturbed) -> None:
    assert {row["case"] for row in small.rows("case_decision")} == set("RABCDEF")
    assert {row["kind"] for row in small.rows("proposal")} >= {"role", "sub_role", "decision", "skill"}
    assert {row["kind"] for row in small.rows("collision_log")} == {"shared_alias", "contradiction"}
    assert len(small.rows("refused_input")) == 1
    assert len({json.dumps(row["payload"]["text"]) for row in small.rows("posting")}) < SMALL


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_can_be_killed_before_within_and_after_its_write(small: Undisturbed, stage: str) -> None:
    moments = {point.partition(": ")[2] for point in small.points if point.startswith(f"{stage}: ")}
    assert moments == {"before the write", "written, not committed", "committed"}


def test_killed_again_and_again_a_drop_ends_as_if_nothing_had_been(bench: Bench, small: Undisturbed) -> None:
    bench.reset()
    kill(bench, SMALL, "proposal_sighting: written, not committed")
    kill(bench, SMALL, "role_centroid: written, not committed")  # the ledger's rows follow in the same transaction
    kill(bench, SMALL, "role_centroid_member: committed")
    bench.done({"do": "run", "size": SMALL})
    assert differences(small.state, content(bench.connect)) == []


def test_two_runs_at_once_over_the_same_postings_end_as_one(bench: Bench, small: Undisturbed) -> None:
    bench.reset()
    bench.done(*[{"do": "run", "size": SMALL}] * 2)
    assert differences(small.state, content(bench.connect)) == []


@pytest.mark.proof
@pytest.mark.parametrize("number", range(KILL_POINTS))
def test_killed_anywhere_a_drop_ends_as_if_nothing_had_been(bench: Bench, whole: Undisturbed, number: int) -> None:
    point, passed = chosen(whole.points)[number]
    bench.reset()
    kill(bench, WHOLE, point, passed)
    # In turns by the same command once more, and by Dagster's own retry from the stage that died.
    bench.done({"do": "retry" if number % 2 else "run", "size": WHOLE})
    assert differences(whole.state, content(bench.connect)) == [], point


def chosen(points: Sequence[str]) -> list[tuple[str, int]]:
    """Each different point once: in the middle of its passes where it is passed several times."""
    found = [(point, points.count(point) // 2) for point in dict.fromkeys(points)]
    assert len(found) >= KILL_POINTS
    return found


@pytest.mark.proof
def test_four_runs_at_once_over_the_same_postings_end_as_one(bench: Bench, whole: Undisturbed) -> None:
    bench.reset()
    bench.done(*[{"do": "run", "size": WHOLE}] * 4)
    assert differences(whole.state, content(bench.connect)) == []


@pytest.mark.proof
def test_four_runs_at_once_over_overlapping_parts_end_as_one(bench: Bench, whole: Undisturbed) -> None:
    """But for counts at the moment of a commit, which depend on what was committed before.

    The last bit of a vector depends on the texts that it is embedded with, so the runs start from cached vectors.
    """
    bench.reset()
    bench.done({"do": "run", "size": WHOLE})
    bench.reset_to_vectors()
    bench.done(*[{"do": "run", "size": WHOLE, "part": part} for part in PARTS])
    assert differences(timeless(whole.state), timeless(content(bench.connect))) == []
