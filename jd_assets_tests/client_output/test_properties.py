"""What holds for any posting: shares sum to 1, evidence is the text, the index is within bounds and monotone."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.client_output.ai_index import ai_index
from jd_assets.client_output.clusters import skill_clusters
from jd_assets.client_output.evidence import evidence_index
from jd_assets.client_output.kra_descriptions import kra_descriptions
from jd_assets.client_output.maturity import tech_stack_maturity
from jd_assets.client_output.nature_of_work import nature_of_work
from jd_assets.contracts.role_scoring import RoleMatch, Stage3Signals
from jd_assets_tests.client_output.given import AI_ROLE, LIBRARY, OTHER_ROLE, SKILLS, roles, skills_of, text_of

NAMES = [skill.skill_id for skill in SKILLS]
words = st.sampled_from(
    [
        *NAMES,
        *"build design and to of with, testing supports analyse; İ – ’s will you AI ml models.".split(),
        "maintain",
    ]
)
sentences = st.lists(st.lists(words, min_size=1, max_size=12).map(" ".join), max_size=6)
wanted = st.dictionaries(st.sampled_from([*NAMES, "dolt"]), st.booleans())
decided = st.sampled_from([AI_ROLE, OTHER_ROLE, None])


@given(sentences, wanted)
def test_shares_sum_to_one(said: list[str], skills: Mapping[str, bool]) -> None:
    found = skills_of(skills)
    clusters, nature, stack = skill_clusters(found, LIBRARY), nature_of_work(text_of(*said)), tech_stack_maturity(found)
    lists = [
        [cluster.share for cluster in clusters.clusters],
        [skill.share for cluster in clusters.clusters for skill in cluster.skills],
        [share.share for share in nature.shares],
        [*stack.distribution.values()],
        [driver.share for driver in stack.drivers],
    ]
    assert [sum(shares) for shares in lists if shares] == pytest.approx([1.0] * sum(bool(shares) for shares in lists))


@given(sentences, wanted, decided)
def test_all_evidence_is_the_text_and_is_in_the_index_of_evidence(
    said: list[str], skills: Mapping[str, bool], role: RoleMatch | None
) -> None:
    text = text_of(*said)
    found = skills_of(skills, text)
    clusters, nature = skill_clusters(found, LIBRARY), nature_of_work(text)
    ai = ai_index(text, found, role, roles())
    kras = kra_descriptions(text, Stage3Signals(alias_found=False), role, LIBRARY)
    places = evidence_index(clusters, nature, ai, kras).places
    assert all(text.text[place.start : place.end] == place.text for place in places)
    used = [verb.evidence for share in nature.shares for verb in share.verbs]
    used += [place for driver in ai.drivers for place in driver.evidence]
    assert {(place.start, place.end) for place in used} <= {(place.start, place.end) for place in places}


@given(sentences, wanted, decided, st.sampled_from(["torch", "agents", "vectors"]), st.booleans())
def test_the_ai_index_is_within_bounds_and_no_ai_skill_lowers_it(
    said: list[str], skills: Mapping[str, bool], role: RoleMatch | None, more: str, required: bool
) -> None:
    text = text_of(*said)
    before = ai_index(text, skills_of({name: need for name, need in skills.items() if name != more}), role, roles())
    after = ai_index(text, skills_of({**skills, more: required}), role, roles())
    assert after.index is not None
    assert 0 <= after.index <= 100
    assert before.index is None or before.index <= after.index
    assert sum(driver.points for driver in after.drivers) == pytest.approx(after.index, abs=0.06)
