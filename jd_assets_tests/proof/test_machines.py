"""Two workers share a backfill; one is cut off half way, and everything comes out as if nothing had happened."""

import os
from pathlib import Path

import dagster as dg
import pytest

from jd_assets.audit.run import audit
from jd_assets.contracts import STAGES
from jd_assets.database.attempts import open_postings
from jd_assets.ingest.register import take_in
from jd_assets_tests.conftest import new_database
from jd_assets_tests.proof.machines import (
    Machines,
    at_work,
    backfill,
    machines,
    needs_a_broker,
    records,
    register_in_blocks,
)
from jd_assets_tests.proof.postings import drop

pytestmark = pytest.mark.proof

#: Postings; JD_PROOF_POSTINGS=5000 is the size of the proof in docs/scale.md.
SIZE = int(os.environ.get("JD_PROOF_POSTINGS", "48"))
#: How many of them a run takes.
BLOCK = SIZE // 4
#: Seconds for all of it, on a machine that has other things to do.
PATIENCE = 3_000.0 + SIZE


def test_a_backfill_survives_the_loss_of_a_machine(
    server_url: str, library_url: str, models_dir: Path, tmp_path: Path
) -> None:
    needs_a_broker()
    with new_database(server_url, "machines", library_url) as url, machines(url, tmp_path, models_dir) as made:
        run_ids = take_in(made.connect, drop(SIZE)).run_ids
        with made.instance() as instance:
            register_in_blocks(instance, run_ids, BLOCK)
            backfill(instance, run_ids)
        for name in ("first", "second"):
            made.start_worker(name)
        lost = cut_off_one_at_work(made, len(run_ids))
        made.await_("every posting is done", lambda: is_done(made, len(run_ids)), PATIENCE)

        with made.instance() as instance:
            run = instance.get_run_by_id(lost)
            assert run is not None
            assert run.status is dg.DagsterRunStatus.FAILURE
        with made.connect() as connection:
            counts = connection.execute("SELECT stage, count(*) FROM stage_row GROUP BY stage").fetchall()
        assert dict(counts) == dict.fromkeys(STAGES, len(run_ids))
        assert [each.check.name for each in audit(made.connect) if each.is_breach] == []
        assert kept_by_workers(made) == []


def cut_off_one_at_work(made: Machines, size: int) -> str:
    """Wait until half of the postings are done and a worker has a run in hand, and cut that off; returns the run."""
    busy: dict[str, str] = {}

    def is_half_way() -> bool:
        busy.clear()
        if records(made.connect) < size // 2:
            return False
        found = at_work(made)
        # Looked up last: a run that has begun postings and has no record of them yet.
        with made.connect() as connection:
            rows = connection.execute("SELECT DISTINCT dagster_run_id FROM posting_attempt WHERE kind IS NULL")
            begun = {run_id for (run_id,) in rows}
        busy.update({name: run_id for name, run_id in found.items() if run_id in begun})
        return bool(busy)

    made.await_("half of the postings are done", is_half_way, PATIENCE)
    name, run_id = next(reversed(busy.items()))
    made.kill(name)
    return run_id


def is_done(made: Machines, size: int) -> bool:
    """Whether each posting has its record and nothing waits."""
    waiting = [each for each in open_postings(made.connect) if each.kind != "permanent"]
    return not waiting and records(made.connect) == size


def kept_by_workers(made: Machines) -> list[Path]:
    """Files that a worker has and that no other machine could make anew."""
    places = [made.folder / name for name in ("first", "second")]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    anew = {"models", "cache", "run_pages", "dagster.yaml"}  # made of weights, library or tables, or our own settings
    return [path for path in files if not anew & set(path.parts)]
