import pytest

from jd_assets.contracts.base import Section
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import entry, extracted, required


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Experience with C/C++", {"C", "C++"}),
        ("Strong C#, Java and Kotlin", {"C#", "Java", "Kotlin"}),
        ("Experience with AWS (EC2, S3)", {"AWS", "EC2", "S3"}),
        ("You know .NET and Node.JS", {".NET", "Node.js"}),
        ("Experience with Node JS or NodeJS", {"Node.js"}),
        ("Spring Boot services", {"Spring Boot"}),
        ("Good at multi threaded code", {"Multithreading"}),
        ("Knowledge of multi‑threaded systems", {"Multithreading"}),
        ("You build Data Pipelines and a data pipeline", {"Data Pipelines"}),
        ("Query optimisation", {"Optimization"}),
        ("REST APIs in Java", {"REST API", "Java"}),
        ("Java Script and Python", {"JavaScript", "Python"}),
        ("Kuber\u00adnetes knowledge", {"Kubernetes"}),
        ("Experience with k8s.Docker is used", {"Kubernetes", "Docker"}),
        ("Use monday.com daily", {"monday.com"}),
    ],
)
def test_a_skill_is_found_however_it_is_spelled(vocabulary: Vocabulary, sentence: str, names: set[str]) -> None:
    assert set(required(vocabulary, sentence)) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Write to jobs@kafka.example.com or see https://example.org/java/docker",
        "See www.example.com/python for more",
        "Read more at python.org/jobs",
        "Visit example.net today",
        "See www.python.berlin for more",
        "Write to docker@kafka.berlin about it",
    ],
)
def test_addresses_name_no_skill(vocabulary: Vocabulary, sentence: str) -> None:
    assert required(vocabulary, sentence) == {}


@pytest.mark.parametrize(
    "sentence", ["Python@scale with Docker", "Python @ Acme and Docker", "Python @acme.berlin,Docker"]
)
def test_an_at_sign_that_is_no_mail_address_hides_no_skill(vocabulary: Vocabulary, sentence: str) -> None:
    assert set(required(vocabulary, sentence)) == {"Python", "Docker"}


def test_a_phrase_does_not_run_from_one_item_into_the_next(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Knowledge of Spring"), (Section.REQUIRED, "Boot camps attended"))

    assert [skill.skill_name for skill in found.final_skills] == ["Spring"]


def test_an_alias_that_names_a_language_too_yields_both(vocabulary: Vocabulary) -> None:
    assert set(required(vocabulary, "Experience with SQL databases")) == {"SQL", "Relational Databases"}


def test_the_name_of_one_skill_wins_over_an_alias_of_another() -> None:
    vocabulary = Vocabulary.build([entry("Spark Framework", aliases="Spark"), entry("Spark")])

    assert set(required(vocabulary, "Experience with Spark")) == {"Spark"}


def test_a_name_that_must_not_be_matched_is_found_by_its_alias_alone() -> None:
    vocabulary = Vocabulary.build([entry("Make", match="never", aliases="GNU Make")])

    assert required(vocabulary, "Make tools") == {}
    assert set(required(vocabulary, "Knowledge of GNU Make")) == {"Make"}


def test_every_evidence_is_the_text_at_its_offsets(vocabulary: Vocabulary) -> None:
    sentence = "You know “Java 8+”, multi–threaded code and Postgres"
    skills = required(vocabulary, sentence)

    assert skills
    assert all(sentence[e.start : e.end] == e.text for skill in skills.values() for e in skill.evidence)


def test_the_way_a_skill_was_matched_is_told(vocabulary: Vocabulary) -> None:
    skills = required(vocabulary, "Experience with Postgres and Docker")

    assert skills["PostgreSQL"].matched_via == "alias"
    assert skills["Docker"].matched_via == "canonical"
    assert skills["Docker"].confidence > skills["PostgreSQL"].confidence
