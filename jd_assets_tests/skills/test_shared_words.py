"""Lists whose names share a word that is written once, over the vocabulary of the seed library."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets_tests.skills.test_senses import found


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Responsible for vendor and contract management across three clinics.", "Vendor Management"),
        ("Experience of financial and regulatory reporting in a bank.", "Financial Reporting"),
        ("Ownership of crisis, quality and risk management at the plant.", "Crisis Management"),
        ("Knowledge of statistical and predictive models of crop yield.", "Statistical Modeling"),
        ("Training in infection and pest control for hotels.", "Infection Control"),
    ],
)
def test_a_last_word_that_two_names_share_is_read_for_both(sentence: str, skill: str) -> None:
    assert skill in found(Section.REQUIRED, sentence)


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Experience of data collection, cleansing and entry for a registry.", "Data Wrangling"),
        ("Responsible for data (collection, analysis and validation) of the trial.", "Data Analysis"),
        ("Knowledge of software development, testing and deployment.", "Software Testing"),
        ("Skilled in risk assessment, mitigation and reporting on building sites.", "Risk Management"),
        ("Experience of machine operation, maintenance and repair.", "Machine Repair"),
    ],
)
def test_a_first_word_that_names_share_is_read_for_all(sentence: str, skill: str) -> None:
    assert skill in found(Section.REQUIRED, sentence)


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Develop and maintain forecasting models of the demand for beds.", "Model Training"),
        ("Work with customers and data analysis teams.", "Customer Analytics"),
        ("You give technical guidance, and support the growth of the shop.", "IT Support"),
        ("Experience of sales and project management.", "Sales Management"),
        ("Collect weather data and create harvest models.", "Data Modeling"),
    ],
)
def test_a_verb_or_a_name_of_its_own_shares_no_word(sentence: str, skill: str) -> None:
    assert skill not in found(Section.RESPONSIBILITIES, sentence)
