"""The role library DB as a Dagster resource, and the indexes built from one version of it."""

from functools import lru_cache

import dagster as dg
from pydantic import Field

from jd_assets.database.connection import Connect, connector
from jd_assets.database.server import database_url
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.library.snapshot import Library
from jd_assets.llm.settings import LlmSettings
from jd_assets.scoring.index import RoleIndex
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.indexes import LibraryIndexes
from jd_assets.stages.versions import fingerprint_of


class RoleLibraryResource(dg.ConfigurableResource[Connect]):
    """Where the role library, the stage tables and the vectors live."""

    database_url: str = Field(
        default="",
        description="postgresql:// URL; empty takes JD_DATABASE_URL, or the embedded server where that is not set",
    )

    def connect(self) -> Connect:
        """A factory of connections, one transaction each."""
        return connector(self.database_url or database_url())

    def version(self) -> int:
        """The current library_version."""
        return self._indexes().version()

    def library(self) -> Library:
        """The current version, read once a process and version."""
        return self._indexes().current().library

    def cached(self, embedder: Embedder) -> CachedEmbedder:
        """The embedder with its vectors kept in the database."""
        return CachedEmbedder(embedder, VectorStore(self.connect()))

    def role_index(self, embedder: Embedder) -> RoleIndex:
        """The library ready for scoring, built once a process, version and embedder."""
        return self._indexes().current().role_index(embedder)

    def skill_index(self, embedder: Embedder) -> SkillIndex:
        """The skills of the library with their vectors."""
        return self._indexes().current().skill_index(embedder)

    def vocabulary(self) -> Vocabulary:
        """The skills of the library, compiled for matching."""
        return self._indexes().current().vocabulary

    def fingerprint(self, embedder: Embedder, llm: LlmSettings) -> str:
        """What a run made now would depend on, besides its posting."""
        return fingerprint_of(self.version(), embedder, llm)

    def _indexes(self) -> LibraryIndexes:
        return _indexes(self.database_url or database_url())


@lru_cache(maxsize=2)
def _indexes(url: str) -> LibraryIndexes:
    return LibraryIndexes(connector(url))
