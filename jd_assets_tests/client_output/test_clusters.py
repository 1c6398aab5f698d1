from dataclasses import replace

from jd_assets.client_output.clusters import skill_clusters
from jd_assets.client_output.skills import wanted_skills
from jd_assets_tests.client_output.given import LIBRARY, detail_of, final_skill, new_meta, skills_of


def test_required_skills_weigh_double_and_the_largest_cluster_is_first() -> None:
    clusters = skill_clusters(skills_of({"torch": False, "reviews": True}), LIBRARY).clusters
    assert [(cluster.name, round(cluster.share, 3)) for cluster in clusters] == [
        ("Engineering Practices", 0.667),
        ("Deep Learning", 0.333),
    ]


def test_a_skill_of_several_dimensions_joins_the_one_with_most_of_the_weight() -> None:
    [cluster] = skill_clusters(skills_of({"vectors": True, "ledger": True}), LIBRARY).clusters
    assert cluster.dimension_id == "nosql-databases"
    assert [(skill.skill_name, skill.also_in) for skill in cluster.skills] == [
        ("Vectors", ["generative-ai"]),
        ("Ledger", ["relational-databases"]),
    ]


def test_skills_without_a_dimension_are_last_in_a_cluster_that_says_so() -> None:
    clusters = skill_clusters(skills_of({"cobol": True, "torch": False}), LIBRARY).clusters
    assert [cluster.not_stated for cluster in clusters] == [None, "No dimension of the library holds these skills"]
    assert [skill.skill_name for skill in clusters[1].skills] == ["Cobol"]
    assert clusters[1].dimension_id is None


def test_a_place_that_only_neighbours_suggest_is_marked() -> None:
    skill = final_skill("dolt")
    detail = detail_of(skill).model_copy(update={"new_skill_meta": new_meta("dolt", placed="nosql-databases")})
    [cluster] = skill_clusters(wanted_skills([skill], [detail], LIBRARY), LIBRARY).clusters
    assert (cluster.name, cluster.skills[0].placed_by) == ("NoSQL Databases", "neighbours")


def test_skills_that_are_not_wanted_are_in_no_cluster() -> None:
    unwanted = final_skill("torch").model_copy(update={"negated": True, "is_primary": False})
    clusters = skill_clusters(wanted_skills([unwanted], [detail_of(unwanted)], LIBRARY), LIBRARY)
    assert clusters.clusters == []
    assert clusters.not_stated == "The posting names no skill that it wants"


def test_a_skill_that_would_be_alone_joins_those_of_its_category() -> None:
    skills = skills_of({"ledger": True, "vectors": True, "agents": True, "torch": True})
    clusters = skill_clusters(skills, LIBRARY).clusters
    assert all(len(cluster.skills) > 1 for cluster in clusters)
    placed = {skill.skill_name: skill.placed_by for cluster in clusters for skill in cluster.skills}
    assert sorted(map(str, placed.values())) == ["category", "library", "library", "library"]


def test_a_skill_that_is_alone_in_its_category_too_joins_the_dimension_that_the_same_roles_touch() -> None:
    modeler, bookkeeper = LIBRARY.roles
    both = frozenset({"deep-learning", "engineering-practices"})
    roles = (replace(modeler, dimensions=both), replace(bookkeeper, dimensions=frozenset({"nosql-databases"})))
    skills = skills_of({"torch": True, "reviews": True, "ledger": True, "vectors": True})
    clusters = skill_clusters(skills, replace(LIBRARY, roles=roles)).clusters
    assert sorted(sorted((skill.skill_name, skill.placed_by) for skill in cluster.skills) for cluster in clusters) == [
        [("Ledger", "library"), ("Vectors", "library")],
        [("Reviews", "library"), ("Torch", "roles")],
    ]


def test_a_skill_whose_dimension_no_role_shares_with_others_stays_alone() -> None:
    roles = tuple(replace(role, dimensions=frozenset({"deep-learning"})) for role in LIBRARY.roles)
    clusters = skill_clusters(skills_of({"torch": True, "reviews": True}), replace(LIBRARY, roles=roles)).clusters
    assert [len(cluster.skills) for cluster in clusters] == [1, 1]
