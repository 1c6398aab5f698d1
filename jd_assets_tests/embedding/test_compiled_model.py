"""The compiled model that is kept: what is read of it embeds as what was compiled, and a broken one is made anew."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from jd_assets.embedding.openvino_encoder import OpenVinoEncoder

TEXTS = ["Builds and runs the services behind our checkout.", "C++"]


@pytest.fixture
def own_export(export: Path, tmp_path: Path) -> Path:
    return shutil.copytree(export, tmp_path / "export", ignore=shutil.ignore_patterns("*.blob"))


def kept_in(folder: Path) -> list[Path]:
    return list(folder.glob("*.blob"))


def test_vectors_of_a_kept_model_are_the_same(own_export: Path) -> None:
    compiled = OpenVinoEncoder(own_export).encode(TEXTS)
    [kept] = kept_in(own_export)
    written = kept.stat().st_mtime_ns

    assert np.array_equal(OpenVinoEncoder(own_export).encode(TEXTS), compiled)
    assert kept.stat().st_mtime_ns == written
    assert not list(own_export.glob(".compiled-*"))


def test_a_kept_model_that_is_broken_is_made_anew(own_export: Path) -> None:
    compiled = OpenVinoEncoder(own_export).encode(TEXTS)
    [kept] = kept_in(own_export)
    half = kept.stat().st_size // 2
    kept.write_bytes(kept.read_bytes()[:half])

    assert np.array_equal(OpenVinoEncoder(own_export).encode(TEXTS), compiled)
    assert kept.stat().st_size > half  # OpenVINO writes some hundred bytes more or less each time


def test_a_model_that_cannot_be_kept_embeds_all_the_same(own_export: Path) -> None:
    compiled = OpenVinoEncoder(own_export).encode(TEXTS)
    [kept] = kept_in(own_export)
    kept.unlink()
    kept.mkdir()  # what root cannot write over either

    assert np.array_equal(OpenVinoEncoder(own_export).encode(TEXTS), compiled)
