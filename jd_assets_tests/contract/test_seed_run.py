"""The seed's posting with the seed's own answers gives the seed's decision."""

import pytest

from jd_assets_tests.contract.conftest import SEED_SKILLS, SeedRuns
from jd_assets_tests.pipeline import seed_json, seed_text


def test_the_decision_is_that_of_the_seed(seed_runs: SeedRuns) -> None:
    decision = seed_runs.openai.extract_from_jd.stage4_decision
    import json

    print(json.dumps(seed_runs.openai.model_dump(mode="json"), indent=1)[:12000])
    seed = seed_json("extract_from_jd")["stage4_decision"]
    assert decision.chosen_role is not None
    assert decision.case == seed["case"] == "A"
    for field in ("role_id", "slug", "display_name", "score"):
        assert getattr(decision.chosen_role, field) == seed["chosen_role"][field]
