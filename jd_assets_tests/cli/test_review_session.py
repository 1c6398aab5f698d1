"""`jd-assets review` without a command: keys settle one card after the other."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from jd_assets.cli.review.group import review as review_group
from jd_assets.cli.review.session import filter_of
from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import PermanentFailure
from jd_assets_tests.review.desk import Desk

Typing = Callable[[str], Result]


@pytest.fixture
def desk(command_url: str, embedder: Embedder) -> Desk:
    """A desk over the seed library, with three skills and a title that wait."""
    desk = Desk(connector(command_url), embedder)
    for label in ("Zorbling", "Quexing", "Frobnication"):
        desk.propose(label, "One", "Two")
    desk.propose("Night Backend Developer", "One", kind="alias")
    return desk


@pytest.fixture
def typing() -> Typing:
    """Runs a session with these keys."""
    return lambda keys: CliRunner().invoke(review_group, ["--by", "ann"], input=keys)


def labels(desk: Desk) -> list[str]:
    return sorted(card.label for card in desk.cards())


def test_each_key_settles_the_card_that_is_shown(desk: Desk, typing: Typing) -> None:
    found = typing("rra-\nq")
    assert found.exit_code == 0, found.output
    assert "3 changes made" in found.output
    assert len(desk.cards()) == 1
    assert len(desk.cards(status="rejected")) == 2


def test_a_change_is_taken_back_and_its_card_is_there_again(desk: Desk, typing: Typing) -> None:
    before = [(card.card_id, card.label) for card in desk.cards()]
    assert "is undone" in typing("ruq").output
    assert [(card.card_id, card.label) for card in desk.cards()] == before


def test_all_that_a_filter_shows_is_settled_at_once(desk: Desk, typing: Typing) -> None:
    found = typing("fkind=skill\nRy\nq")
    assert found.exit_code == 0, found.output
    assert labels(desk) == ["Night Backend Developer"]


def test_a_refused_action_is_told_and_the_session_goes_on(desk: Desk, typing: Typing) -> None:
    found = typing("fkind=skill\nevolatility=sometimes\nrq")
    assert "use one of HIGH, LOW, MEDIUM" in found.output
    assert "1 change made" in found.output


def test_a_filter_that_cannot_be_is_refused() -> None:
    assert filter_of("kind=skill postings=2 Data engineer").q == "Data engineer"
    with pytest.raises(PermanentFailure, match="no kind 'skil'"):
        filter_of("kind=skil")
    with pytest.raises(PermanentFailure, match="filtered by 'colour'"):
        filter_of("colour=red")
