"""What stages read of the role library, built once a version and kept for the next batch."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from jd_assets.database.connection import Connect
from jd_assets.database.without_gc import uncollected
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.enriching.neighbours import SkillIndex, build_skill_index
from jd_assets.library.seed.load import library_version
from jd_assets.library.snapshot import Library, read_library
from jd_assets.library.vocabulary_file import vocabulary_of
from jd_assets.scoring.index import RoleIndex, build_index
from jd_assets.settings import data_dir
from jd_assets.skills.vocabulary import Vocabulary

T = TypeVar("T")

#: Versions kept: the current one, and the one that a batch began with.
KEPT = 2


class LibraryView:
    """One version of the library in every form that a stage reads; each is built once, when it is first asked for."""

    def __init__(self, connect: Connect, version: int) -> None:
        self._connect = connect
        self._built: dict[Hashable, Any] = {}
        self._lock = threading.RLock()
        self.version = version

    @property
    def library(self) -> Library:
        """The library itself."""
        return self._once("library", self._read)

    @property
    def vocabulary(self) -> Vocabulary:
        """The skills, compiled for matching."""
        return self._once("vocabulary", lambda: vocabulary_of(self.library, data_dir() / "cache"))

    def role_index(self, embedder: Embedder) -> RoleIndex:
        """The roles, ready for scoring by vectors of this embedder."""
        cached = CachedEmbedder(embedder, VectorStore(self._connect))
        return self._once(("role_index", embedder.embedder_id), lambda: build_index(self.library, cached))

    def skill_index(self, embedder: Embedder) -> SkillIndex:
        """The skills with their vectors."""
        cached = CachedEmbedder(embedder, VectorStore(self._connect))
        return self._once(("skill_index", embedder.embedder_id), lambda: build_skill_index(self.library, cached))

    def _read(self) -> Library:
        with self._connect() as connection:
            return read_library(connection)

    def _once(self, form: Hashable, build: Callable[[], T]) -> T:
        with self._lock:
            if form not in self._built:
                with uncollected():
                    self._built[form] = build()
                # The collector of reference cycles walks no more through what stays: a fifth of a batch's time.
                gc.freeze()
            return cast(T, self._built[form])


class LibraryIndexes:
    """The library of one database, followed as it changes. May be used from several threads."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._views: OrderedDict[int, LibraryView] = OrderedDict()
        self._lock = threading.Lock()

    def version(self) -> int:
        """The current library_version."""
        with self._connect() as connection:
            return library_version(connection)

    def current(self) -> LibraryView:
        """The current version; a batch takes it once, so that all its stages read the same."""
        version = self.version()
        with self._lock:
            view = self._views.setdefault(version, LibraryView(self._connect, version))
            self._views.move_to_end(version)
            while len(self._views) > KEPT:
                self._views.popitem(last=False)
            return view
