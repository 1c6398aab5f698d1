"""How sure a decision is."""

from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.decision.confidence import CEILING, confidence_of
from jd_assets.decision.signal_view import SignalView
from jd_assets.decision.table import Verdict, judge
from jd_assets_tests.decision.signals import LIMITS, alias, contained, evidence, exact
from jd_assets_tests.decision.small_library import LIBRARY

SLUGS = [role.slug for role in LIBRARY.roles]
SCORE = st.floats(0, 1).map(lambda score: round(score, 4))
SCORES = st.fixed_dictionaries(dict.fromkeys(SLUGS, SCORE))
SHARED = exact("data-engineer", "ml-engineer")
ALIASES = st.sampled_from(
    [
        [],
        exact("backend-engineer"),
        SHARED,
        contained("cloud-architect", "Azure Cloud Architect"),
        [alias("ml-engineer", "semantic", 0.65), alias("data-engineer", "fuzzy", 0.8)],
    ]
)
SIGNALS = st.tuples(ALIASES, SCORES, SCORES, SCORES)


def decide(found: SignalView) -> tuple[Verdict, float]:
    verdict = judge(found, True, LIMITS)
    return verdict, confidence_of(verdict, found)


def test_an_undisputed_alias_is_certain() -> None:
    assert decide(evidence(exact("backend-engineer")))[1] == 1.0


def test_a_tie_between_roles_that_share_the_alias_is_not_nearly_certain() -> None:
    both = {"data-engineer": 0.5, "ml-engineer": 0.5}
    assert decide(evidence(SHARED, kra=both, skill=both))[1] < 0.75


def test_a_contradicted_alias_is_less_sure_than_the_same_alias_undisputed() -> None:
    elsewhere = {"ml-engineer": 0.9}
    verdict, confidence = decide(evidence(exact("backend-engineer"), kra=elsewhere, skill=elsewhere))
    assert verdict.case == "C"
    assert confidence < 0.5


def test_the_weaker_the_evidence_the_surer_a_new_role() -> None:
    weak = decide(evidence(kra={"data-engineer": 0.1, "ml-engineer": 0.1}))
    stronger = decide(evidence(kra={"data-engineer": 0.8, "ml-engineer": 0.7}))
    assert [weak[0].case, stronger[0].case] == ["F", "F"]
    assert weak[1] > stronger[1]


def test_no_evidence_at_all_is_as_sure_as_a_new_role_can_be() -> None:
    assert decide(evidence())[1] == CEILING


def test_a_centroid_that_is_near_to_all_roles_alike_makes_no_decision_surer() -> None:
    kra, skill = {"data-engineer": 0.9, "ml-engineer": 0.7}, {"data-engineer": 0.5}
    fresh = evidence(kra=kra, skill=skill)
    used = evidence(kra=kra, skill=skill, centroid=dict.fromkeys(SLUGS, 0.7))
    assert decide(used)[1] == decide(fresh)[1]


@given(SIGNALS)
def test_confidence_is_a_chance_and_only_case_a_is_certain(signals: tuple[list[AliasMatch], ...]) -> None:
    verdict, confidence = decide(evidence(*signals))  # type: ignore[arg-type]
    assert 0.0 <= confidence <= CEILING or verdict.case == "A"


@given(SIGNALS, st.sampled_from(["kra", "skill", "centroid"]), st.floats(0.01, 1))
def test_more_evidence_for_the_chosen_role_never_lowers_its_confidence(
    signals: tuple[list[AliasMatch], dict[str, float], dict[str, float], dict[str, float]], signal: str, more: float
) -> None:
    aliases, *scores = signals
    given_scores = dict(zip(("kra", "skill", "centroid"), scores, strict=True))
    verdict, before = decide(evidence(aliases, **given_scores))
    if verdict.role is None:
        return
    slug = verdict.role.slug
    raised = given_scores[signal] | {slug: min(1.0, given_scores[signal][slug] + more)}
    again, after = decide(evidence(aliases, **(given_scores | {signal: raised})))
    assert again.role is not None
    assert again.role.slug == slug
    # Scores are stored with four digits, so two parts of one rounded sum may differ by one in the last.
    assert after >= before - 0.002
