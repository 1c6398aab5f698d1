"""Exporting the packaged weights with torch's own exporter; run as a program by `jd_assets.embedding.export`."""

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from jd_assets.embedding.openvino_encoder import GRAPH_FILE, MANIFEST_FILE, TOKENIZER_FILE, OpenVinoEncoder
from jd_assets.embedding.packaged import PACKAGED_MODEL, packaged_folder, packaged_version
from jd_assets.failures import PermanentFailure

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Largest 1 - cos to sentence-transformers; fp32 rounding stays near 1e-7, a wrong graph is far above.
MAX_PARITY_ERROR = 1e-5

#: First ONNX operator set with a Gelu of its own; about 4 % faster than 17, where it is five operators.
OPSET = 20

#: Shapes that a fixed size in the traced graph would break: no words, one, many, and more than the model's limit.
PARITY_SENTENCES = (
    "",
    "Go",
    "Designs and runs the data pipelines that feed our reports.",
    "Erfahrung mit C++, C# oder Java sowie verteilten Systemen.",
    "You will own the on-call rota, the deployment pipeline and the capacity plan of forty services. " * 4,
    "A posting that is far longer than the model reads, so that it is cut at the same token. " * 40,
)


def export_packaged(target: Path) -> None:
    """Write graph, tokenizer and manifest of the packaged model into the new folder `target`.

    Raises:
        PermanentFailure: The exported vectors differ from those of sentence-transformers.
    """
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - importing this module stays cheap

    # The plain attention is what the tracing exporter can follow at every batch size and length.
    model = SentenceTransformer(str(packaged_folder()), device="cpu", model_kwargs={"attn_implementation": "eager"})
    target.mkdir(parents=True)
    _export_graph(model, target / GRAPH_FILE)
    shutil.copyfile(packaged_folder() / TOKENIZER_FILE, target / TOKENIZER_FILE)
    manifest = {
        "embedder_id": f"{PACKAGED_MODEL}@{packaged_version()}/fp32",
        "dimensions": model.get_embedding_dimension(),
        "max_tokens": model.max_seq_length,
    }
    (target / MANIFEST_FILE).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    check_parity(model, target)


def check_parity(model: "SentenceTransformer", export: Path) -> None:
    """Compare an export with the model it was made of, on sentences of every shape.

    Raises:
        PermanentFailure: A vector is further than `MAX_PARITY_ERROR` from the model's own.
    """
    expected = model.encode(list(PARITY_SENTENCES), normalize_embeddings=True, show_progress_bar=False)
    cosines = np.sum(np.asarray(expected) * OpenVinoEncoder(export, exact=True).encode(PARITY_SENTENCES), axis=1)
    error = float(np.max(1 - cosines))
    if not error <= MAX_PARITY_ERROR:
        raise PermanentFailure(
            f"the export differs from sentence-transformers by {error:.2g} in cosine (allowed: {MAX_PARITY_ERROR:g})"
        )


def _export_graph(model: "SentenceTransformer", path: Path) -> None:
    import torch  # noqa: PLC0415 - as above

    class TextVector(torch.nn.Module):
        """All modules of the model, pooling and normalisation among them, with plain tensors as arguments."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
            features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            return features["sentence_embedding"]

    example = model.tokenizer(["one short text", "and one that is a little longer"], padding=True, return_tensors="pt")
    torch.onnx.export(
        TextVector().eval(),
        (example["input_ids"], example["attention_mask"]),
        str(path),
        # The newer exporter needs onnxscript as well and takes four times as long for the same graph.
        dynamo=False,
        opset_version=OPSET,
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "token"},
            "attention_mask": {0: "batch", 1: "token"},
            "sentence_embedding": {0: "batch"},
        },
    )


if __name__ == "__main__":
    try:
        export_packaged(Path(sys.argv[1]))
    except PermanentFailure as error:
        sys.exit(str(error))
