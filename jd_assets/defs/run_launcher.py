"""Dagster's default run launcher, and an answer to whether a run's process still lives.

Named in `dagster.yaml`. The default one has no answer, so that a run whose process was killed together with its code
server would hold its place until `max_runtime_seconds`.
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, WorkerStatus
from dagster._serdes import ConfigurableClassData

from jd_assets.defs.run_process import PID_TAG, is_dead


class WatchedRunLauncher(DefaultRunLauncher):
    """Launches runs as the default does; the daemon ends those whose process is gone."""

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """No settings."""
        return {}

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "WatchedRunLauncher":
        """As it is."""
        del config_value
        return cls(inst_data=inst_data)

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Runs say which process they are."""
        return True

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        """Failed where the process of the run is there no more."""
        if is_dead(self._instance, run):
            return CheckRunHealthResult(WorkerStatus.FAILED, f"Process {run.tags[PID_TAG]} is gone")
        return CheckRunHealthResult(WorkerStatus.RUNNING)
