import pytest
from pydantic import ValidationError

from jd_assets.defs.resources.embedder import EmbedderResource


def test_embedder_is_loaded_once_for_the_same_settings() -> None:
    assert EmbedderResource(threads=1).embedder() is EmbedderResource(threads=1).embedder()


def test_default_is_the_packaged_model() -> None:
    assert EmbedderResource(threads=1).embedder().embedder_id.startswith("all-minilm-l6-v2@")


def test_negative_thread_count_is_refused() -> None:
    with pytest.raises(ValidationError):
        EmbedderResource(threads=-1)
