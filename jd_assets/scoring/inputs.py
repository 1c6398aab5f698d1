"""Packs what a posting was scored from into a few kB of its row, and reads it back for thousands of rows at once."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from jd_assets.embedding.static_encoder import Tokens
from jd_assets.embedding.vector_store import text_hash
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.terms import TERMS

#: Sentences are told apart by 64 bits of their hash: among 30 million two share it by accident with a chance of 2e-5.
SENTENCE = np.dtype(">u8")
TOKEN = np.dtype("<u2")
TERM = np.dtype([("term", "<i4"), ("count", "<u2")])
KRA_SCORE = np.dtype([("kras", "<u8"), ("score", "<f4")])
CENTROID_SCORE = np.dtype([("role_id", "<i4"), ("score", "<f4")])

_BITS64 = 8
_NONE = np.zeros(0, dtype=TOKEN)


def pack(values: NDArray[np.generic]) -> str:
    """An array as text."""
    return base64.b64encode(values.tobytes()).decode("ascii")


def unpack(packed: Sequence[str], dtype: np.dtype[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The arrays of many rows one after the other, and how many values each row has."""
    parts = [base64.b64decode(text) for text in packed]
    counts = np.fromiter((len(part) // dtype.itemsize for part in parts), dtype=np.int64, count=len(parts))
    return np.frombuffer(b"".join(parts), dtype=dtype), counts


def pack_sentences(sentences: Sequence[str]) -> str:
    """The hashes of a posting's sentences."""
    return base64.b64encode(b"".join(text_hash(text)[:_BITS64] for text in sentences)).decode("ascii")


def pack_tokens(tokens: Sequence[Tokens]) -> str:
    """The tokens of a posting's other sentences, each after how many it has."""
    return pack(np.concatenate([part for each in tokens for part in (np.array([len(each)], TOKEN), each)] or [_NONE]))


def unpack_tokens(packed: str) -> list[Tokens]:
    """The tokens of each sentence that `pack_tokens` packed."""
    values, found, start = np.frombuffer(base64.b64decode(packed), dtype=TOKEN), [], 0
    while start < len(values):
        end = start + 1 + int(values[start])
        found.append(values[start + 1 : end])
        start = end
    return found


def pack_terms(counts: csr_matrix, row: int) -> str:
    """The terms of one text."""
    start, end = counts.indptr[row : row + 2]
    packed = np.empty(end - start, dtype=TERM)
    packed["term"] = counts.indices[start:end]
    packed["count"] = np.minimum(counts.data[start:end], np.iinfo(np.uint16).max)
    return pack(packed)


def unpack_terms(packed: Sequence[str]) -> csr_matrix:
    """The terms of many texts, as `term_counts` gave them."""
    values, counts = unpack(packed, TERM)
    starts = np.concatenate([[0], np.cumsum(counts)])
    terms = (values["count"].astype(np.float32), values["term"].astype(np.int32), starts)
    return csr_matrix(terms, shape=(len(packed), TERMS))


def kra_hashes(index: RoleIndex) -> NDArray[np.uint64]:
    """A hash of each role's KRAs and of the model that compares them: the same hash is the same score."""
    lists = ("\n".join([index.embedder.embedder_id, *role.kras]) for role in index.roles)
    digests = b"".join(hashlib.sha256(text.encode()).digest()[:_BITS64] for text in lists)
    return np.frombuffer(digests, dtype="<u8")


def pack_kra_scores(hashes: NDArray[np.uint64], scores: Floats) -> str:
    """One posting's score for the KRAs of each role."""
    packed = np.empty(len(hashes), dtype=KRA_SCORE)
    packed["kras"], packed["score"] = hashes, scores
    return pack(packed)


def pack_centroid_scores(scores: Floats, index: RoleIndex) -> str:
    """One posting's centroid scores, without the roles that have none."""
    spoke = np.flatnonzero(scores)
    packed = np.empty(len(spoke), dtype=CENTROID_SCORE)
    packed["role_id"] = [index.roles[position].role_id for position in spoke.tolist()]
    packed["score"] = scores[spoke]
    return pack(packed)


def unpack_centroid_scores(packed: Sequence[str], index: RoleIndex) -> Floats:
    """The centroid scores of many postings, shape (postings, roles); roles that left the library are left out."""
    values, counts = unpack(packed, CENTROID_SCORE)
    rows = np.repeat(np.arange(len(packed)), counts)
    positions = np.array([index.position_of.get(role_id, -1) for role_id in values["role_id"].tolist()], dtype=np.int64)
    scores = np.zeros((len(packed), len(index.roles)), dtype=np.float32)
    held = positions >= 0
    scores[rows[held], positions[held]] = values["score"][held]
    return scores
