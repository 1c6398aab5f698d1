"""Any model that sentence-transformers can load, by name or path: the reference, and slower than the export."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.openvino_encoder import BATCH_SIZE
from jd_assets.failures import PermanentFailure

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class ReferenceEncoder:
    """A model run by sentence-transformers.

    Args:
        model: A folder, or a name that sentence-transformers finds in its cache or on the model hub.
        threads: Threads of torch in this process; 0 leaves torch's own choice.

    Raises:
        PermanentFailure: The model cannot be loaded.
    """

    def __init__(self, model: str, threads: int = 0) -> None:
        import torch  # noqa: PLC0415 - takes 5 s, and only models other than the packaged one need it
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - as above

        if threads:
            torch.set_num_threads(threads)
        try:
            # fp32 whatever the model was saved in: in bf16 a vector depends on the batch that it is computed in
            # (1 - cos up to 4e-5, where fp32 has 1e-7), so a backfill could decide otherwise than the first run.
            self._model = SentenceTransformer(model, model_kwargs={"dtype": torch.float32})
        except (OSError, ValueError) as error:
            raise PermanentFailure(f"the embedding model {model!r} cannot be loaded: {error}") from error
        name = Path(model).name if Path(model).is_dir() else model
        self.embedder_id = f"{name}@{_loaded_hash(self._model)[:8]}/fp32"
        self.dimensions = self.encode([""]).shape[1]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of `texts`, one row each in their order."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _loaded_hash(model: "SentenceTransformer") -> str:
    """SHA-256 over what was loaded, the same wherever it came from: modules, token limit, vocabulary and weights."""
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    digest = hashlib.sha256(f"{model} {model.max_seq_length} {vocabulary}".encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor.detach().cpu().float().numpy()).data)
    return digest.hexdigest()
