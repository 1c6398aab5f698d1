from jd_assets.client_output.maturity import tech_stack_maturity
from jd_assets_tests.client_output.given import skills_of


def test_the_score_is_the_weighted_mean_of_the_stages() -> None:
    """Emerging 100 and legacy 0 required, mature 25 preferred: (100 + 0 + 12.5) / 2.5."""
    found = tech_stack_maturity(skills_of({"agents": True, "cobol": True, "ledger": False}))
    assert (found.score, found.label) == (45.0, "mainstream")
    assert found.distribution == {"legacy": 0.4, "emerging": 0.4, "mature": 0.2}
    assert found.volatilities == {"LOW": 0.6000000000000001, "HIGH": 0.4}


def test_what_moves_the_score_most_is_first() -> None:
    found = tech_stack_maturity(skills_of({"ledger": True, "torch": True, "agents": True}))
    assert found.drivers[0].skill_name == "Agents"


def test_practices_have_no_generation_and_two_technologies_are_no_stack() -> None:
    found = tech_stack_maturity(skills_of({"reviews": True, "torch": True, "ledger": True}))
    assert (found.score, found.label) == (None, None)
    assert found.not_stated == "The posting names 2 technologies of the library; 3 are needed"


def test_a_technology_that_the_library_lacks_is_named_and_not_rated() -> None:
    found = tech_stack_maturity(skills_of({"torch": True, "ledger": True, "cobol": True, "dolt": True}))
    assert found.unrated == ["Dolt"]
    assert len(found.drivers) == 3
