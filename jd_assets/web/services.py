"""What requests work with: opened once, and following the library as it changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import Request

from jd_assets.stages.tools import Tools

#: Tells Dagster of runs that went through here, so that its UI shows their partitions; given by the command line.
Report = Callable[[Sequence[str]], None]


def tell_nobody(run_ids: Sequence[str]) -> None:
    """A report for where there is no Dagster."""


@dataclass(frozen=True)
class Services(Tools):
    """Everything that pages and calls share: `connect`, `embedder`, `llm`, `indexes`, and who is told of runs.

    Attributes:
        report: Tells Dagster of finished runs; it may take its time, no request waits for it.
    """

    report: Report = tell_nobody


def services_of(request: Request) -> Services:
    """The services of the application that serves this request; a dependency."""
    found: Services = request.app.state.services
    return found
