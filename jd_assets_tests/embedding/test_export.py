import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jd_assets.embedding.export import exported_model, move_into_place
from jd_assets.embedding.openvino_encoder import MANIFEST_FILE, OpenVinoEncoder
from jd_assets.embedding.packaged import packaged_hash
from jd_assets.embedding.torch_export import check_parity, export_packaged
from jd_assets.failures import PermanentFailure

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@pytest.mark.filterwarnings("ignore")  # the exporter warns of what the parity check then proves harmless
def test_export_makes_a_model_that_encodes(tmp_path: Path) -> None:
    export_packaged(tmp_path / "export")

    assert OpenVinoEncoder(tmp_path / "export").encode(["a text"]).shape == (1, 384)


def test_of_two_exports_at_once_the_first_stays(tmp_path: Path) -> None:
    unfinished = [tmp_path / "scratch" / str(number) for number in range(8)]
    for folder in unfinished:
        folder.mkdir(parents=True)
        (folder / "model.onnx").write_text(folder.name)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(move_into_place, unfinished, [tmp_path / "final"] * 8))

    discarded = {folder.name for folder in unfinished if folder.exists()}
    assert len(discarded) == 7
    assert (tmp_path / "final" / "model.onnx").read_text() not in discarded


def test_export_is_named_after_the_content_of_the_weights(export: Path, encoder: OpenVinoEncoder) -> None:
    assert packaged_hash()[:16] in export.name
    assert encoder.embedder_id == f"all-minilm-l6-v2@{packaged_hash()[:8]}/fp32"


def test_existing_export_is_used_as_it_is(export: Path, models_dir: Path) -> None:
    before = [(path, path.stat().st_mtime_ns) for path in sorted(export.iterdir())]

    assert exported_model(models_dir) == export
    assert [(path, path.stat().st_mtime_ns) for path in sorted(export.iterdir())] == before


def test_export_with_other_vectors_is_refused(
    export: Path, tmp_path: Path, packaged_model: "SentenceTransformer"
) -> None:
    wrong = shutil.copytree(export, tmp_path / "wrong")
    manifest = json.loads((wrong / MANIFEST_FILE).read_text(encoding="utf-8"))
    (wrong / MANIFEST_FILE).write_text(json.dumps(manifest | {"max_tokens": 8}), encoding="utf-8")

    with pytest.raises(PermanentFailure, match="differs from sentence-transformers"):
        check_parity(packaged_model, wrong)


def test_failed_export_says_why_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "path"
    (broken / "sentence_transformers").mkdir(parents=True)
    (broken / "sentence_transformers" / "__init__.py").write_text("raise ImportError('torch is not installed')")
    monkeypatch.setenv("PYTHONPATH", str(broken))

    with pytest.raises(PermanentFailure, match="torch is not installed"):
        exported_model(tmp_path / "models")

    assert list((tmp_path / "models").iterdir()) == []
