"""Vectors at a hundredth of the model's cost: what its sentence vectors are, as far as their words alone tell it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer

from jd_assets.embedding.openvino_encoder import TOKENIZER_FILE
from jd_assets.embedding.packaged import PACKAGED_MODEL, packaged_folder
from jd_assets.embedding.vectors import Floats

#: Written by `benchmarks/fit_static.py --write`, which says how it is found and how near the model it comes.
FIT_FILE = Path(__file__).with_name("static_fit.npz")
WEIGHTS_FILE = "model.safetensors"
#: The model's table of token embeddings in its weights.
TABLE = "embeddings.word_embeddings.weight"
#: Tokens read of a text; a sentence of a posting has 20.
MAX_TOKENS = 256

#: Ids of a text's tokens.
Tokens = NDArray[np.uint16]


@dataclass(frozen=True)
class StaticFit:
    """How sentence vectors of a model follow from its token embeddings.

    Attributes:
        model: Hash of the model that it was fitted to, as in its embedder_id.
        token_weights: What each token counts in the mean over a text, shape (vocabulary,).
        matrix: Maps that mean to a sentence vector, shape (dimensions, dimensions).
        offset: Added to it.
        duty: Direction in which sentences lie that are like KRAs of some role, shape (dimensions,).
        slope: Of similarities to KRAs by these vectors to those by the model's own.
        intercept: Of the same.
    """

    model: str
    token_weights: Floats
    matrix: Floats
    offset: Floats
    duty: Floats
    slope: float
    intercept: float

    @property
    def version(self) -> str:
        """Short hash of the numbers that estimates depend on."""
        arrays = (self.token_weights, self.matrix, self.offset, self.duty, np.array([self.slope, self.intercept]))
        return hashlib.sha256(b"".join(each.tobytes() for each in arrays)).hexdigest()[:8]

    def write(self, file: Path = FIT_FILE) -> None:
        """Store it in half precision in place of the one before."""
        halves = {name: getattr(self, name).astype(np.float16) for name in ("token_weights", "matrix", "offset")}
        line = np.array([self.slope, self.intercept], dtype=np.float32)
        np.savez_compressed(file, model=np.array(self.model), duty=self.duty, line=line, **halves)


class StaticEncoder:
    """A weighted mean of token embeddings, mapped linearly: "static embeddings" that imitate one model.

    Args:
        fit: How the vectors follow from the embeddings.
        embeddings: The model's table, shape (vocabulary, dimensions).
        tokenizer: The model's.
    """

    def __init__(self, fit: StaticFit, embeddings: Floats, tokenizer: Tokenizer) -> None:
        self.fit = fit
        self._embeddings = embeddings
        self._tokenizer = tokenizer

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """What is read of each text."""
        return tokens_of(self._tokenizer, texts)

    def encode(self, tokens: Sequence[Tokens]) -> Floats:
        """Unit vectors, shape (texts, dimensions); zeros for a text without a token."""
        means = mean_embeddings(tokens, self.fit.token_weights, self._embeddings)
        vectors = means @ self.fit.matrix + self.fit.offset
        vectors[[not len(each) for each in tokens]] = 0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0), dtype=np.float32)

    def likeness(self, similarities: Floats) -> Floats:
        """Similarities to KRAs by static vectors as those that the model's own would most likely have."""
        return np.asarray(similarities * np.float32(self.fit.slope) + np.float32(self.fit.intercept), dtype=np.float32)


def tokens_of(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """The tokens of each text, without the marks that the model sets at its ends."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array(encoding.ids[:MAX_TOKENS], dtype=np.uint16) for encoding in encodings]


def mean_embeddings(tokens: Sequence[Tokens], weights: Floats, embeddings: Floats) -> Floats:
    """The weighted mean of each text's token embeddings, shape (texts, dimensions)."""
    if not tokens:
        return np.zeros((0, embeddings.shape[1]), dtype=np.float32)
    ids, starts = np.concatenate(tokens), np.cumsum([0, *(len(each) for each in tokens)])
    used, columns = np.unique(ids, return_inverse=True)
    counts = csr_matrix((weights[ids], columns, starts), shape=(len(tokens), len(used)))
    totals = np.maximum(np.asarray(counts.sum(axis=1), dtype=np.float32), np.finfo(np.float32).tiny)
    return np.asarray(counts @ embeddings[used] / totals, dtype=np.float32)


@cache
def static_encoder(embedder_id: str) -> StaticEncoder | None:
    """The static encoder that imitates an embedder; None where none was fitted to its model."""
    fit = packaged_fit()
    if not embedder_id.startswith(f"{PACKAGED_MODEL}@{fit.model}/"):
        return None
    return StaticEncoder(fit, token_embeddings(), packaged_tokenizer())


@cache
def packaged_fit() -> StaticFit:
    """The fit that comes with the package."""
    with np.load(FIT_FILE) as held:
        single = {name: held[name].astype(np.float32) for name in ("token_weights", "matrix", "offset", "duty")}
        slope, intercept = held["line"].tolist()
        return StaticFit(model=str(held["model"]), slope=slope, intercept=intercept, **single)


def packaged_tokenizer() -> Tokenizer:
    """The packaged model's tokenizer, which fills nothing up and cuts nothing off."""
    tokenizer = Tokenizer.from_file(str(packaged_folder() / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def token_embeddings() -> Floats:
    """The packaged model's table of token embeddings, mapped into memory: what is read of it all processes share."""
    file = packaged_folder() / WEIGHTS_FILE
    with file.open("rb") as weights:
        size = int.from_bytes(weights.read(8), "little")
        table = json.loads(weights.read(size))[TABLE]
    return np.memmap(
        file, dtype="<f4", mode="r", offset=8 + size + table["data_offsets"][0], shape=tuple(table["shape"])
    )
