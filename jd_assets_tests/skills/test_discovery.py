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


def test_a_name_with_wide_gaps_is_written_with_single_blanks(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Knowledge of queueing     theory"))
    [skill] = found.final_skills
    assert (skill.skill_name, skill.evidence[0].text) == ("queueing theory", "queueing     theory")


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
        "Experience with Kubernetes, Docker and Love",
        "Expertise to change how people and the world moves",
        "Experience with Docker, Maintenance and Kafka",
        "Experience with 3rd party adaptors",
        "Experience with multivariate analytical techniques",
        "Experience with healthcare-specific datasets",
        "Knowledge of the customer's warehouse rules",
        "A passion to make difference come",
        "Familiarity with Lisbon",
        "Experience with Docker, Microsoft or Kafka",
        "Knowledge of independent thinkers",
        "Experience with optimization methods8",
        "Experience with Docker and PhotoshopExcellent spirit",
        "Bachelor's degree in Astronomy or Botany",
        "Python, Astronomy or a related field",
        "Papers published in ICXA, Docker or QuestConf",
        "Work on internal xenon reports (IXR), Docker and Kafka",
    ],
)
def test_filler_is_not_proposed(vocabulary: Vocabulary, sentence: str) -> None:
    assert proposals(vocabulary, sentence) == []


def test_what_follows_a_degree_may_be_skills_again(vocabulary: Vocabulary) -> None:
    assert proposals(vocabulary, "A degree in Botany and experience with QuestDB") == ["QuestDB"]


def test_a_name_glued_to_the_next_line_is_still_read(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Experience with DockerPeople and culture"))

    assert [(skill.skill_name, skill.evidence[0].text) for skill in found.final_skills] == [("Docker", "Docker")]


@pytest.mark.parametrize("name", ["DockerHub", "KafkaR", "DataFlux"])
def test_a_name_made_of_a_name_is_not_taken_apart(vocabulary: Vocabulary, name: str) -> None:
    assert proposals(vocabulary, f"Experience with {name}") == [name]


def test_an_abbreviation_in_brackets_is_a_wording_of_what_it_stands_for(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Knowledge of relational databases (RD)"))

    assert [skill.skill_id for skill in found.final_skills] == ["relational-databases"]
    assert [(seen.text, seen.cause) for seen in found.unmatched_mentions] == [("RD", "wording")]


def test_a_subject_of_a_degree_is_kept_as_unmatched(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Degree in Python, Botany or Docker"))

    assert [(seen.text, seen.cause) for seen in found.unmatched_mentions] == [("Botany", "not_a_skill")]


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
