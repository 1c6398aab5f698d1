"""The review desk as two admins, a reviewer and the library meet at it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import read_library
from jd_assets.review import actions, known_answers
from jd_assets_tests.review.desk import Desk
from jd_assets_tests.web.console.visitor import PAGE, Visitor, visiting
from jd_assets_tests.web.console_app import holders
from jd_assets_tests.web.markup import Markup


@pytest.fixture
def guarded(emptied_url: str, desk: Desk, embedder: Embedder) -> Iterator[Visitor]:
    """Somebody at a console that asks for a token."""
    with visiting(emptied_url, embedder, holders()) as found:
        yield found


def rows(desk: Desk, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with desk.connect() as connection:
        return connection.execute(statement.encode(), values).fetchall()


def label(page: Markup) -> str:
    return page.words("#card-label")


def test_cards_of_most_consequence_come_first(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Rolling Pin", "Crumb & Co")
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd", "Grain GmbH")

    page = visitor.get("/review")

    assert label(page) == "Piping Bag"
    assert [name.partition(" Skill")[0] for name in page.rows(".cards a")] == ["Piping Bag", "Rolling Pin"]


def test_a_card_shows_its_sightings_in_context(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", text="We hand you a Piping Bag on day one.")

    page = visitor.get("/review")

    assert page.words("blockquote") == "…We hand you a Piping Bag on day one.…"
    assert "Crumb & Co" in page.words(".passage-head")


def test_approving_writes_and_moves_on(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd")
    desk.propose("Rolling Pin", "Crumb & Co")

    answer = visitor.decide(visitor.get("/review"), "approve", reason="said by two")

    page = Markup(answer.text)
    with desk.connect() as connection:
        library = read_library(connection)
    assert "piping-bag" in library.skills
    assert label(page) == "Rolling Pin"
    assert page.words(".did").startswith("Approved: change")
    assert rows(desk, "SELECT actor, reason FROM library_change ORDER BY change_id DESC LIMIT 1") == [
        ("local", "said by two")
    ]


def test_fields_may_be_other_than_proposed(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co")

    visitor.decide(visitor.get("/review"), "approve", **{"set-category": "new:Bakery", "set-name": "Pastry Bag"})

    assert rows(desk, "SELECT name, category FROM skill WHERE category = 'Bakery'") == [("Pastry Bag", "Bakery")]


def test_merging_takes_the_chosen_item_of_the_whole_library(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Kiln", "Crumb & Co")
    found = visitor.get("/review/find?kind=skill&find=stov")

    assert found.words(".target").startswith("Oven")
    visitor.decide(visitor.get("/review"), "merge", into=found.all(".target input")[0].attributes["value"] or "")

    assert rows(desk, "SELECT skill_id FROM skill_alias WHERE alias = 'Kiln'") == [("oven",)]


def test_merging_into_nothing_is_refused_on_the_card(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Kiln", "Crumb & Co")

    answer = visitor.decide(visitor.get("/review"), "merge")

    assert answer.status_code == 409
    assert "Choose what to merge it into" in Markup(answer.text).words(".refusal")
    assert label(Markup(answer.text)) == "Kiln"


def test_undo_brings_the_card_back_as_it_was(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd")
    before = visitor.get("/review")

    after = visitor.undo(Markup(visitor.decide(before, "approve").text))

    assert label(after) == "Piping Bag"
    assert after.words(".card-head .facts") == before.words(".card-head .facts")
    assert rows(desk, "SELECT status FROM proposal") == [("pending",)]


def test_a_card_that_another_admin_settled_says_so_and_writes_nothing(desk: Desk, visitor: Visitor) -> None:
    number = desk.propose("Piping Bag", "Crumb & Co")
    seen = visitor.get("/review")
    actions.reject(desk.connect, [number], "ann", "a brand")

    answer = visitor.decide(seen, "approve")

    assert answer.status_code == 409
    assert "rejected already, by change" in Markup(answer.text).words(".refusal")
    assert "ann: a brand" in Markup(answer.text).words(".refusal")
    assert rows(desk, "SELECT FROM skill WHERE skill_id = 'piping-bag'") == []


def test_a_card_that_is_called_otherwise_by_now_is_stale(desk: Desk, visitor: Visitor) -> None:
    desk.propose("piping bag", "Crumb & Co")
    seen = visitor.get("/review")
    desk.propose("Piping Bag", "Loaf Ltd", "Grain GmbH")

    answer = visitor.decide(seen, "approve")

    assert answer.status_code == 409
    assert "changed since you saw it" in Markup(answer.text).words(".refusal")


def test_two_desks_are_offered_different_cards(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd")
    desk.propose("Rolling Pin", "Crumb & Co")
    other = visitor.another()

    first, second = visitor.get("/review"), other.get("/review")

    assert [label(first), label(second)] == ["Piping Bag", "Rolling Pin"]
    assert "local looks" in second.rows(".cards a")[0]


def test_a_claim_ends(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co")
    visitor.get("/review")
    other = visitor.another()
    waiting = other.get("/review").words(".all-done")

    rows(desk, "UPDATE review_claim SET expires_at = now() - interval '1 second' RETURNING 1")

    assert waiting.startswith("Others look at this card")
    assert label(other.get("/review")) == "Piping Bag"


def test_passing_is_no_review_and_can_be_taken_back(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd")
    desk.propose("Rolling Pin", "Crumb & Co")

    page = Markup(visitor.decide(visitor.get("/review"), "pass").text)
    back = Markup(visitor.send(page, "form[action='/review/passes']").text)

    assert label(page) == "Rolling Pin"
    assert label(back) == "Piping Bag"
    assert rows(desk, "SELECT status FROM proposal WHERE status <> 'pending'") == []


def test_scores_are_hidden_until_a_card_is_judged(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd")
    shown = visitor.get("/review")

    hidden = Markup(visitor.send(shown, "form[action='/review/blind']").text)
    judged = Markup(visitor.decide(hidden, "reject").text)

    assert "Rank" in shown.words(".card-head .facts")
    assert shown.all(".target .num")
    assert "Rank" not in hidden.words(".card-head .facts")
    assert not hidden.all(".target .num")
    assert "its rank was" in judged.words(".did")


def test_all_that_a_filter_shows_is_settled_and_taken_back_together(desk: Desk, visitor: Visitor) -> None:
    for name in ("Piping Bag", "Rolling Pin"):
        desk.propose(name, "Crumb & Co")
    desk.propose("Head Baker", "Loaf Ltd", kind="alias")

    page = visitor.get("/review/all?act=reject&kind=skill")
    job = _finished(visitor, visitor.send(page, "form[action='/review/all']", reason="brands"))

    assert page.words("h1") == "Reject: 2 cards"
    assert rows(desk, "SELECT kind, status FROM proposal WHERE status <> 'pending'") == [("skill", "rejected")] * 2

    _finished(visitor, visitor.send(job, "form[action$='/undo']"))
    assert rows(desk, "SELECT DISTINCT status FROM proposal") == [("pending",)]


def test_a_list_that_changed_since_it_was_confirmed_is_refused(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co")
    desk.propose("Rolling Pin", "Crumb & Co")
    page = visitor.get("/review/all?act=reject&kind=skill")
    visitor.decide(visitor.get("/review"), "approve")

    answer = visitor.send(page, "form[action='/review/all']")

    assert answer.status_code == 409
    assert rows(desk, "SELECT FROM proposal WHERE status = 'rejected'") == []


def test_a_known_answer_is_counted_and_writes_nothing(
    desk: Desk, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_answers, "EVERY", 1)
    actions.reject(desk.connect, [desk.propose("Brand Soap", "Crumb & Co")], "ann", "a brand")
    for name in ("Piping Bag", "Rolling Pin"):
        desk.propose(name, "Crumb & Co")
    page = Markup(visitor.decide(visitor.get("/review"), "reject").text)
    changes = rows(desk, "SELECT count(*) FROM library_change")

    answered = Markup(visitor.decide(page, "approve").text)

    assert label(page) == "Brand Soap"
    assert "known answer" in answered.words(".did")
    assert rows(desk, "SELECT count(*) FROM library_change") == changes
    assert rows(desk, "SELECT reviewer, expected, answer FROM review_check") == [("local", "reject", "approve")]
    assert "100 %" in visitor.get("/review/reviewers").words("table")


def test_figures_of_reviewers_are_for_admins(guarded: Visitor) -> None:
    reviewer, admin = guarded.another("reviewer"), guarded.another("admin")

    assert reviewer.client.get("/review/reviewers", headers=PAGE).status_code == 403
    assert admin.client.get("/review/reviewers", headers=PAGE).status_code == 200
    assert reviewer.client.get("/review", headers=PAGE).text.count("/review/reviewers") == 0


def test_only_an_admin_takes_back_what_others_did(desk: Desk, guarded: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co")
    reviewer, admin = guarded.another("reviewer"), guarded.another("admin")
    page = Markup(admin.decide(admin.get("/review"), "reject").text)
    number = rows(desk, "SELECT max(change_id) FROM library_change")[0][0]
    token = reviewer.get("/runs").all("input[name=form_token]")[0].attributes["value"]

    refused = reviewer.client.post(f"/review/undo/{number}", data={"form_token": token}, headers=PAGE)

    assert refused.status_code == 403
    assert label(admin.undo(page)) == "Piping Bag"


def test_a_dry_run_is_worked_out_behind_the_page(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co")
    page = visitor.get("/review")
    fields = {
        each.attributes["name"] or "": each.attributes.get("value") or "" for each in page.all("#card-form input")
    }

    address = page.all("#card-form")[0].attributes["action"]
    shown = _until(lambda: visitor.client.post(f"{address}/trial", data={**fields, "try": "approve"}), "trial-sum")

    assert "0 stored decisions of 0 would change" in shown.words(".trial-sum")
    assert any("skill piping-bag" in line for line in shown.rows(".written li"))
    assert rows(desk, "SELECT FROM skill WHERE skill_id = 'piping-bag'") == []


def test_a_reviewer_sees_what_was_decided_since_they_started(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co", "Loaf Ltd")
    desk.propose("Rolling Pin", "Crumb & Co")

    page = Markup(visitor.decide(visitor.get("/review"), "reject").text)

    assert "1 decision since you started changed 0 postings" in page.words(".desk-foot")


def _until(ask: Any, words: str) -> Markup:
    """Ask again until the answer has these words; the work behind it is done by a thread."""
    for _ in range(600):
        answer = ask()
        if words in answer.text:
            return Markup(answer.text)
        time.sleep(0.1)
    raise AssertionError(answer.text)


def _finished(visitor: Visitor, answer: Any) -> Markup:
    return _until(lambda: visitor.client.get(str(answer.url.path), headers=PAGE), "Back to the desk")
