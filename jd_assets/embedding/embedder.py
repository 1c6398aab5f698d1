"""The interface of every embedder, how one is opened, and the cache around it."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.export import exported_model
from jd_assets.embedding.openvino_encoder import OpenVinoEncoder
from jd_assets.embedding.packaged import PACKAGED_MODEL
from jd_assets.embedding.reference import ReferenceEncoder
from jd_assets.embedding.vector_store import VectorStore, as_stored, text_hash

#: Texts encoded between two writes: an imported taxonomy brings 110,000 at once, many minutes of work on two cores, of
#: which a process that is stopped should lose no more than seconds.
PIECE = 2_048

#: A child of the logger whose lines the command line shows as progress.
_progress = logging.getLogger("jd_assets.progress.embedding")


class Embedder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine."""

    @property
    def embedder_id(self) -> str:
        """Model, hash of its content and precision, e.g. `all-minilm-l6-v2@1f3c90aa/fp32`."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in the order given; no texts give an array of shape (0, dimensions)."""


@dataclass(frozen=True)
class EmbedderSettings:
    """Which model makes the vectors, and how.

    Attributes:
        models_dir: Folder that keeps the export of the packaged model.
        model: `PACKAGED_MODEL`, or a name or path that sentence-transformers can load.
        threads: Forward passes at the same time; 0 takes what the machine offers.
    """

    models_dir: Path
    model: str = PACKAGED_MODEL
    threads: int = 0


def open_embedder(settings: EmbedderSettings) -> Embedder:
    """The embedder that the settings name: the packaged model runs without torch, any other with it.

    Raises:
        PermanentFailure: The model cannot be exported or loaded.
    """
    if settings.model == PACKAGED_MODEL:
        return OpenVinoEncoder(exported_model(settings.models_dir), settings.threads)
    return ReferenceEncoder(settings.model, settings.threads)


class CachedEmbedder:
    """An embedder that computes each text once: vectors are read from a store and new ones kept there."""

    def __init__(self, inner: Embedder, store: VectorStore) -> None:
        self._inner = inner
        self._store = store
        self.embedder_id = inner.embedder_id
        self.dimensions = inner.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, in the order given; the store is asked once and written to once a `PIECE` of new texts."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        keys = [text_hash(text) for text in texts]
        text_of = dict(zip(keys, texts, strict=True))
        vector_of = self._store.get_many(self.embedder_id, list(text_of))
        missing = [key for key in text_of if key not in vector_of]
        for piece in _pieces(missing):
            fresh = as_stored(self._inner.encode([text_of[key] for key in piece]))
            self._store.put_many(self.embedder_id, piece, fresh)
            vector_of.update(zip(piece, fresh, strict=True))
        return np.stack([vector_of[key] for key in keys])


def _pieces(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """The keys in pieces, told as progress where there are several."""
    for first in range(0, len(keys), PIECE):
        yield keys[first : first + PIECE]
        if len(keys) > PIECE:
            _progress.info("embedding: %d of %d texts", min(first + PIECE, len(keys)), len(keys))
