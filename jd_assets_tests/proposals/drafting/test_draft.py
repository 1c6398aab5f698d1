import pytest

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed, Span
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.embedding.embedder import Embedder
from jd_assets.proposals.drafting.cluster import Backing, Cluster, ProposedRole
from jd_assets.proposals.drafting.draft import MAX_POSTINGS, Read, draft_role, postings_to_read
from jd_assets.scoring.index import RoleIndex, build_index
from jd_assets_tests.decision.small_library import LIBRARY

DUTY = "Builds backend services that growers order pollination with"


@pytest.fixture(scope="module")
def index(embedder: Embedder) -> RoleIndex:
    """A library of four roles."""
    return build_index(LIBRARY, embedder)


def read(run_id: str, *skills: str, section: Section = Section.RESPONSIBILITIES, negated: bool = False) -> Read:
    """A posting of one sentence."""
    return Read(
        Posting(run_id=run_id, source="test", source_id=run_id, content_hash="0" * 64, text=DUTY),
        NanoParse(nano_parsed=NanoParsed(JD_type="pass"), spans=[Span(start=0, end=len(DUTY), section=section)]),
        SkillExtraction(
            final_skills=[FinalSkill(is_primary=True, skill_name=name, negated=negated) for name in skills]
        ),
    )


def cluster(*employers: str | None) -> Cluster:
    """Postings a, b, c … of these employers."""
    backings = tuple(Backing(chr(ord("a") + number), employer) for number, employer in enumerate(employers))
    return Cluster(
        (ProposedRole("bee-keeper", "Bee Keeper", backings[:1]), ProposedRole("beekeeper", "Beekeeper", backings[1:]))
    )


def test_the_title_of_most_postings_names_the_role(index: RoleIndex) -> None:
    draft = draft_role(cluster("One", "Two", "Three"), {}, index)
    assert (draft.slug, draft.display_name) == ("beekeeper", "Beekeeper")
    assert [(alias.alias, alias.postings) for alias in draft.aliases] == [("Beekeeper", 2), ("Bee Keeper", 1)]


def test_employers_are_named_once_and_unknown_ones_said(index: RoleIndex) -> None:
    draft = draft_role(cluster("One", "ONE Ltd", None, None), {}, index)
    assert len(draft.employers) == 1
    assert draft.unknown_employer
    assert (draft.employer_count, draft.posting_count) == (2, 4)


def test_skills_are_weighed_by_the_share_of_postings(index: RoleIndex) -> None:
    asked = [("Bees", "Honey", "Bottling"), ("Bees", "honey"), ("bees", "Bottling"), *[("Bees",)] * 6, ()]
    rows = {chr(ord("a") + number): read(str(number), *skills) for number, skills in enumerate(asked)}
    found = draft_role(cluster(*["One"] * 10), rows, index).skills
    assert [(skill.skill, skill.weight, skill.share) for skill in found] == [
        ("Bees", 3, 0.9),
        ("Bottling", 1, 0.2),
        ("Honey", 1, 0.2),
    ]


def test_a_skill_counts_the_postings_that_were_read_before_the_library_had_it(index: RoleIndex) -> None:
    rows = {each: read(each, "Honey", "bees") for each in "abcd"}
    for each in "ab":
        rows[each].skills.final_skills[1] = FinalSkill(is_primary=True, skill_name="Bees", skill_id="bees")
    found = draft_role(cluster("One", "Two", "Three", "Four"), rows, index).skills
    assert [(skill.skill_id, skill.share) for skill in found] == [("bees", 1.0), (None, 1.0)]


def test_a_skill_of_a_single_posting_or_one_not_wanted_is_left_out(index: RoleIndex) -> None:
    rows = {"a": read("a", "Bees"), "b": read("b", "Wasps", negated=True), "c": read("c", "Wasps", negated=True)}
    assert draft_role(cluster("One", "Two", "Three"), rows, index).skills == []


def test_what_the_holder_does_becomes_a_kra_and_finds_the_nearest_roles(index: RoleIndex) -> None:
    rows = {run_id: read(run_id) for run_id in "ab"}
    draft = draft_role(cluster("One", "Two"), rows, index)
    assert [(kra.kra, kra.employers) for kra in draft.kras] == [(DUTY, 2)]
    assert draft.nearest_roles[0].slug == "backend-engineer"


@pytest.mark.parametrize("section", sorted(set(Section) - {Section.RESPONSIBILITIES}))
def test_other_sections_say_nothing_of_what_the_holder_does(index: RoleIndex, section: Section) -> None:
    draft = draft_role(cluster("One"), {"a": read("a", section=section)}, index)
    assert (draft.kras, draft.nearest_roles) == ([], [])


def test_every_employer_is_read_before_one_is_read_twice() -> None:
    backings = [Backing(f"{number:04}", "Big") for number in range(MAX_POSTINGS)] + [Backing("9999", "Small")]
    chosen = postings_to_read(Cluster((ProposedRole("beekeeper", "Beekeeper", tuple(backings)),)))
    assert len(chosen) == MAX_POSTINGS
    assert chosen[:2] == ["0000", "9999"]
