"""A few sentences of a posting are read by the model, the others are estimated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.inputs import pack_tokens, unpack_tokens
from jd_assets.scoring.kra import best_similarities
from jd_assets.scoring.sentences import READ, Sentences, divide, estimated, together

DUTIES = [
    "Build ingestion pipelines into the warehouse",
    "Model the warehouse with dbt for analysts",
    "Orchestrate and monitor all data jobs",
    "Tune slow queries of the warehouse",
    "Document schemas and lineage of event streams",
    "Implement data quality checks on every table",
]
TALK = [
    "We celebrate birthdays with far too much cake",
    "Our founders met on a ferry to Harwich",
    "You love dogs, hills and long lunches",
    "Bring your own mug on the first day",
]


def of(texts: list[str], index: RoleIndex) -> Sentences:
    return divide(texts, index.embedder.embedder_id, index.embedder.dimensions)


def test_the_duties_are_read_and_the_talk_is_estimated(index: RoleIndex) -> None:
    mixed = [TALK[0], *DUTIES[:3], *TALK[1:3], *DUTIES[3:], TALK[3]]
    found = of(mixed, index)
    assert len(found.read) == READ
    assert set(found.read) < set(DUTIES)
    assert sorted([*found.read, *found.others]) == sorted(mixed)
    assert len(found.others) == len(found.tokens) == len(found.vectors)


def test_few_sentences_are_all_read(index: RoleIndex) -> None:
    few = [*TALK, *DUTIES][:READ]
    assert (of(few, index).read, of(few, index).others) == (few, [])
    assert (of([], index).read, of([], index).count) == ([], 0)


def test_all_are_read_by_a_model_that_nothing_imitates() -> None:
    found = divide([*DUTIES, *TALK], "tiny@01234567/fp32", 16)
    assert (found.read, found.others, found.vectors.shape) == ([*DUTIES, *TALK], [], (0, 16))


def test_estimates_come_near_what_the_model_says(index: RoleIndex) -> None:
    others = of([*DUTIES, *TALK], index)
    guessed = estimated(others.vectors, index.kras_by_role, index.embedder.embedder_id)
    own = best_similarities(index.embedder.encode(others.others), index.kras_by_role)
    having = [bool(role.kras) for role in index.roles]
    assert np.abs(guessed - own)[:, having].mean() < 0.1
    assert not guessed[:, np.logical_not(having)].any()


def test_nothing_to_estimate_is_no_estimate(index: RoleIndex) -> None:
    none: Floats = np.zeros((0, index.embedder.dimensions), dtype=np.float32)
    assert estimated(none, index.kras_by_role, index.embedder.embedder_id).shape == (0, len(index.roles))


def test_both_kinds_of_a_posting_stand_together() -> None:
    read, others = np.array([[1.0], [2.0], [3.0]], np.float32), np.array([[10.0], [20.0]], np.float32)
    assert together(read, [1, 2, 0], others, [1, 0, 1])[:, 0].tolist() == [1, 10, 2, 3, 20]


@given(st.lists(st.lists(st.integers(0, 65_535), max_size=60), max_size=40))
def test_tokens_are_unpacked_as_they_were_packed(tokens: list[list[int]]) -> None:
    packed = pack_tokens([np.array(each, dtype=np.uint16) for each in tokens])
    assert [each.tolist() for each in unpack_tokens(packed)] == tokens


@pytest.mark.parametrize("order", [DUTIES, DUTIES[::-1]])
def test_what_is_read_keeps_the_order_of_the_posting(index: RoleIndex, order: list[str]) -> None:
    found = of([*order, *TALK], index)
    assert found.read == [text for text in order if text in found.read]
    assert found.others == [text for text in [*order, *TALK] if text in found.others]
