"""What requests work with: opened once, and following the library as it changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import Request

from jd_assets.stages.tools import Tools


class Report(Protocol):
    """Tells Dagster of runs that go through here, so that its UI shows their partitions."""

    def expect(self, run_ids: Sequence[str]) -> None:
        """These are about to go through; what they write is told even if this process ends before."""

    def tell(self, run_ids: Sequence[str]) -> None:
        """These went through. It only wakes the teller: no request waits for Dagster."""


class NoReport:
    """The report where there is no Dagster."""

    def expect(self, run_ids: Sequence[str]) -> None:
        """Nobody is told."""

    def tell(self, run_ids: Sequence[str]) -> None:
        """Nobody is told."""


@dataclass(frozen=True)
class Services(Tools):
    """Everything that pages and calls share: `connect`, `embedder`, `llm`, `indexes`, and who is told of runs.

    Attributes:
        report: Tells Dagster of runs; given by the command line, which stands above Dagster.
    """

    report: Report = field(default_factory=NoReport)


def services_of(request: Request) -> Services:
    """The services of the application that serves this request; a dependency."""
    found: Services = request.app.state.services
    return found
