from itertools import permutations

import pytest

from jd_assets.embedding.embedder import Embedder
from jd_assets.proposals.drafting.cluster import Backing, Cluster, ProposedRole, cluster_proposals
from jd_assets.text.slugs import slug_of


def proposed(label: str, *employers: str | None) -> ProposedRole:
    key = slug_of(label)
    return ProposedRole(key, label, tuple(Backing(f"{key}-{n}", employer) for n, employer in enumerate(employers)))


def keys(clusters: list[Cluster]) -> list[list[str]]:
    return [[proposal.key for proposal in cluster.proposals] for cluster in clusters]


def test_spellings_of_one_title_are_one_cluster(embedder: Embedder) -> None:
    found = cluster_proposals([proposed("Beekeeper"), proposed("Bee Keeper"), proposed("Bee-keepers")], embedder)
    assert keys(found) == [["bee-keeper", "bee-keepers", "beekeeper"]]


def test_the_key_of_a_cluster_is_its_smallest(embedder: Embedder) -> None:
    [cluster] = cluster_proposals([proposed("Registered Nurse"), proposed("Nurse")], embedder)
    assert cluster.key == "nurse"


def test_other_work_is_another_cluster(embedder: Embedder) -> None:
    found = cluster_proposals([proposed("Pastry Chef"), proposed("Truck Driver"), proposed("Sous Chef")], embedder)
    assert keys(found) == [["pastry-chef"], ["sous-chef"], ["truck-driver"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Electrical Engineer", "Electrician"),
        ("Operations Manager", "Operations Specialist"),
        ("Veterinarian", "Veterinary Nurse"),
        ("Food and Beverage Manager", "Restaurant Manager"),
        ("Product Marketing Manager", "Marketing and Sales Manager"),
    ],
)
def test_neighbours_in_meaning_are_two_roles(embedder: Embedder, one: str, other: str) -> None:
    assert len(cluster_proposals([proposed(one), proposed(other)], embedder)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Software Engineer", "Software Developer"),
        ("Store Manager", "Shop Manager"),
        ("Chef", "Chief Chef"),
        ("Pharmacist", "Production Pharmacist"),
    ],
)
def test_other_words_for_one_role_are_one_cluster(embedder: Embedder, one: str, other: str) -> None:
    assert len(cluster_proposals([proposed(one), proposed(other)], embedder)) == 1


def test_a_title_that_names_no_work_is_no_role(embedder: Embedder) -> None:
    unnamed = ProposedRole("untitled-role", "Untitled role", ())
    assert cluster_proposals([proposed("Coordinator"), unnamed], embedder) == []


def test_the_order_of_the_proposals_does_not_matter(embedder: Embedder) -> None:
    given = [proposed(label) for label in ("Nurse", "Staff Nurse", "Registered Nurse", "Dental Nurse")]
    assert len({str(keys(cluster_proposals(order, embedder))) for order in permutations(given)}) == 1


def test_reposts_count_once_over_all_spellings(embedder: Embedder) -> None:
    one = ProposedRole("beekeeper", "Beekeeper", (Backing("b", "Hive", "a"), Backing("c", "Meadow", "c")))
    other = ProposedRole("bee-keeper", "Bee Keeper", (Backing("a", "Harvest Staffing", "a"),))
    [cluster] = cluster_proposals([one, other], embedder)
    assert [backing.run_id for backing in cluster.backings] == ["a", "c"]
    assert cluster.employers == 2


def test_employers_are_counted_over_all_spellings(embedder: Embedder) -> None:
    given = [proposed("Beekeeper", "Hive", "Hive Ltd", None), proposed("Bee Keeper", "hive", "Meadow", None)]
    [cluster] = cluster_proposals(given, embedder)
    assert cluster.employers == 3
    assert len(cluster.backings) == 6
