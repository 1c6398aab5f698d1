"""The seed's posting with the seed's own answers gives the seed's decision."""

import pytest

from jd_assets.ingest.records import Record
from jd_assets_tests.contracts.conftest import SEED_SKILLS, SeedRuns
from jd_assets_tests.pipeline import seed_json, seed_text


def test_the_decision_is_that_of_the_seed(seed_runs: SeedRuns) -> None:
    decision = seed_runs.openai.extract_from_jd.stage4_decision
    seed = seed_json("extract_from_jd")["stage4_decision"]
    assert decision.chosen_role is not None
    for field in ("case", "confidence", "is_new_role", "llm2_fired", "queued", "sub_role", "alias_collision_detected"):
        assert getattr(decision, field) == seed[field], field
    for field in ("role_id", "slug", "display_name", "score"):
        assert getattr(decision.chosen_role, field) == seed["chosen_role"][field], field


def test_the_reasoning_names_the_exact_alias_hit(seed_runs: SeedRuns) -> None:
    reasoning = seed_runs.openai.extract_from_jd.stage4_decision.reasoning
    assert reasoning.startswith("Exact alias hit on backend-engineer (1.0) — no other alias at this confidence; ")


def test_the_role_is_shown_as_the_seed_shows_it(seed_runs: SeedRuns) -> None:
    role = seed_runs.openai.final_role_output.chosen_role
    assert role is not None
    assert (role.display_name, role.id, role.slug, role.source) == ("Backend Developer", 1, "backend-engineer", "db")
    assert seed_runs.openai.final_role_output.chosen_role_resolution == "in_db"


def test_the_parse_is_the_models_where_the_text_bears_it_out(seed_runs: SeedRuns) -> None:
    parsed = seed_runs.openai.extract_from_jd.nano_parsed.model_dump(mode="json")
    seed = seed_json("nano_parsed")
    for field in ("JD_type", "role", "role_aliases", "role_archetype", "company_name", "domain", "education", "urls"):
        assert parsed[field] == seed[field], field


def test_the_block_is_counted_in_the_text(seed_runs: SeedRuns) -> None:
    """The seed run counts 36 words and ends the block at "challenges that": both wrong."""
    block = seed_runs.openai.extract_from_jd.nano_parsed.roles_and_responsibilities[0]
    assert block.text == seed_json("nano_parsed")["roles_and_responsibilities"][0]["text"]
    assert block.word_count == len(block.text.split()) == 37
    assert block.source_marker.last_5_words == "that come along the way."


@pytest.mark.parametrize(
    "name", ["C#", "C", "C++", "Java", "Distributed Systems", "Multithreading", "Data Structures", "Algorithms"]
)
def test_the_skills_that_the_seed_run_missed_are_found(seed_runs: SeedRuns, name: str) -> None:
    assert name in [skill.skill_name for skill in seed_runs.openai.extract_from_jd.final_skills]


def test_every_skill_is_proven_by_the_text(seed_runs: SeedRuns) -> None:
    text = Record("test", "1", seed_text()).content
    assert isinstance(text, str)
    for skill in seed_runs.openai.extract_from_jd.final_skills:
        assert skill.evidence
        assert all(text[found.start : found.end] == found.text for found in skill.evidence)


def test_the_names_the_model_gave_are_kept_as_its_own(seed_runs: SeedRuns) -> None:
    assert seed_runs.openai.extract_details.input_llm_skills == list(SEED_SKILLS)


def test_the_costs_are_numbers(seed_runs: SeedRuns) -> None:
    output = seed_runs.openai.final_role_output
    assert output.llm_cost_api1_usd is not None
    assert output.llm_cost_api1_usd > 0
    assert (output.llm_cost_api2_usd, output.llm_cost_api3_usd) == (0.0, 0.0)
    assert output.llm_cost_total_usd == output.llm_cost_api1_usd


def test_the_model_was_asked_once_a_stage(seed_runs: SeedRuns) -> None:
    asked = [request["response_format"]["json_schema"]["name"] for request in seed_runs.requests]
    assert asked == ["nano_parse", "skill_extraction"]


def test_the_posting_is_counted_in_the_roles_centroid(seed_runs: SeedRuns) -> None:
    updates = seed_runs.openai.extract_from_jd.stage5_updates
    assert updates.centroid_updated
    assert updates.centroid_n_after


def test_the_responsibilities_are_proposed_as_a_kra_as_in_the_seed(seed_runs: SeedRuns) -> None:
    attached = seed_runs.openai.extract_from_jd.stage5_updates.new_kra_attached
    seed = seed_json("extract_from_jd")["stage5_updates"]["new_kra_attached"]
    assert attached is not None
    for field in ("r_and_r_preview", "role_display_name", "role_slug", "status"):
        assert getattr(attached, field) == seed[field], field
    assert 0 < attached.best_kra_similarity < 0.45


def test_the_rules_engine_costs_nothing(seed_runs: SeedRuns) -> None:
    output = seed_runs.rules.final_role_output
    assert (output.llm_cost_api1_usd, output.llm_cost_total_usd) == (0.0, 0.0)
