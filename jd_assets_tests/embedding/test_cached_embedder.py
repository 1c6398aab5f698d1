from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import PIECE, CachedEmbedder
from jd_assets.embedding.openvino_encoder import OpenVinoEncoder
from jd_assets.embedding.vector_store import VectorStore, text_hash


class Counting:
    """An encoder that notes what it is asked for; its vectors are the text's length and a mark of its own."""

    def __init__(self, embedder_id: str, mark: float = 1.0) -> None:
        self.embedder_id = embedder_id
        self.dimensions = 2
        self.asked: list[list[str]] = []
        self._mark = mark

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(list(texts))
        return np.array([[len(text), self._mark] for text in texts], dtype=np.float32).reshape(-1, 2)


@pytest.fixture
def store(database_url: str) -> VectorStore:
    return VectorStore(connector(database_url))


def test_rows_come_in_the_order_of_the_texts(store: VectorStore) -> None:
    cached = CachedEmbedder(Counting("a"), store)
    cached.encode(["four", "seven77"])

    assert cached.encode(["seven77", "1", "four", "1"])[:, 0].tolist() == [7, 1, 4, 1]


def test_repeated_texts_are_encoded_once(store: VectorStore) -> None:
    inner = Counting("a")

    CachedEmbedder(inner, store).encode(["same", "other", "same"])

    assert inner.asked == [["same", "other"]]


def test_stored_texts_are_not_encoded_again(store: VectorStore) -> None:
    CachedEmbedder(Counting("a"), store).encode(["one", "two"])
    later = Counting("a")

    CachedEmbedder(later, store).encode(["two", "one"])

    assert later.asked == []


def test_only_missing_texts_are_encoded(store: VectorStore) -> None:
    inner = Counting("a")
    cached = CachedEmbedder(inner, store)
    cached.encode(["one"])

    cached.encode(["one", "two"])

    assert inner.asked == [["one"], ["two"]]


class Stopping(Counting):
    """An encoder whose process is stopped while it works on its second piece."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.asked:
            raise KeyboardInterrupt
        return super().encode(texts)


def test_what_was_encoded_before_a_stop_is_not_encoded_again(store: VectorStore) -> None:
    texts = [str(number) for number in range(PIECE + 3)]
    with pytest.raises(KeyboardInterrupt):
        CachedEmbedder(Stopping("a"), store).encode(texts)
    later = Counting("a")

    vectors = CachedEmbedder(later, store).encode(texts)

    assert later.asked == [texts[PIECE:]]
    assert vectors[:, 0].tolist() == [len(text) for text in texts]


def test_a_long_encoding_says_how_far_it_is(store: VectorStore, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="jd_assets.progress"):
        CachedEmbedder(Counting("a"), store).encode([str(number) for number in range(PIECE + 3)])

    assert caplog.messages == ["embedding: 2048 of 2051 texts", "embedding: 2051 of 2051 texts"]


def test_vectors_of_two_models_never_mix(store: VectorStore) -> None:
    CachedEmbedder(Counting("model@1/fp32", mark=1), store).encode(["text"])

    vectors = CachedEmbedder(Counting("model@2/fp32", mark=2), store).encode(["text"])

    assert vectors.tolist() == [[4, 2]]


def test_no_texts_ask_nobody(store: VectorStore) -> None:
    inner = Counting("a")

    assert CachedEmbedder(inner, store).encode([]).shape == (0, 2)
    assert inner.asked == []


def test_empty_text_has_a_vector(store: VectorStore) -> None:
    cached = CachedEmbedder(Counting("a"), store)

    assert cached.encode([""]).tolist() == cached.encode([""]).tolist() == [[0, 1]]


def test_vectors_come_back_bit_for_bit(store: VectorStore, encoder: OpenVinoEncoder) -> None:
    cached = CachedEmbedder(encoder, store)
    first = cached.encode(["Designs schemas.", "Tunes queries."])

    again = cached.encode(["Designs schemas.", "Tunes queries."])

    assert again.dtype == np.float32
    assert np.array_equal(first, again)


def test_a_vector_stored_twice_stays_as_it_was(store: VectorStore) -> None:
    key = text_hash("text")
    store.put_many("a", [key], np.array([[1, 2]], dtype=np.float32))

    store.put_many("a", [key], np.array([[3, 4]], dtype=np.float32))

    assert store.get_many("a", [key])[key].tolist() == [1, 2]
