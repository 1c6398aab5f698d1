"""The cards that a process keeps while others settle them and take it back."""

import pytest

from jd_assets.review.cards import read_cards
from jd_assets.web.console import card_queue
from jd_assets.web.console.card_queue import CardQueue
from jd_assets_tests.review.desk import Desk


def test_a_card_that_is_given_back_while_the_cards_are_made_is_among_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.propose("Piping Bag", "Crumb & Co")
    queue = CardQueue(desk.connect, desk.embedder)
    [card] = queue.cards()
    queue.settle(card)
    assert queue.cards() == []

    def read_before_the_undo(*_: object) -> list[object]:
        assert queue.give_back([number]) == card
        return []

    monkeypatch.setattr(card_queue, "read_cards", read_before_the_undo)
    queue._make(queue.stamp())

    assert queue.cards() == [card]
    monkeypatch.setattr(card_queue, "read_cards", read_cards)
    queue._make(queue.stamp())
    assert [each.card_id for each in queue.cards()] == [card.card_id]
