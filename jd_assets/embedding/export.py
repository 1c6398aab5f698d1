"""The exported form of the packaged weights: made once, kept under the data folder, shared by every process."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from jd_assets.embedding.packaged import PACKAGED_MODEL, packaged_hash
from jd_assets.failures import PermanentFailure

#: Raise it when the graph is made differently, so that older exports are left aside.
EXPORT_VERSION = 1

#: Export and parity check take 15 s on two cores; ten minutes is a machine that hangs.
EXPORT_TIMEOUT_S = 600


def exported_model(models_dir: Path) -> Path:
    """The folder with the packaged model as fp32 ONNX graph, exporting it first where that was never done.

    Args:
        models_dir: Folder that keeps exports; created where missing.

    Raises:
        PermanentFailure: The export failed, or its vectors differ from those of sentence-transformers.
    """
    final = models_dir / f"{PACKAGED_MODEL}-{packaged_hash()[:16]}-fp32-v{EXPORT_VERSION}"
    if not final.is_dir():
        models_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=models_dir, prefix=".export-") as scratch:
            unfinished = Path(scratch) / "export"
            _export_in_child(unfinished)
            move_into_place(unfinished, final)
    return final


def _export_in_child(target: Path) -> None:
    """Run the exporter in a process of its own: torch and what it allocates never enter this one."""
    command = [sys.executable, "-m", "jd_assets.embedding.torch_export", str(target)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    try:
        subprocess.run(  # noqa: S603 - our own module in our own interpreter
            command, env=environment, check=True, capture_output=True, text=True, timeout=EXPORT_TIMEOUT_S
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or [f"exit code {error.returncode}"]
        raise PermanentFailure(f"the embedding model could not be exported to ONNX: {lines[-1]}") from error
    except subprocess.TimeoutExpired as error:
        raise PermanentFailure(f"the export of the embedding model took over {EXPORT_TIMEOUT_S} s") from error


def move_into_place(unfinished: Path, final: Path) -> None:
    """Rename a whole export to its final name; where another process was first, its export is as good."""
    try:
        unfinished.rename(final)
    except OSError:
        if not final.is_dir():
            raise
