"""What requests work with: opened once, and following the library as it changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from fastapi import Request

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets.llm.cache import PostgresAnswerCache
from jd_assets.llm.client import LlmClient
from jd_assets.llm.settings import LlmSettings
from jd_assets.stages.indexes import LibraryIndexes

#: Tells Dagster of runs that went through here, so that its UI shows their partitions; given by the command line.
Report = Callable[[Sequence[str]], None]


def tell_nobody(run_ids: Sequence[str]) -> None:
    """A report for where there is no Dagster."""


@dataclass(frozen=True)
class Services:
    """Everything that pages and calls share.

    Attributes:
        connect: Transactions on the database.
        embedder: Makes sentence vectors.
        llm: Settings of the engine that reads postings.
        report: Tells Dagster of finished runs; it may take its time, no request waits for it.
        indexes: The library of today in every form that stages read.
    """

    connect: Connect
    embedder: Embedder
    llm: LlmSettings
    report: Report = tell_nobody
    indexes: LibraryIndexes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "indexes", LibraryIndexes(self.connect))

    @property
    def cached_embedder(self) -> Embedder:
        """The embedder with its vectors kept in the database."""
        return self.indexes.cached(self.embedder)

    def client(self) -> LlmClient | None:
        """A client whose answers are cached in the database; None where the rules engine is in force."""
        return LlmClient(self.llm, PostgresAnswerCache(self.connect)) if self.llm.engine == "openai" else None


def services_of(request: Request) -> Services:
    """The services of the application that serves this request; a dependency."""
    found: Services = request.app.state.services
    return found
