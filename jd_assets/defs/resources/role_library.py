"""The role library DB as a Dagster resource, and the indexes built from one version of it."""

from functools import lru_cache

import dagster as dg
from pydantic import Field

from jd_assets.database.connection import Connect, connector
from jd_assets.database.server import database_url
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.enriching.neighbours import SkillIndex, build_skill_index
from jd_assets.library.seed.load import library_version
from jd_assets.library.snapshot import Library, read_library
from jd_assets.library.vocabulary import build_vocabulary
from jd_assets.llm.settings import LlmSettings
from jd_assets.scoring.index import RoleIndex, build_index
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.versions import fingerprint


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
        with self.connect()() as connection:
            return library_version(connection)

    def library(self) -> Library:
        """The current version, read once a process and version."""
        url = self.database_url or database_url()
        return _library(url, self.version())

    def cached(self, embedder: Embedder) -> CachedEmbedder:
        """The embedder with its vectors kept in the database."""
        return CachedEmbedder(embedder, VectorStore(self.connect()))

    def role_index(self, embedder: Embedder) -> RoleIndex:
        """The library ready for scoring, built once a process, version and embedder."""
        return _role_index(self.database_url or database_url(), self.version(), _Opened(embedder))

    def skill_index(self, embedder: Embedder) -> SkillIndex:
        """The skills of the library with their vectors."""
        return _skill_index(self.database_url or database_url(), self.version(), _Opened(embedder))

    def vocabulary(self) -> Vocabulary:
        """The skills of the library, compiled for matching."""
        return _vocabulary(self.database_url or database_url(), self.version())

    def fingerprint(self, embedder: Embedder, llm: LlmSettings) -> str:
        """What a run made now would depend on, besides its posting."""
        asked: dict[str, str] = {"engine": llm.engine}
        if llm.engine == "openai":
            asked |= {"model": llm.model, "effort": llm.sent_effort or "", "temperature": str(llm.sent_temperature)}
        return fingerprint(self.version(), embedder.embedder_id, asked)


class _Opened:
    """An embedder as a key of a cache: two that make the same vectors are the same."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def __hash__(self) -> int:
        return hash(self.embedder.embedder_id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Opened) and self.embedder.embedder_id == other.embedder.embedder_id


@lru_cache(maxsize=2)
def _library(url: str, version: int) -> Library:
    del version  # part of the key: another version is another library
    with connector(url)() as connection:
        return read_library(connection)


@lru_cache(maxsize=2)
def _role_index(url: str, version: int, opened: "_Opened") -> RoleIndex:
    cached = CachedEmbedder(opened.embedder, VectorStore(connector(url)))
    return build_index(_library(url, version), cached)


@lru_cache(maxsize=2)
def _skill_index(url: str, version: int, opened: "_Opened") -> SkillIndex:
    cached = CachedEmbedder(opened.embedder, VectorStore(connector(url)))
    return build_skill_index(_library(url, version), cached)


@lru_cache(maxsize=2)
def _vocabulary(url: str, version: int) -> Vocabulary:
    return build_vocabulary(_library(url, version))
