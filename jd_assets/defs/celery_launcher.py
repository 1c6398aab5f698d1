"""Runs as tasks of Celery: any number of machines with `jd-assets worker` share them. Needs the extra `celery`.

Named in `deploy/celery/dagster.yaml`. A task is a whole run in one process, so what a worker has built from the library
serves its next run too. A worker that was killed leaves its tasks in the state "started" for ever; the lock of
`run_life` says that nobody is at work on them.
"""

import dagster as dg
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG
from dagster_celery.tasks import create_execute_job_task, create_resume_job_task

from jd_assets.defs.run_process import PID_TAG, is_dead
from jd_assets.failures import PermanentFailure


class WatchedCeleryRunLauncher(CeleryRunLauncher):
    """Launches runs as `CeleryRunLauncher` does; the daemon ends those whose process is gone."""

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        """Failed where the process of the run is there no more, else what Celery says."""
        if is_dead(self._instance, run):
            return CheckRunHealthResult(WorkerStatus.FAILED, f"Process {run.tags[PID_TAG]} is gone")
        if DAGSTER_CELERY_TASK_ID_TAG not in run.tags:
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        told: CheckRunHealthResult = super().check_run_worker_health(run)
        return told


def work(instance: dg.DagsterInstance, name: str, processes: int) -> None:
    """Execute runs until this process is told to end; a run that is at work is finished first.

    Args:
        instance: Dagster's, whose launcher names the broker.
        name: Of this worker among all.
        processes: Runs at the same time.

    Raises:
        PermanentFailure: The instance launches runs in another way.
    """
    launcher = instance.run_launcher
    if not isinstance(launcher, CeleryRunLauncher):
        raise PermanentFailure(
            "The dagster.yaml of this worker does not launch runs by Celery: let DAGSTER_HOME be a folder with "
            "deploy/celery/dagster.yaml"
        )
    app = launcher.celery
    create_execute_job_task(app)
    create_resume_job_task(app)
    app.worker_main(
        ["worker", "--loglevel=info", f"--hostname={name}@%h", f"--concurrency={processes}", "-Q", "dagster"]
    )
