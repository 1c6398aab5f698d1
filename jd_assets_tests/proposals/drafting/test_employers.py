import pytest

from jd_assets.text.employers import distinct_employers, employer_key


@pytest.mark.parametrize("name", ["Crumb", "CRUMB Ltd.", "The Crumb & Co", "Crumb, Inc.", "Crümb GmbH"])
def test_spellings_of_one_employer_are_one(name: str) -> None:
    assert employer_key(name) == "crumb"


def test_a_name_that_is_nothing_but_a_legal_form_stays() -> None:
    assert employer_key("The Company") == "the company"


def test_employers_that_are_not_known_count_as_one_together() -> None:
    assert distinct_employers(["Crumb", None, "", None]) == 2


def test_an_employer_that_posts_again_counts_once() -> None:
    assert distinct_employers(["Crumb", "Crumb Ltd", "Loaf"]) == 2
