"""Vectors kept in Postgres, by embedder and by hash of the text."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pgvector import HalfVector

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.vectors import Floats

#: Bytes before the numbers of a vector as pgvector sends it: dimensions and an unused word, 16 bits each.
_HEAD = 4


def as_stored(vectors: Floats) -> Floats:
    """Vectors as the store gives them back: each number rounded to half precision, which halves what they take.

    A vector is rounded before its first use, so that what is computed from it is the same whether it was stored before.
    A component of a unit vector moves by 2**-12 of itself at most, a cosine by some 1e-5.
    """
    return vectors.astype(np.float16).astype(np.float32)


def text_hash(text: str) -> bytes:
    """SHA-256 of a text: the key of its vector."""
    return hashlib.sha256(text.encode()).digest()


class VectorStore:
    """The table `embedding`; its key starts with the embedder, so vectors of two models never meet."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def get_many(self, embedder_id: str, hashes: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are stored for this embedder, by text hash; texts without one are left out."""
        with self._connect() as connection:
            cursor = connection.cursor(binary=True)
            cursor.execute(sql("embedding_get_many"), {"embedder_id": embedder_id, "text_hashes": list(hashes)})
            rows = cursor.fetchall()
        if not rows:
            return {}
        # All at once: a call of numpy for each of a posting's vectors takes 3 ms of its way.
        sent = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint8).reshape(len(rows), -1)
        vectors = sent[:, _HEAD:].copy().view(">f2").astype(np.float32)
        return dict(zip((row[0] for row in rows), vectors, strict=True))

    def put_many(self, embedder_id: str, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store one vector a hash, `as_stored`; a vector that another process stored meanwhile is left as it is."""
        # One order for every writer: two that insert the same keys in different orders would deadlock.
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        with self._connect() as connection:
            connection.execute(
                sql("embedding_put_many"),
                {
                    "embedder_id": embedder_id,
                    "text_hashes": [hashes[row] for row in order],
                    "vectors": [HalfVector(vectors[row]) for row in order],
                },
            )
