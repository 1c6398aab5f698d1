"""The signals of a batch of postings, on the seed library."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed, Span
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.scoring.centroid import MIN_POSTINGS
from jd_assets.scoring.combine import CONTENDERS, Weights
from jd_assets.scoring.index import RoleIndex
from jd_assets.stages.role_scoring import Members, posting_vectors, role_scoring
from jd_assets_tests.llm.postings import posting_of

DUTY = "Build ingestion pipelines that bring data from many source systems into the warehouse."


@pytest.fixture(scope="module")
def index(library_url: str, embedder: Embedder) -> RoleIndex:
    return RoleLibraryResource(database_url=library_url).role_index(embedder)


def parsed(role: str | None, gate: str = "pass", duty: str = DUTY) -> NanoParse:
    return NanoParse(
        nano_parsed=NanoParsed.model_validate({"JD_type": gate, "role": role}),
        spans=[Span(start=0, end=len(duty), section=Section.RESPONSIBILITIES)],
    )


def scored(
    index: RoleIndex,
    parse: NanoParse,
    skills: SkillExtraction | None = None,
    centroids: dict[int, Centroid] | None = None,
    members: Members | None = None,
) -> RoleScoring:
    postings: Batch[Posting] = Batch({"run": posting_of(DUTY)}, {})
    batch = role_scoring(
        postings,
        Batch({"run": parse}, {}),
        Batch({"run": skills or SkillExtraction()}, {}),
        index,
        centroids or {},
        members or {},
        Weights(),
    )
    return batch.payloads["run"]


def test_every_signal_has_its_part_in_the_ranking(index: RoleIndex) -> None:
    skills = SkillExtraction(final_skills=[FinalSkill(skill_name="SQL", skill_id="sql", is_primary=True)])
    result = scored(index, parsed("Data Engineer"), skills)
    best = result.ranked_roles[0]
    assert (best.slug, result.stage3_signals.alias_found) == ("data-engineer", True)
    assert best.parts["alias"] == pytest.approx(Weights().alias)
    assert all(best.parts[signal] > 0 for signal in ("alias", "kra", "skill"))


def test_a_posting_that_the_gate_failed_has_no_signals(index: RoleIndex) -> None:
    result = scored(index, parsed("Data Engineer", gate="fail"))
    assert (result.ranked_roles, result.stage3_signals.alias_found) == ([], False)
    assert result.stage3_signals.kra_match_roles == []


def test_without_a_title_the_evidence_ranks(index: RoleIndex) -> None:
    result = scored(index, parsed(None))
    assert result.stage3_signals.alias_match_roles == []
    assert result.ranked_roles[0].parts["alias"] == 0


def test_the_contenders_are_shown_with_their_kras(index: RoleIndex) -> None:
    result = scored(index, parsed("Pastry Chef"))
    listed = {match.slug for match in result.stage3_signals.kra_match_roles}
    assert {role.slug for role in result.ranked_roles[:CONTENDERS]} <= listed


def test_what_it_was_made_with_is_recorded(index: RoleIndex) -> None:
    result = scored(index, parsed("Data Engineer"))
    assert (result.library_version, result.embedder) == (index.library.version, index.embedder.embedder_id)


def test_a_posting_does_not_vote_for_itself_when_it_is_scored_again(index: RoleIndex) -> None:
    parse = parsed("Data Engineer")
    [vector] = posting_vectors(Batch({"run": posting_of(DUTY)}, {}), Batch({"run": parse}, {}), ["run"], index).values()
    alone = {2: Centroid(MIN_POSTINGS, vector * MIN_POSTINGS)}
    assert scored(index, parse, centroids=alone).stage3_signals.centroid_match_roles[0].slug == "data-engineer"
    own = {"run": (2, vector)}
    assert scored(index, parse, centroids=alone, members=own).stage3_signals.centroid_match_roles == []


def test_a_posting_that_failed_before_is_failed_here_too(index: RoleIndex) -> None:
    lost = Failure("nano_parse", "permanent", "unreadable")
    postings: Batch[Posting] = Batch({"run": posting_of(DUTY)}, {})
    batch = role_scoring(
        postings, Batch({}, {"run": lost}), Batch({"run": SkillExtraction()}, {}), index, {}, {}, Weights()
    )
    assert (dict(batch.payloads), batch.failures) == ({}, {"run": lost})
