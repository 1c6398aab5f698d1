"""Fixtures of the embedder tests: the export, made once a machine, and a small model of another kind."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jd_assets.embedding.export import exported_model
from jd_assets.embedding.openvino_encoder import OpenVinoEncoder
from jd_assets.embedding.packaged import packaged_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@pytest.fixture(scope="session")
def export(models_dir: Path) -> Path:
    return exported_model(models_dir)


@pytest.fixture(scope="session")
def encoder(export: Path) -> OpenVinoEncoder:
    return OpenVinoEncoder(export)


@pytest.fixture(scope="session")
def packaged_model() -> "SentenceTransformer":
    """The packaged weights as sentence-transformers runs them."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(packaged_folder()), device="cpu")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory, packaged_model: "SentenceTransformer") -> Path:
    """A folder with an untrained model of 16 dimensions."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    parts = tmp_path_factory.mktemp("parts")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(packaged_model.tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).save_pretrained(parts)
    packaged_model.tokenizer.save_pretrained(parts)
    transformer = Transformer(str(parts))
    folder = tmp_path_factory.mktemp("models") / "tiny"
    SentenceTransformer(modules=[transformer, Pooling(16, "mean")]).save(str(folder))
    return folder
