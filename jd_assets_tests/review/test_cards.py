"""What an admin sees of proposals: one card for one new thing."""

from itertools import permutations
from pathlib import Path

import pytest

from jd_assets.contracts.enrichment import NewSkillMeta
from jd_assets.contracts.proposal import ProposalKind
from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.enriching.derive_step import DEFAULT
from jd_assets.failures import PermanentFailure
from jd_assets.library.seed.load import load_seed
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.review.approval_preview import approval_in_words
from jd_assets.review.cards import of_whole_cards, read_cards
from jd_assets.review.clustering import cluster
from jd_assets.review.excerpts import read_excerpts
from jd_assets.review.proposal_store import Proposal
from jd_assets.review.rank import LEAST
from jd_assets.review.resolved import may_spell
from jd_assets_tests.library.conftest import SeedFolder
from jd_assets_tests.review.desk import BAKER, WAITER, Desk


@pytest.fixture
def desk(emptied_url: str, tmp_path: Path, embedder: Embedder) -> Desk:
    """A desk over a library of a baker and a waiter."""
    connect = connector(emptied_url)
    load_seed(connect, SeedFolder(tmp_path).path)
    return Desk(connect, embedder)


def test_a_skill_is_one_card_however_spelled_and_for_however_many_roles(desk: Desk) -> None:
    ids = [
        desk.propose("Kneading Trough", "Crumb", "Loaf"),
        desk.propose("kneading-troughs", "Crust"),
        desk.propose("Kneading Trough", "Crumb", role_id=WAITER),
    ]
    [card] = desk.cards()
    assert (card.card_id, card.proposal_ids) == (min(ids), tuple(sorted(ids)))
    assert card.label == "Kneading Trough"
    assert [(item.label, item.postings) for item in card.spellings] == [
        ("Kneading Trough", 2),
        ("kneading-troughs", 1),
        ("Kneading Trough", 1),
    ]
    assert [(role.slug, role.postings) for role in card.roles] == [("baker", 3), ("waiter", 1)]
    assert (card.postings, card.employers) == (4, 3)
    assert card.employer_names == ("Crumb", "Crust", "Loaf")


