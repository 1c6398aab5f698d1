"""The compiled form of an exported model, kept beside the export: .35 s of a start instead of .8.

OpenVINO's own cache is not used: it writes in place, where a process that starts meanwhile reads half a file.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openvino import CompiledModel, Core

PRECISION = "INFERENCE_PRECISION_HINT"


def compiled_model(core: "Core", graph: Path, options: Mapping[str, Any]) -> "CompiledModel":
    """The graph compiled for this machine's processor, read where a process did so before; vectors are the same.

    Args:
        core: OpenVINO's.
        graph: The exported model; 90 MB are kept beside it, where its folder can be written to.
        options: Precision, and how many threads; those of now hold, whoever compiled it.
    """
    kept = graph.with_name(f"compiled-{_name(core, options)}.blob")
    # None is there, or a crash of the machine has left it empty.
    with suppress(OSError, RuntimeError):
        return core.import_model(kept.read_bytes(), "CPU", dict(options))
    model = core.compile_model(str(graph), "CPU", dict(options))
    with suppress(OSError):
        _write(kept, model.export_model().getbuffer())
    return model


def _name(core: "Core", options: Mapping[str, Any]) -> str:
    """Short hash of all that a compiled model is bound to: OpenVINO, the processor and the precision."""
    processor = [core.get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    bound = json.dumps([core.get_versions("CPU")["CPU"].build_number, processor, options[PRECISION]])
    return hashlib.sha256(bound.encode()).hexdigest()[:12]


def _write(kept: Path, content: memoryview) -> None:
    handle, unfinished = tempfile.mkstemp(dir=kept.parent, prefix=".compiled-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(unfinished).replace(kept)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise
