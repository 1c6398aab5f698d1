"""Encoding with an exported model: OpenVINO and tokenizers, without torch."""

import ctypes
import json
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from jd_assets.embedding.compiled_model import PRECISION, compiled_model
from jd_assets.settings import processes

if TYPE_CHECKING:
    from openvino import AsyncInferQueue, CompiledModel, InferRequest

#: Sentences a forward pass. 32 are no faster and take 50 MB more for each thread; 8 are a tenth slower.
BATCH_SIZE = 16
#: Sentences are filled up to a multiple of so many tokens of their own. Their vectors are then the same bit for bit
#: whatever else is encoded with them: filled up to the longest of a batch they differ by up to 7e-6 in cosine.
LENGTH_STEP = 4

#: Texts of one call after which the memory of the passes is given back; to take it again costs some milliseconds, which
#: a caller that waits for a few sentences is spared.
MANY = 512

GRAPH_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"


class OpenVinoEncoder:
    """An exported model: token ids and mask in, unit vectors out (pooling and normalisation are in the graph).

    Where the processor multiplies in bfloat16 so does the model: 870 sentences a second and core instead of 240, and
    vectors within 4e-5 of those of fp32 in cosine, a tenth of what the last shown digit of a similarity stands for.

    Args:
        folder: An export with graph, tokenizer and manifest, as `jd_assets.embedding.export` makes it.
        threads: Forward passes at the same time, a thread each; 0 takes `settings.processes`. Two threads of one pass
            wait for each other at every layer: 16.6 s for 1,500 sentences on two cores, and 9 to 11 so.
        exact: True to multiply in fp32 on every processor.
    """

    def __init__(self, folder: Path, threads: int = 0, *, exact: bool = False) -> None:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        self.embedder_id: str = manifest["embedder_id"]
        self.dimensions: int = manifest["dimensions"]
        self._folder, self._threads, self._is_exact = folder, threads, exact
        self._max_tokens: int = manifest["max_tokens"]
        self._opening = threading.Lock()
        self._opened: tuple[Tokenizer, CompiledModel] | None = None
        self._of_thread = threading.local()

    @property
    def _streams(self) -> int:
        """Read late: a process that is forked with an encoder may have fewer processors to itself."""
        return self._threads or processes()

    @property
    def is_open(self) -> bool:
        """Whether the model was opened, which has threads from then on: a process is not to be forked any more."""
        return self._opened is not None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of `texts`, one row each in their order; tokens past the model's limit are not read."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        tokenizer, _ = self._model
        token_ids = [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts))]
        queue = self._queue()

        def keep(request: "InferRequest", rows: list[int]) -> None:
            vectors[rows] = request.get_output_tensor(0).data

        queue.set_callback(keep)
        for length, rows in _batches_by_length([len(ids) for ids in token_ids]):
            queue.start_async(_padded([token_ids[row] for row in rows], length), rows)
        queue.wait_all()
        if len(texts) >= MANY:
            self._give_back()
        return vectors

    def _give_back(self) -> None:
        """Return what the passes worked in: near 200 MB, which a run would hold to its end without another use."""
        _, model = self._model
        with suppress(RuntimeError):  # another thread is at work, and gives it back when it is done
            model.release_memory()
        with suppress(AttributeError):  # a C library other than glibc, which keeps what is freed
            ctypes.CDLL(None).malloc_trim(0)

    @property
    def _model(self) -> "tuple[Tokenizer, CompiledModel]":
        """Opened for the first text: a process that finds all its vectors stored saves a second."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> "tuple[Tokenizer, CompiledModel]":
        _without_telemetry()
        import openvino  # noqa: PLC0415 - 0.2 s that a process without vectors need not spend

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER_FILE))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._max_tokens)
        core = openvino.Core()
        is_bf16 = not self._is_exact and "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        options = {
            PRECISION: "bf16" if is_bf16 else "f32",
            "INFERENCE_NUM_THREADS": self._streams,
            "NUM_STREAMS": self._streams,
            # Otherwise the first threads of two processes are bound to the same processor, and take turns on it.
            "ENABLE_CPU_PINNING": False,
        }
        return tokenizer, compiled_model(core, self._folder / GRAPH_FILE, options)

    def _queue(self) -> "AsyncInferQueue":
        """The thread's own: the batches of two threads would end in each other's arrays."""
        if not hasattr(self._of_thread, "queue"):
            from openvino import AsyncInferQueue  # noqa: PLC0415 - as above

            _, model = self._model
            self._of_thread.queue = AsyncInferQueue(model, self._streams)
        queue: AsyncInferQueue = self._of_thread.queue
        return queue


def _without_telemetry() -> None:
    """Keep OpenVINO to itself: importing it tells its makers so, and leaves files in the user's home folder."""
    name = "openvino_telemetry"
    sys.modules.setdefault(name, ModuleType(name))  # empty: OpenVINO then takes its own stub


def _batches_by_length(lengths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Batches of row numbers, each with the length that its rows are filled up to."""
    of_length: dict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        of_length[-(-length // LENGTH_STEP) * LENGTH_STEP].append(row)
    for length, rows in sorted(of_length.items()):
        for first in range(0, len(rows), BATCH_SIZE):
            yield length, rows[first : first + BATCH_SIZE]


def _padded(token_ids: Sequence[Sequence[int]], length: int) -> dict[str, NDArray[np.int64]]:
    """The model's inputs: ids filled up with 0, and the mask that hides the filling."""
    ids = np.zeros((len(token_ids), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(token_ids):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return {"input_ids": ids, "attention_mask": mask}
