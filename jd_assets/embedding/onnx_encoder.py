"""Encoding with an exported model: onnxruntime and tokenizers, without torch."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

#: Sentences a forward pass; larger batches pad more and were no faster on CPUs with 2 to 8 cores.
BATCH_SIZE = 32

GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"


class OnnxEncoder:
    """An exported model: token ids and mask in, unit vectors out (pooling and normalisation are in the graph).

    Args:
        folder: An export with graph, tokenizer and manifest, as `jd_assets.embedding.export` makes it.
        threads: Threads of a forward pass; 0 takes every CPU this process may use.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime  # noqa: PLC0415 - 0.3 s that a process without vectors need not spend

        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        self.embedder_id: str = manifest["embedder_id"]
        self.dimensions: int = manifest["dimensions"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manifest["max_tokens"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or available_cpus()
        # Memory patterns are planned for each input shape, and sorted batches bring a new shape nearly every time.
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of `texts`, one row each in their order; tokens past the model's limit are not read."""
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for rows in _batches_by_length([len(encoding.ids) for encoding in encodings]):
            inputs = _padded([encodings[row].ids for row in rows])
            vectors[rows] = self._session.run(None, inputs)[0]
        return vectors


def available_cpus() -> int:
    """CPUs this process may run on, which in a container can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches_by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in batches of similar length, so that little of a batch is padding."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for first in range(0, len(order), BATCH_SIZE):
        yield order[first : first + BATCH_SIZE]


def _padded(token_ids: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
    """The model's inputs: ids filled up with 0 to the longest row, and the mask that hides the filling."""
    shape = (len(token_ids), max(map(len, token_ids)))
    ids = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    for row, tokens in enumerate(token_ids):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return {"input_ids": ids, "attention_mask": mask}
