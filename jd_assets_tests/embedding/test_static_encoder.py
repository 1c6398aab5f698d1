"""Static vectors: the model's own as far as a text's words tell them."""

from pathlib import Path

import numpy as np
import pytest

from jd_assets.embedding import static_encoder as static
from jd_assets.embedding.openvino_encoder import OpenVinoEncoder
from jd_assets.embedding.packaged import packaged_version
from jd_assets.embedding.static_encoder import StaticEncoder, packaged_fit, static_encoder

DUTIES = (
    "Build data pipelines that feed the warehouse of the bank",
    "Write unit tests for our Android application",
    "Answer customers who ask for their invoice",
    "Plan the shifts of nurses on two wards",
    "Train models that see defects in photographs of welds",
)


@pytest.fixture(scope="module")
def encoder_of_model(encoder: OpenVinoEncoder) -> StaticEncoder:
    found = static_encoder(encoder.embedder_id)
    assert found is not None
    return found


def test_the_packaged_fit_was_made_for_the_packaged_model() -> None:
    assert packaged_fit().model == packaged_version()


def test_a_text_is_nearest_to_its_own_vector_by_the_model(
    encoder: OpenVinoEncoder, encoder_of_model: StaticEncoder
) -> None:
    cosines = encoder_of_model.encode(encoder_of_model.tokens(DUTIES)) @ encoder.encode(DUTIES).T
    assert cosines.argmax(axis=1).tolist() == list(range(len(DUTIES)))
    assert cosines.diagonal().min() > 0.5


def test_vectors_have_the_length_one_and_none_where_there_is_no_token(encoder_of_model: StaticEncoder) -> None:
    vectors = encoder_of_model.encode(encoder_of_model.tokens(["bake bread", "", " "]))
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0, 0], abs=1e-6)


def test_no_texts_give_no_vectors(encoder: OpenVinoEncoder, encoder_of_model: StaticEncoder) -> None:
    assert encoder_of_model.encode([]).shape == (0, encoder.dimensions)


def test_what_a_text_gets_does_not_depend_on_the_others(encoder_of_model: StaticEncoder) -> None:
    tokens = encoder_of_model.tokens(DUTIES)
    alone = np.concatenate([encoder_of_model.encode([each]) for each in tokens])
    assert encoder_of_model.encode(tokens) == pytest.approx(alone, abs=1e-6)


def test_a_text_is_read_as_far_as_the_model_reads(encoder_of_model: StaticEncoder) -> None:
    [tokens] = encoder_of_model.tokens(["bread " * 1_000])
    assert len(tokens) == static.MAX_TOKENS


@pytest.mark.parametrize("embedder_id", ["tiny@01234567/fp32", "all-minilm-l6-v2@01234567/fp32"])
def test_no_static_encoder_imitates_another_model(embedder_id: str) -> None:
    assert static_encoder(embedder_id) is None


def test_a_fit_comes_back_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fit = packaged_fit()
    fit.write(tmp_path / "fit.npz")
    monkeypatch.setattr(static, "FIT_FILE", tmp_path / "fit.npz")
    assert packaged_fit.__wrapped__().version == fit.version
