"""A process that stands for `jd-assets run` and run workers: it loads all that is dear once and forks a child a job.

Each job is a process of its own, with connections of its own, that can be killed like any other. Started as
`python -m jd_assets_tests.proof.worker`; jobs come as JSON lines on standard input, and what became of each goes out as
one line. The model is loaded on one CPU, because one with several threads does not survive a fork.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

CPUS = os.sched_getaffinity(0)
os.sched_setaffinity(0, {min(CPUS)})

import dagster as dg  # noqa: E402 - after the number of CPUs is set

from jd_assets.cli.environment import prepare  # noqa: E402
from jd_assets.cli.process import process  # noqa: E402
from jd_assets.database.connection import connector  # noqa: E402
from jd_assets.definitions import defs  # noqa: E402
from jd_assets.defs.partitions import RUN_IDS, register  # noqa: E402
from jd_assets.defs.resources.embedder import EmbedderResource  # noqa: E402
from jd_assets.defs.resources.llm import LlmResource  # noqa: E402
from jd_assets.defs.resources.role_library import RoleLibraryResource  # noqa: E402
from jd_assets.defs.up_to_date import out_of_date  # noqa: E402
from jd_assets.ingest.register import take_in  # noqa: E402
from jd_assets_tests.proof.kills import Points  # noqa: E402
from jd_assets_tests.proof.postings import drop  # noqa: E402


def warm_up() -> None:
    """Load the model and build what is built from the library; no connection stays open."""
    prepare()
    library, embedder = RoleLibraryResource(), EmbedderResource().embedder()
    library.role_index(embedder)
    library.skill_index(embedder)
    library.vocabulary()
    with dg.DagsterInstance.get() as instance:  # makes Dagster's tables
        instance.get_dynamic_partitions(str(RUN_IDS.name))


def run(size: int, part: tuple[int, int] | None) -> None:
    """`jd-assets run` over a drop of `size` postings; with a part, over these of its postings, whoever did them."""
    connect = connector(os.environ["JD_DATABASE_URL"])
    run_ids = take_in(connect, drop(size)).run_ids
    with dg.DagsterInstance.get() as instance:
        register(instance, run_ids)
    resources = RoleLibraryResource(), EmbedderResource(), LlmResource(engine="rules")
    process(run_ids[slice(*part)] if part else out_of_date(run_ids, *resources), "rules")


def retry(size: int) -> None:
    """Dagster's own retry: the run that was killed is marked as failed and executed again from the step that died."""
    with dg.DagsterInstance.get() as instance:
        runs = instance.get_runs(limit=1)
        if not runs:  # killed while it was taken in
            run(size, None)
            return
        instance.report_run_failed(runs[0], "its worker was killed")
        options = dg.ReexecutionOptions.from_failure(runs[0].run_id, instance)
        ranges = {key: value for key, value in runs[0].tags.items() if key.startswith(ASSET_PARTITION_RANGE)}
        with dg.execute_job(
            dg.reconstructable(process_postings),
            instance,
            run_config=QUIET,
            tags=ranges,
            reexecution_options=options,
            raise_on_error=True,
        ):
            pass


ASSET_PARTITION_RANGE = "dagster/asset_partition_range"
QUIET = {
    "resources": {"llm": {"config": {"engine": "rules"}}},
    "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
}


def process_postings() -> dg.JobDefinition:
    """The job of the graph, found by name in the process that executes it."""
    return defs.resolve_job_def("process_postings")


def work(job: dict[str, Any]) -> None:
    """Do a job in this process, which may end within it."""
    points = Points(tuple(job["kill_at"]) if "kill_at" in job else None)
    points.install()
    if job["do"] == "retry":
        retry(job["size"])
    else:
        run(job["size"], job.get("part"))
    Path(job["report"]).write_text(json.dumps(points.passed), encoding="utf-8")


def fork(job: dict[str, Any]) -> int:
    """Start a child for a job and return its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    os.sched_setaffinity(0, CPUS)
    try:
        work(job)
        code = 0
    except BaseException:
        Path(job["report"]).write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(code)


def main() -> None:
    """Serve: a line is a list of jobs that run at the same time, the answer the exit codes in their order."""
    warm_up()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Dagster prints must not mix with the answers
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        children = [fork(job) for job in json.loads(line)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(codes), file=answers, flush=True)


if __name__ == "__main__":
    main()
