"""Reads all stored vectors of an embedder as arrays, a block at a time: hundreds of thousands in a second or two."""

from collections.abc import Iterator

import numpy as np
import psycopg
from numpy.typing import NDArray

from jd_assets.database.queries import sql
from jd_assets.embedding.vectors import Floats

#: Postgres's binary COPY: a head of 19 bytes before the first row, two bytes after the last.
_HEAD = 19
#: Rows made one array: 12 MB of MiniLM vectors, and 6 MB as they come.
_ROWS = 8_192


def stored_vectors(
    connection: psycopg.Connection, embedder_id: str, dimensions: int
) -> Iterator[tuple[NDArray[np.uint64], Floats]]:
    """Blocks of vectors, each with the first 8 bytes of the hash of its text as a number."""
    row = np.dtype(
        [
            ("fields", ">i2"),
            *(("hash_size", ">i4"), ("hash", ">u8"), ("rest_of_hash", "V24")),
            *(("size", ">i4"), ("dimensions", ">i2"), ("unused", ">i2"), ("vector", ">f2", (dimensions,))),
        ]
    )
    statement = b"COPY (" + sql("embedding_all").rstrip(";").encode() + b") TO STDOUT (FORMAT binary)"
    held, skipped = bytearray(), False
    with connection.cursor().copy(statement, {"embedder_id": embedder_id}) as copy:
        for data in copy:
            held += data
            if len(held) >= _ROWS * row.itemsize + _HEAD:
                yield _block(held, row, not skipped)
                skipped = True
    if len(held) >= row.itemsize:
        yield _block(held, row, not skipped)


def _block(held: bytearray, row: np.dtype[np.void], first: bool) -> tuple[NDArray[np.uint64], Floats]:
    """The whole rows of what was read, which are taken out of it."""
    start = _HEAD if first else 0
    count = (len(held) - start) // row.itemsize
    rows = np.frombuffer(bytes(held[start : start + count * row.itemsize]), dtype=row)
    del held[: start + count * row.itemsize]
    return rows["hash"].astype(np.uint64), rows["vector"].astype(np.float32)