def test_other_words_for_one_thing_are_one_card(desk: Desk) -> None:
    desk.propose("dough fermentation")
    desk.propose("fermentation of dough")
    assert desk.labels() == [["dough fermentation", "fermentation of dough"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Java", "JavaScript"), ("C", "C++"), ("Spring", "Springer"), ("AWS EC2", "AWS ECS"), ("rye bread", "rye bed")],
)
def test_two_things_are_two_cards(desk: Desk, one: str, other: str) -> None:
    desk.propose(one)
    desk.propose(other)
    assert desk.labels() == sorted([[one], [other]])


def test_a_title_is_one_card_within_a_role_and_another_for_another_role(desk: Desk) -> None:
    for kind in ("alias", "sub_role"):
        desk.propose("Night Shift Baker", kind=kind)
        desk.propose("Senior Baker, Night Shift", kind=kind)
        desk.propose("Night Shift Baker", kind=kind, role_id=WAITER)
        desk.propose("Wedding Cake Baker", kind=kind)
        assert sorted(len(card.proposal_ids) for card in desk.cards(kind)) == [1, 1, 2]


def test_a_new_role_is_the_card_that_its_draft_is_made_of(desk: Desk) -> None:
    desk.propose("Beekeeper", kind="role", role_id=None)
    desk.propose("Bee-Keeper", kind="role", role_id=None)
    desk.propose("Coordinator", kind="role", role_id=None)
    assert desk.labels() == [["Bee-Keeper", "Beekeeper"], ["Coordinator"]]


def test_duties_are_one_card_within_a_role_where_they_say_the_same(desk: Desk) -> None:
    desk.propose("Cleans the ovens of the bakery every evening.", kind="kra")
    desk.propose("Cleans the ovens in the bakery every evening", kind="kra")
    desk.propose("Orders flour and yeast from suppliers.", kind="kra")
    assert sorted(len(card.proposal_ids) for card in desk.cards("kra")) == [1, 2]


def test_every_decision_is_a_card_of_its_own(desk: Desk) -> None:
    desk.propose("Night Baker", "Crumb", kind="decision")
    desk.propose("Night Baker", "Crumb", kind="decision")
    assert len(desk.cards("decision")) == 2


def test_the_order_of_the_proposals_does_not_matter(embedder: Embedder) -> None:
    kinds: dict[ProposalKind, list[str]] = {
        "skill": ["kneading machine maintenance", "maintaining kneading machines", "kneading machine maintaining"],
        "sub_role": ["Night Baker", "Baker, Night", "Nightly Baker", "Night Shift Baker"],
    }
    for kind, labels in kinds.items():
        given = [Proposal(n, kind, 1, "baker", label.lower(), label, "pending", None) for n, label in enumerate(labels)]
        outcomes = {
            str(sorted(sorted(item.proposal_id for item in group) for group in cluster(order, embedder)))
            for order in permutations(given)
        }
        assert len(outcomes) == 1


def test_employers_are_told_apart_by_name_and_unknown_ones_are_one(desk: Desk) -> None:
    desk.propose("Kneading Trough", "Crumb", "The Crumb Ltd.", None, None)
    [card] = desk.cards()
    assert (card.postings, card.employers, card.employer_names) == (4, 2, ("", "Crumb"))


def test_a_posting_that_shows_two_spellings_counts_once(desk: Desk) -> None:
    desk.propose("Kneading Trough", "Crumb")
    second = desk.propose("kneading-trough", "Crust")
    desk.run(
        "INSERT INTO proposal_sighting (proposal_id, run_id, employer, label) "
        f"SELECT {second}, run_id, employer, label FROM proposal_sighting WHERE proposal_id <> {second}"
    )
    [card] = desk.cards()
    assert (card.postings, len(card.run_ids)) == (2, 2)


def test_a_group_of_reposts_counts_once_and_has_one_employer(desk: Desk) -> None:
    desk.propose("Kneading Trough", "Crumb", "Harvest Staffing", "Crust")
    desk.repost(1, 2)
    [card] = desk.cards()
    assert (card.postings, card.employer_names, len(card.run_ids)) == (2, ("Crumb", "Crust"), 3)


def test_a_spelling_of_a_library_skill_comes_behind_what_is_new(desk: Desk) -> None:
    desk.propose("dough-mixers", "One", "Two", "Three")
    desk.propose("Kneading Trough", "One")
    assert [(card.label, card.merge_into) for card in desk.cards()] == [
        ("Kneading Trough", None),
        ("dough-mixers", "Dough Mixer"),
    ]


def test_the_whole_cards_of_some_proposals_are_settled_together(desk: Desk) -> None:
    first, other = desk.propose("Kneading Trough"), desk.propose("Loaf Tin")
    second = desk.propose("kneading-trough")
    settled = desk.propose("Proving Basket")
    desk.settle(settled, "approved")
    assert of_whole_cards(desk.connect, desk.embedder, [second, first]) == [first, second]
    assert of_whole_cards(desk.connect, desk.embedder, [settled, other]) == [settled, other]


def test_cards_are_ranked_by_postings_employers_and_sureness(desk: Desk) -> None:
    desk.propose("Zorbling", "One", sureness=0.85)
    desk.propose("Quexing", "One", "Two", "Two", sureness=0.6)
    first, second = desk.cards()
    assert [first.label, second.label] == ["Quexing", "Zorbling"]
    assert (first.sureness, first.rank) == (0.84, 6 * 0.84)
    assert (second.sureness, second.rank) == (0.85, 0.85)


def test_what_is_doubtful_is_shown_when_a_second_employer_says_it(desk: Desk) -> None:
    desk.propose("Zorbling", "One", "One", sureness=Grade.DOUBTFUL)
    assert desk.cards() == []
    assert [card.label for card in read_cards(desk.connect, desk.embedder, doubtful=True)] == ["Zorbling"]
    desk.propose("Zorbling", "Two", sureness=Grade.DOUBTFUL)
    assert [card.label for card in desk.cards()] == ["Zorbling"]


def test_what_is_unlikely_is_not_shown_for_three_employers(desk: Desk) -> None:
    desk.propose("synthesize complex issues", "One", "Two", "Three", sureness=Grade.UNLIKELY)
    assert desk.cards() == []


def test_what_most_employers_write_as_talk_waits_although_one_lists_it_among_skills(desk: Desk) -> None:
    desk.propose("loaf flows", "One", sureness=Grade.SURE)
    desk.propose("loaf flows", "Two", "Three", sureness=Grade.UNLIKELY)
    assert desk.cards() == []
    desk.propose("loaf flows", "Four", "Five", sureness=Grade.DOUBTFUL)
    assert [card.sureness for card in desk.cards()] == [0.5559]


def test_a_decision_ranks_by_the_chance_that_it_is_wrong_and_never_vanishes(desk: Desk) -> None:
    desk.propose("Night Baker", kind="decision", detail={"confidence": 0.75})
    desk.propose("Day Baker", kind="decision", detail={"confidence": 1.0})
    assert [card.sureness for card in desk.cards()] == [0.25, LEAST]


def test_a_card_names_the_nearest_items_of_the_library(desk: Desk) -> None:
    desk.propose("Spiral Dough Mixer")
    desk.propose("Head Waiter", kind="role", role_id=None)
    near = {card.kind: card.near for card in desk.cards()}
    assert next((item.source, item.item_id, item.name) for item in near["skill"]) == (
        "library",
        "dough-mixer",
        "Dough Mixer",
    )
    assert [item.similarity for item in near["skill"]] == sorted((x.similarity for x in near["skill"]), reverse=True)
    assert [item.item_id for item in near["role"]] == ["waiter", "baker"]


def test_a_spelling_of_what_was_rejected_is_not_shown_again(desk: Desk) -> None:
    rejected = desk.propose("Kneading Trough")
    before = desk.propose("kneading-troughs", role_id=WAITER)
    desk.settle(rejected, "rejected")
    after = desk.propose("Kneading-Trough", role_id=WAITER)
    desk.propose("Loaf Tin")
    assert desk.labels() == [["Loaf Tin"]]
    assert desk.card(before).held == f"'Kneading Trough' was rejected (proposal {rejected})"
    assert desk.card(after).status == "rejected"


def test_a_title_rejected_for_one_role_may_be_proposed_for_another(desk: Desk) -> None:
    desk.settle(desk.propose("Night Baker", kind="alias"), "rejected")
    desk.propose("Night Baker", kind="alias", role_id=WAITER)
    assert desk.labels() == [["Night Baker"]]


def test_what_is_near_to_something_settled_says_so(desk: Desk) -> None:
    rejected = desk.propose("fermentation of dough")
    desk.settle(rejected, "rejected")
    desk.propose("dough fermentation", "Crumb", "Crust")
    [card] = desk.cards()
    assert (card.near[-1].source, card.near[-1].item_id) == ("rejected", str(rejected))
    assert any("'fermentation of dough', which was rejected" in warning for warning in card.warnings)


@pytest.mark.parametrize(
    ("kind", "label", "role_id", "change"),
    [
        ("skill", "Loaf Tin", BAKER, "INSERT INTO skill_alias (alias, skill_id) VALUES ('loaf tin', 'oven')"),
        ("alias", "Loaf Maker", BAKER, "INSERT INTO role_alias VALUES (1, 'Loaf Maker', 'loaf maker')"),
        ("kra", "Orders flour.", BAKER, "INSERT INTO role_kra (role_id, kra) VALUES (1, 'Orders flour.')"),
        ("role", "Miller", None, "INSERT INTO role VALUES (3, 'miller', 'Miller', 'Mill', 'Mills.')"),
    ],
)
def test_what_the_library_came_to_hold_is_not_in_the_list(
    desk: Desk, kind: ProposalKind, label: str, role_id: int | None, change: str
) -> None:
    number = desk.propose(label, kind=kind, role_id=role_id)
    assert desk.card(number).held is None
    desk.run(change)
    assert desk.cards() == []
    assert desk.card(number).held == f"The library holds '{label}' by now"


def test_a_spelling_that_the_library_does_not_know_is_to_be_merged(desk: Desk) -> None:
    desk.propose("DoughMixer", "Crumb", "Crust")
    [card] = desk.cards()
    assert card.warnings == ("Spelled like the library's Dough Mixer: merge it if it means that",)


def test_a_spelling_of_an_alias_says_of_which(desk: Desk) -> None:
    desk.propose("St-ove", "Crumb", "Crust")
    [card] = desk.cards()
    told = "Spelled like 'Stove', a name of the library's Oven: merge it if it means that"
    assert (card.warnings, card.merge_into) == ((told,), "Oven")


@pytest.mark.parametrize(
    ("label", "name", "may"),
    [
        ("security analysis", "securities analysis", False),
        ("Logistic", "Logistics", False),
        ("oven metric", "oven metrics", False),
        ("Oven’s hardware", "oven hardware", True),
        ("data base designs", "database design", True),
        ("proving process", "Proving Processes", True),
        ("bakery", "bakeries", True),
        ("café", "cafes", True),
    ],
)
def test_what_differs_within_or_by_the_s_of_a_field_is_another_name(label: str, name: str, may: bool) -> None:
    assert may_spell(label, name) is may


@pytest.mark.parametrize(
    ("confidence", "is_default", "asked"),
    [
        (0.9, False, ""),
        (0.4, False, "Its category is a guess: say which, if not Baking."),
        (None, False, "Its category is a guess: say which, if not Baking."),
        (0.0, True, "Nothing tells its category: say which."),
    ],
)
def test_a_category_that_is_a_guess_is_asked_for(
    desk: Desk, confidence: float | None, is_default: bool, asked: str
) -> None:
    desk.propose("Zorbling", "Crumb", sureness=Grade.SURE)
    derived = DEFAULT.model_copy(update={"category": "Baking", "is_default": is_default, "confidence": confidence})
    said = approval_in_words(desk.cards()[0], NewSkillMeta(derived=derived, skill_id="zorbling"))
    assert asked in said
    assert ("category" in said) is bool(asked)


def test_a_title_of_another_role_says_so(desk: Desk) -> None:
    desk.propose("Waiter", "Crumb", "Crust", kind="alias")
    [card] = desk.cards()
    assert card.warnings == ("The title is an alias of waiter too: approving it makes it a known collision",)


def test_a_card_without_a_reason_against_it_has_no_warning(desk: Desk) -> None:
    desk.propose("Kneading Trough", "Crumb", "Crust")
    assert [card.warnings for card in desk.cards()] == [()]


@pytest.mark.parametrize(
    ("label", "employers", "is_primary", "warning"),
    [
        ("Kneading Trough", ["Crumb"], True, "Only one posting says it"),
        ("Kneading Trough", ["Crumb", "Crumb Ltd"], True, "All postings are of one employer: Crumb"),
        ("Kneading Trough", [None, None], True, "No posting names its employer"),
        ("Kneading Trough", ["Crumb", "Crust"], False, "Only asked as nice to have"),
        ("Crumb Cloud", ["Crumb Inc", "Crust"], True, "Looks like a name of the employer Crumb Inc"),
        ("a love of bread and cakes", ["Crumb", "Crust"], True, "Its name has more than 5 words"),
    ],
)
def test_reasons_not_to_approve_a_skill_blindly(
    desk: Desk, label: str, employers: list[str | None], is_primary: bool, warning: str
) -> None:
    desk.propose(label, *employers, is_primary=is_primary)
    [card] = desk.cards()
    assert [text[: len(warning)] for text in card.warnings] == [warning]


def test_a_duty_that_is_long_and_a_title_without_work_say_so(desk: Desk) -> None:
    desk.propose("Orders flour and yeast, " * 12, "Crumb", "Crust", kind="kra")
    desk.propose("Coordinator", "Crumb", "Crust", kind="role", role_id=None)
    warnings = {card.kind: card.warnings for card in desk.cards()}
    assert warnings["kra"][0].startswith("It has more than 45 words")
    assert warnings["role"] == ("The title names no work: no role is drafted from it",)


def test_settled_proposals_have_cards_of_their_own(desk: Desk) -> None:
    desk.propose("Loaf Tin")
    approved = desk.propose("Kneading Trough")
    desk.settle(approved, "approved")
    assert [card.card_id for card in desk.cards(status="approved")] == [approved]
    assert desk.card(approved).status == "approved"
    assert [card.label for card in desk.cards()] == ["Loaf Tin"]


def test_a_card_is_found_by_any_of_its_proposals(desk: Desk) -> None:
    first = desk.propose("Kneading Trough")
    second = desk.propose("kneading-trough")
    assert desk.card(second) == desk.card(first)
    assert desk.card(second).card_id == first


def test_an_unknown_card_is_refused(desk: Desk) -> None:
    with pytest.raises(PermanentFailure, match="There is no proposal 471100: `jd-assets review list`"):
        desk.card(471100)


def test_evidence_is_of_different_employers_first(desk: Desk) -> None:
    desk.propose("Kneading Trough", "Crumb", "Crumb", "Crumb", "Crumb", "Crumb", "Crust")
    [card] = desk.cards()
    assert [sighting.employer for sighting in card.evidence] == ["Crumb", "Crust", "Crumb", "Crumb", "Crumb"]


def test_a_passage_is_the_words_of_the_posting_and_those_around_them(desk: Desk) -> None:
    desk.propose("Brotbäcker", "Crumb", text="Ä🥖 We want a\nBrotbäcker, gladly." + " And more." * 20)
    [passage] = read_excerpts(desk.connect, desk.cards()[0])
    assert (passage.before, passage.text) == ("Ä🥖 We want a\n", "Brotbäcker")
    assert passage.after.startswith(", gladly. And more.")
    assert len(passage.after) == 90
    assert (passage.employer, passage.section, passage.title) == ("Crumb", "required", "Wanted: Brotbäcker")


def test_the_evidence_of_a_title_is_the_postings_title(desk: Desk) -> None:
    desk.propose("Night Baker", "Crumb", kind="alias")
    [passage] = read_excerpts(desk.connect, desk.cards()[0])
    assert (passage.title, passage.before, passage.text) == ("Wanted: Night Baker", "", "")
    assert passage.after == "You know Night Baker well."
