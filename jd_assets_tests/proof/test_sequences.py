"""Random sequences of what runs and admins do leave ledger, centroids, proposals, library and log consistent.

A few with every test run, 1,000 with `make proof`.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jd_assets.library.seed.load import load_seed
from jd_assets_tests.conftest import new_database
from jd_assets_tests.proof.admin import Admin
from jd_assets_tests.proof.consistency import Rows, assert_consistent, library_rows
from jd_assets_tests.proof.kitchen import ALL_KINDS, seed_folder
from jd_assets_tests.proof.pool import Pool
from jd_assets_tests.proof.world import COMMITS, Kinds, World

POSTINGS = 5
NUMBERS = st.integers(0, 11)
KINDS = st.dictionaries(
    st.integers(0, POSTINGS - 1), st.tuples(st.sampled_from(ALL_KINDS), st.booleans()), min_size=1, max_size=4
)
CAPS = st.sampled_from([None, 0, 1, 2])


class Sequences(RuleBasedStateMachine):
    """Steps of runs and of an admin, in any order."""

    pool: ClassVar[Pool]

    def __init__(self) -> None:
        super().__init__()
        self.pool.reset()
        self.world = World(self.pool)
        self.admin = Admin(self.world, [])
        self.first: Rows = library_rows(self.pool)
        self.kinds: dict[int, tuple[str, bool]] = {}

    @initialize()
    def take_in(self) -> None:
        """Something waits for the admin from the start."""
        self.materialise(
            {0: ("baker", False), 1: ("waiter with a baker's skills", False), 2: ("new role", False)}, None
        )

    @rule(kinds=KINDS, cap=CAPS)
    def materialise(self, kinds: dict[int, tuple[str, bool]], cap: int | None) -> None:
        self.kinds |= kinds
        self.world.materialise(kinds, cap=cap)

    @rule(kinds=KINDS, commits=st.integers(1, COMMITS - 1))
    def be_killed(self, kinds: dict[int, tuple[str, bool]], commits: int) -> None:
        self.kinds |= kinds
        self.world.materialise(kinds, commits)

    @rule()
    def materialise_again(self) -> None:
        self.world.materialise(self.kinds)

    @rule(number=NUMBERS, collision=st.booleans())
    def approve(self, number: int, collision: bool) -> None:
        self.admin.approve(number, collision)

    @rule(number=NUMBERS, into=NUMBERS)
    def merge(self, number: int, into: int) -> None:
        self.admin.merge(number, into)

    @rule(number=NUMBERS)
    def reject(self, number: int) -> None:
        self.admin.reject(number)

    @rule(number=NUMBERS, into=NUMBERS)
    def merge_skills(self, number: int, into: int) -> None:
        self.admin.merge_skills(number, into)

    @rule(number=NUMBERS)
    def undo(self, number: int) -> None:
        self.admin.undo(number)

    @rule(number=NUMBERS)
    def load(self, number: int) -> None:
        self.admin.load(number)

    @rule()
    def draft(self) -> None:
        self.admin.draft()

    @invariant()
    def all_is_consistent(self) -> None:
        assert_consistent(self.world, self.first)

    def teardown(self) -> None:
        """When everything is done again and undone, nothing is stale, and the library is what it was."""
        self.world.materialise(self.kinds)
        assert_consistent(self.world, self.first)
        self.admin.undo_all()
        assert library_rows(self.pool) == self.first
        self.world.materialise(self.kinds)
        assert_consistent(self.world, self.first)


#: A step that a thread does, as function and arguments.
STEPS = st.one_of(
    st.tuples(st.just("materialise"), KINDS),
    st.tuples(st.just("approve"), NUMBERS),
    st.tuples(st.just("merge"), NUMBERS),
    st.tuples(st.just("merge_skills"), NUMBERS),
    st.tuples(st.just("reject"), NUMBERS),
    st.tuples(st.just("undo"), NUMBERS),
    st.tuples(st.just("load"), NUMBERS),
    st.tuples(st.just("draft"), st.just(0)),
)
THREADS = st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=2, max_size=4)


def do(world: World, steps: Sequence[tuple[str, Any]]) -> None:
    """Steps one after the other, whatever others do meanwhile."""
    admin = Admin(world, [])
    for name, value in steps:
        match name:
            case "materialise":
                world.materialise(value)
            case "approve":
                admin.approve(value, collision=True)
            case "merge":
                admin.merge(value, value // 2)
            case "merge_skills":
                admin.merge_skills(value, value + 1)
            case "load":
                admin.load(value)
            case "draft":
                admin.draft()
            case "reject":
                admin.reject(value)
            case _:
                admin.undo(value)


def at_once(pool: Pool, threads: Sequence[Sequence[tuple[str, Any]]]) -> None:
    """Each thread does its steps; nobody waits for ever, and done again all is as it should be."""
    pool.reset()
    first = library_rows(pool)
    kinds: Kinds = {0: ("baker", False), 1: ("waiter with a baker's skills", False), 2: ("new role", False)}
    world = World(pool)
    world.materialise(kinds)
    with ThreadPoolExecutor(len(threads)) as executor:
        for done in [executor.submit(do, World(pool), steps) for steps in threads]:
            done.result()
    for steps in threads:
        for name, value in steps:
            kinds = {**kinds, **value} if name == "materialise" else kinds
    world.materialise(kinds)
    assert_consistent(world, first)
    admin = Admin(world, [])
    admin.undo_all()
    assert library_rows(pool) == first, admin.refused
    world.materialise(kinds)
    assert_consistent(world, first)


@pytest.fixture(scope="module")
def pool(server_url: str, template_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with new_database(server_url, "machine", template_url) as url:
        pool = Pool(url)
        load_seed(pool, seed_folder(tmp_path_factory.mktemp("kitchen")))
        pool.keep_first()
        yield pool
        pool.close()


def run(pool: Pool, sequences: int, random: bool) -> None:
    Sequences.pool = pool
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=12,
            deadline=None,
            derandomize=not random,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def together(pool: Pool, cases: int, random: bool) -> None:
    @settings(
        max_examples=cases,
        deadline=None,
        derandomize=not random,
        database=None,
        phases=[Phase.generate],  # what threads do to each other does not shrink
        suppress_health_check=list(HealthCheck),
    )
    @given(THREADS)
    def threads_leave_all_consistent(threads: Sequence[Sequence[tuple[str, Any]]]) -> None:
        at_once(pool, threads)

    threads_leave_all_consistent()


def test_any_sequence_leaves_all_consistent(pool: Pool) -> None:
    run(pool, 10, random=False)


def test_threads_that_do_them_at_once_block_nobody(pool: Pool) -> None:
    together(pool, 6, random=False)


@pytest.mark.proof
def test_a_hundred_times_threads_block_nobody(pool: Pool) -> None:
    together(pool, 100, random=True)


@pytest.mark.proof
def test_a_thousand_sequences_leave_all_consistent(pool: Pool) -> None:
    run(pool, 1_000, random=True)
