"""What stages read of the role library, built once a version and kept for the next batch."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.enriching.neighbours import SkillIndex, build_skill_index
from jd_assets.library.seed.load import library_version
from jd_assets.library.snapshot import Library, read_library
from jd_assets.library.vocabulary import build_vocabulary
from jd_assets.scoring.index import RoleIndex, build_index
from jd_assets.skills.vocabulary import Vocabulary

T = TypeVar("T")

#: Versions kept of each: the current one, and the one that a batch began with.
KEPT = 2


class LibraryIndexes:
    """The current version of the library of one database, in every form that a stage reads.

    May be used from several threads; what two of them ask for at once is built once.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._built: dict[str, OrderedDict[Hashable, Any]] = {}
        self._lock = threading.RLock()

    def version(self) -> int:
        """The current library_version."""
        with self._connect() as connection:
            return library_version(connection)

    def library(self) -> Library:
        """The current version, read."""
        return self._library(self.version())

    def role_index(self, embedder: Embedder) -> RoleIndex:
        """The roles, ready for scoring."""
        version = self.version()
        return self._once(
            "role_index",
            (version, embedder.embedder_id),
            lambda: build_index(self._library(version), self.cached(embedder)),
        )

    def skill_index(self, embedder: Embedder) -> SkillIndex:
        """The skills with their vectors."""
        version = self.version()
        return self._once(
            "skill_index",
            (version, embedder.embedder_id),
            lambda: build_skill_index(self._library(version), self.cached(embedder)),
        )

    def vocabulary(self) -> Vocabulary:
        """The skills, compiled for matching."""
        version = self.version()
        return self._once("vocabulary", version, lambda: build_vocabulary(self._library(version)))

    def cached(self, embedder: Embedder) -> CachedEmbedder:
        """The embedder with its vectors kept in this database."""
        return CachedEmbedder(embedder, VectorStore(self._connect))

    def _library(self, version: int) -> Library:
        def read() -> Library:
            with self._connect() as connection:
                return read_library(connection)

        return self._once("library", version, read)

    def _once(self, kind: str, key: Hashable, build: Callable[[], T]) -> T:
        with self._lock:
            held = self._built.setdefault(kind, OrderedDict())
            if key not in held:
                held[key] = build()
            held.move_to_end(key)
            while len(held) > KEPT:
                held.popitem(last=False)
            return cast(T, held[key])
