import shutil
from pathlib import Path

import numpy as np
import pytest

from jd_assets.embedding.embedder import EmbedderSettings, open_embedder
from jd_assets.failures import PermanentFailure


def test_other_model_is_opened_by_path(tiny_model: Path, models_dir: Path) -> None:
    embedder = open_embedder(EmbedderSettings(models_dir, model=str(tiny_model)))

    vectors = embedder.encode(["Writes tests.", "", "Plans the next release with the team."])

    assert embedder.dimensions == 16
    assert vectors.shape == (3, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(tiny_model: Path, models_dir: Path) -> None:
    assert open_embedder(EmbedderSettings(models_dir, model=str(tiny_model))).encode([]).shape == (0, 16)


def test_same_model_in_another_place_has_the_same_id(tiny_model: Path, models_dir: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(tiny_model, tmp_path / "tiny")

    ids = {open_embedder(EmbedderSettings(models_dir, model=str(path))).embedder_id for path in (tiny_model, moved)}

    assert len(ids) == 1


def test_changed_weights_change_the_id(tiny_model: Path, models_dir: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    changed = shutil.copytree(tiny_model, tmp_path / "tiny")
    weights = load_file(changed / "model.safetensors")
    name = min(weights)
    save_file(weights | {name: weights[name] + 1}, changed / "model.safetensors", metadata={"format": "pt"})

    ids = {open_embedder(EmbedderSettings(models_dir, model=str(path))).embedder_id for path in (tiny_model, changed)}

    assert len(ids) == 2


def test_unknown_model_is_named_in_the_error(models_dir: Path) -> None:
    with pytest.raises(PermanentFailure, match="no-such-model"):
        open_embedder(EmbedderSettings(models_dir, model="no-such-model"))
