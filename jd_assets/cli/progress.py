"""Progress of a run on the terminal: a bar over its stages, fed by the log lines that the assets write."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from jd_assets.contracts import STAGES

#: Logger that `defs.stage_asset.materialised` writes one line a stage to; lines of its children are steps within
#: a stage.
PROGRESS_LOGGER = "jd_assets.progress"


class _Advance(logging.Handler):
    def __init__(self, progress: Progress, total: int) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("starting", total=total)

    def emit(self, record: logging.LogRecord) -> None:
        done = 1 if record.name == PROGRESS_LOGGER else 0
        self._progress.update(self._task, advance=done, description=record.getMessage())


@contextmanager
def stage_progress(runs: int) -> Iterator[None]:
    """Show a bar on standard error until the block ends.

    Args:
        runs: Dagster runs that will be made; each goes through every stage.
    """
    logger = logging.getLogger(PROGRESS_LOGGER)
    logger.setLevel(logging.INFO)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        handler = _Advance(progress, runs * len(STAGES))
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)
