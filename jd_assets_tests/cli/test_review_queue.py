"""`jd-assets review list` and `review show`: the queue and one card of it, readably."""

import json
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner, Result

from jd_assets.cli.review.group import review as review_group
from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.failures import PermanentFailure
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.pipeline import Pipeline, posting_record
from jd_assets_tests.review.desk import Desk

Review = Callable[..., Result]


@pytest.fixture
def review() -> Review:
    """Runs a command of the group."""
    return lambda *words: CliRunner().invoke(review_group, [str(word) for word in words])


@pytest.fixture
def desk(command_url: str, embedder: Embedder) -> Desk:
    """A desk over the seed library, in which role 1 is the backend engineer and 2 the data engineer."""
    return Desk(connector(command_url), embedder)


def rows(result: Result) -> list[list[str]]:
    """The cells of the printed table."""
    return [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in result.output.splitlines()
        if line.startswith("│")
    ]


def test_an_empty_queue_says_so(desk: Desk, review: Review) -> None:
    assert review("list").output == "No pending proposals\n"
    assert review("list", "--kind", "kra", "--status", "rejected").output == "No rejected proposals of this kind\n"


def test_the_list_is_ranked_and_says_what_the_rank_is_made_of(desk: Desk, review: Review) -> None:
    first = desk.propose("Night Baker", "Crumb", "Crust", "Loaf", kind="alias", detail={"confidence": 0.5})
    second = desk.propose("[red]Zorblax 7[/]", "Crumb", "Crumb")
    desk.propose("[red]ZORBLAX-7[/]", "Crumb", role_id=2)
    result = review("list")
    assert result.exit_code == 0
    one, two = rows(result)
    assert one == [str(first), "alias", "Night Baker", "backend-engineer", "3", "3", "0.88", "7.88"]
    assert two[:2] == [str(second), "skill"]
    assert two[2:6] == ["[red]Zorblax 7[/] (+1) !", "backend-engineer +1", "3", "1"]
    assert "2 cards of 3 proposals" in result.output
    assert max(len(line) for line in result.output.splitlines()) <= 120


def test_kind_status_and_limit_choose_cards(desk: Desk, review: Review) -> None:
    rejected = desk.propose("Quorvex")
    desk.settle(rejected, "rejected")
    desk.propose("Zorblax")
    desk.propose("Night Baker", kind="alias")
    desk.propose("Day Baker", kind="alias")
    assert [row[2] for row in rows(review("list", "--kind", "skill"))] == ["Zorblax"]
    assert [row[0] for row in rows(review("list", "--status", "rejected"))] == [str(rejected)]
    limited = review("list", "--limit", 1)
    assert len(rows(limited)) == 1
    assert "3 cards of 3 proposals; the first 1 are shown" in limited.output


def test_a_card_is_marked_for_more_than_that_one_posting_alone_says_it(desk: Desk, review: Review) -> None:
    desk.propose("Zorblax", "Crumb")
    desk.propose("Crumb Cloud", "Crumb")
    assert sorted(row[2] for row in rows(review("list"))) == ["Crumb Cloud !", "Zorblax"]


def test_one_card_is_told_as_one(desk: Desk, review: Review) -> None:
    number = desk.propose("Zorblax", "Crumb")
    assert "1 card of 1 proposal. " in review("list").output
    assert "1 posting · 1 employer · " in review("show", number).output


def test_a_spelling_has_a_hint_and_can_be_listed_and_merged_by_it(desk: Desk, review: Review) -> None:
    number = desk.propose("Kubernete", "Crumb")
    desk.propose("Zorblax", "Crumb")
    result = review("list")
    assert [row[-1] for row in rows(result)] == ["", "merge into Kubernetes?"]
    assert "The last one is another spelling of a library skill: " in result.output
    assert [row[0] for row in rows(review("list", "--spellings"))] == [str(number)]
    assert "+ 'Kubernete' as a name of kubernetes" in review("merge", number, "--why", "a slip").output
    refused = review("merge", number + 1, "--why", "x").exception
    assert isinstance(refused, PermanentFailure)
    assert str(refused).startswith("Say what to merge into")


def test_a_long_label_is_cut_in_the_list(desk: Desk, review: Review) -> None:
    desk.propose("Writes the letters of the house and files them. " * 4, kind="kra")
    [row] = [row for row in rows(review("list")) if row[1] == "kra"]
    assert row[2].startswith("Writes the letters")


def test_json_is_a_card_a_line(desk: Desk, review: Review) -> None:
    number = desk.propose("Zörblax", "Crumb")
    [card] = [json.loads(line) for line in review("list", "--json").output.splitlines()]
    assert (card["card_id"], card["label"], card["spellings"][0]["proposal_id"]) == (number, "Zörblax", number)


def test_show_prints_what_was_seen_where_and_what_is_near(desk: Desk, review: Review) -> None:
    number = desk.propose("Dough Fermentation", "Crumb", text="In our [big] bakery Dough Fermentation matters most.")
    desk.propose("dough-fermentation", "Crust", role_id=2)
    result = review("show", number)
    words = " ".join(result.output.split())
    assert result.exit_code == 0
    assert f"Dough Fermentation skill · card {number} · pending · 2 postings · 2 employers" in words
    assert f"spellings Dough Fermentation (1, #{number}), dough-fermentation (1, #{number + 1})" in words
    assert "roles backend-engineer (1), data-engineer (1)" in words
    assert "employers Crumb, Crust" in words
    assert "…In our [big] bakery Dough Fermentation matters most.…" in words
    assert "with the aliases dough-fermentation, asked by backend-engineer, data-engineer." in words
    similarities = [line.split()[0] for line in result.output.splitlines() if line.startswith("  0.")]
    assert len(similarities) == 3
    assert similarities == sorted(similarities, reverse=True)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("alias", "'Night Baker' as a title of backend-engineer"),
        ("sub_role", "'Night Baker' as a sub-role of backend-engineer"),
        ("kra", "What holders of backend-engineer do: 'Night Baker'"),
        ("role", "The role 'Night Baker', as `jd-assets library drafts` shows it"),
        ("decision", "Nothing in the library: the posting stays backend-engineer"),
    ],
)
def test_show_says_what_approving_writes(desk: Desk, review: Review, kind: str, words: str) -> None:
    number = desk.propose("Night Baker", kind=kind, role_id=None if kind == "role" else 1)  # type: ignore[arg-type]
    assert words in " ".join(review("show", number).output.split())


def test_show_says_why_a_card_is_not_in_the_list(desk: Desk, review: Review) -> None:
    number = desk.propose("Python")
    assert "not in the list: The library holds 'Python' by now" in review("show", number).output


def test_show_gives_the_typing_that_enrichment_found(command_url: str, review: Review, data_folder: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        pipeline = Pipeline(command_url, data_folder, instance)
        [run_id] = pipeline.take_in([posting_record("typed", BACKEND + "- Experience with Quorvex\n")])
        pipeline.materialise([run_id])
    [(number,)] = pipeline.query("SELECT proposal_id FROM proposal WHERE label = 'Quorvex'")
    output = " ".join(review("show", number).output.split())
    assert "typing " in output
    assert "volatility" in output
    assert run_id in output


def test_an_unknown_card_is_one_sentence(desk: Desk, review: Review) -> None:
    error = review("show", 4711).exception
    assert isinstance(error, PermanentFailure)
    assert str(error) == "There is no proposal 4711: `jd-assets review list` has those that wait"
