import pytest

from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import required


@pytest.mark.parametrize(
    ("sentence", "name", "version"),
    [
        ("Python 3.11", "Python", "3.11"),
        ("Java 8+", "Java", "8+"),
        ("Java 8.1", "Java", "8.1"),
        ("Java 17 or later", "Java", "17+"),
        ("Angular 2+ and Java", "Angular", "2+"),
        ("Angular (v12)", "Angular", "12"),
        ("Python 3.x", "Python", "3.x"),
        ("Python, 5 years", "Python", None),
        ("Python 5 years", "Python", None),
        ("Python 3+ years", "Python", None),
        ("Python 3-5 years", "Python", None),
        ("OAuth 2.0", "OAuth", "2.0"),
        ("EC2 and S3", "S3", None),
        ("Angular\n2 Read the code of others", "Angular", None),
        ("Angular 17\n3 years in a team", "Angular", "17"),
    ],
)
def test_a_version_is_kept_and_years_are_none(
    vocabulary: Vocabulary, sentence: str, name: str, version: str | None
) -> None:
    assert required(vocabulary, sentence)[name].version == version


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("Java or Kotlin", ["Kotlin"]),
        ("Java/Kotlin", ["Kotlin"]),
        ("One of: Java, Kotlin, Python", ["Kotlin", "Python"]),
        ("Java, Kotlin, or Python", ["Kotlin", "Python"]),
        ("Java and Kotlin", []),
        ("Java. Or so. Kotlin", []),
    ],
)
def test_a_choice_names_its_alternatives(vocabulary: Vocabulary, sentence: str, others: list[str]) -> None:
    assert required(vocabulary, sentence)["Java"].alternatives == others
