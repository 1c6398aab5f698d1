import pytest

from jd_assets.contracts.base import Section
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import extracted


def proposals(vocabulary: Vocabulary, sentence: str, section: Section = Section.REQUIRED) -> list[str]:
    found = extracted(vocabulary, (section, sentence))
    return [skill.skill_name for skill in found.final_skills if skill.skill_id is None]


@pytest.mark.parametrize(
    ("sentence", "proposed"),
    [
        ("Experience with QuestDB", ["QuestDB"]),
        ("Knowledge of queueing theory", ["queueing theory"]),
        ("Proficient in Zig and Python", ["Zig"]),
        ("Python, Polars and Docker", ["Polars"]),
        ("Experience with tools such as Meltano, Docker or Singer", ["Meltano", "Singer"]),
        ("5+ years of experience in actuarial modelling", ["actuarial modelling"]),
    ],
)
def test_an_announced_phrase_that_the_library_lacks_is_proposed(
    vocabulary: Vocabulary, sentence: str, proposed: list[str]
) -> None:
    assert proposals(vocabulary, sentence) == proposed


@pytest.mark.parametrize(
    "sentence",
    [
        "Experience in a fast-paced environment",
        "You are a team player with communication skills",
        "Experience with platforms and storage",
        "Knowledge of our platform",
        "Experience working with teams",
        "Experience with UK and US customers",
        "Experience with data analysts",
    ],
)
def test_filler_is_not_proposed(vocabulary: Vocabulary, sentence: str) -> None:
    assert proposals(vocabulary, sentence) == []


def test_filler_is_kept_as_unmatched(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Experience with platforms"))

    assert [(seen.text, seen.cause) for seen in found.unmatched_mentions] == [("platforms", "not_a_skill")]


@pytest.mark.parametrize("section", [Section.ABOUT_COMPANY, Section.BENEFITS, Section.LEGAL], ids=str)
def test_nothing_is_proposed_from_text_about_the_employer(vocabulary: Vocabulary, section: Section) -> None:
    assert proposals(vocabulary, "Experience with QuestDB", section) == []


def test_a_proposal_has_the_cause_gap_and_its_evidence(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Experience with QuestDB"))

    assert [(seen.text, seen.cause) for seen in found.unmatched_mentions] == [("QuestDB", "gap")]
    assert found.final_skills[0].evidence[0].text == "QuestDB"


def test_a_slip_of_the_pen_is_matched_and_its_wording_proposed(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Experience with Kuberntes"))

    assert [(skill.skill_name, skill.evidence[0].text) for skill in found.final_skills] == [("Kubernetes", "Kuberntes")]
    assert [(seen.text, seen.cause) for seen in found.unmatched_mentions] == [("Kuberntes", "wording")]


def test_spellings_of_one_proposal_are_one_skill(vocabulary: Vocabulary) -> None:
    found = extracted(
        vocabulary,
        (Section.REQUIRED, "Experience with time-series DBs"),
        (Section.PREFERRED, "Skilled in Time Series DBs"),
    )

    assert len(found.final_skills) == 1
    assert len(found.final_skills[0].evidence) == 2


def test_an_announcing_phrase_bears_out_a_plain_word_of_the_library(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Experience in testing"))

    assert [skill.skill_id for skill in found.final_skills] == ["testing"]
    assert found.unmatched_mentions == []
