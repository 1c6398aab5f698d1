import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jd_assets.embedding.openvino_encoder import MANY, OpenVinoEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SENTENCES = [
    "Builds and runs the services behind our checkout.",
    "C++",
    "Entwickelt Datenpipelines für das Berichtswesen und betreibt sie.",
    "",
    "Runs on-call. " * 200,
    "データ基盤の設計と運用 🚀",
]


def test_exact_vectors_equal_those_of_sentence_transformers(
    export: Path, packaged_model: "SentenceTransformer"
) -> None:
    expected = packaged_model.encode(SENTENCES, normalize_embeddings=True)

    cosines = np.sum(OpenVinoEncoder(export, exact=True).encode(SENTENCES) * expected, axis=1)

    assert np.max(1 - cosines) <= 1e-5


def test_vectors_in_bfloat16_stay_near_the_exact_ones(encoder: OpenVinoEncoder, export: Path) -> None:
    exact = OpenVinoEncoder(export, exact=True).encode(SENTENCES)

    assert np.max(1 - np.sum(encoder.encode(SENTENCES) * exact, axis=1)) <= 1e-4


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=40))
def test_vector_does_not_depend_on_the_batch(encoder: OpenVinoEncoder, texts: list[str]) -> None:
    together = encoder.encode(texts)

    assert np.array_equal(encoder.encode(texts[:1])[0], together[0])


def test_rows_come_in_the_order_of_the_texts(encoder: OpenVinoEncoder) -> None:
    texts = [f"Leads team {number} " + "and more " * (number % 7) for number in range(70)]

    backwards = encoder.encode(texts[::-1])[::-1]

    assert np.array_equal(encoder.encode(texts), backwards)


def test_vectors_are_the_same_after_memory_was_given_back(encoder: OpenVinoEncoder) -> None:
    texts = [f"Leads team {number}" for number in range(MANY)]

    first = encoder.encode(texts)

    assert np.array_equal(encoder.encode(texts), first)


def test_threads_that_give_memory_back_do_not_disturb_each_other(
    encoder: OpenVinoEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jd_assets.embedding.openvino_encoder.MANY", 1)
    texts = [[f"Leads team {number}"] * 40 for number in range(16)]
    expected = [encoder.encode(each) for each in texts]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.encode, texts))

    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))


def test_vectors_are_float32_of_length_one(encoder: OpenVinoEncoder) -> None:
    vectors = encoder.encode(SENTENCES)

    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(encoder: OpenVinoEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.parametrize("threads", [1, 2])
def test_thread_count_does_not_change_vectors(encoder: OpenVinoEncoder, export: Path, threads: int) -> None:
    assert np.allclose(OpenVinoEncoder(export, threads).encode(SENTENCES), encoder.encode(SENTENCES), atol=1e-5)


@pytest.mark.skipif(sys.platform != "linux", reason="reads which processors threads may use from /proc")
def test_no_thread_is_bound_to_a_processor_while_it_encodes(export: Path) -> None:
    """Bound, the first threads of two processes would take turns on the same one."""
    seen = set()
    with ThreadPoolExecutor(1) as pool:
        encoded = pool.submit(OpenVinoEncoder(export, threads=1).encode, [f"Leads team {n}" for n in range(2 * MANY)])
        while not encoded.done():
            for thread in Path("/proc/self/task").iterdir():
                with suppress(ProcessLookupError):  # it ended meanwhile
                    seen.add(frozenset(os.sched_getaffinity(int(thread.name))))
    assert seen == {frozenset(os.sched_getaffinity(0))}


def test_encoding_neither_imports_torch_nor_leaves_files_at_home(export: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from jd_assets.embedding.embedder import EmbedderSettings, open_embedder\n"
        "open_embedder(EmbedderSettings(Path(sys.argv[1]))).encode(['one text'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(export.parent)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )

    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
    assert list(tmp_path.iterdir()) == []
