import pytest

from jd_assets.review.spelling import Name, may_mean_the_same, title_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Java", "JavaScript"),
        ("Spring", "Springer"),
        ("AWS EC2", "AWS ECS"),
        ("C programming", "C++ programming"),
        ("Python 2 scripting", "Python 3 scripting"),
        ("supervised learning", "unsupervised learning"),
        ("relational databases", "non-relational databases"),
        ("front end testing", "back end testing"),
        ("Google Cloud Spanner", "Google Cloud Storage"),
        ("internal audits", "external audits"),
        ("query authoring", "report drafting"),
    ],
)
def test_names_that_only_look_or_mean_alike_never_join(one: str, other: str) -> None:
    assert not may_mean_the_same(Name(one), Name(other))
    assert not may_mean_the_same(Name(other), Name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("observational research", "observational studies in research"),
        ("AWS Certified Admin", "AWS Certified Administrator"),
        ("designing kitchens", "kitchen design"),
    ],
)
def test_other_words_for_a_thing_may_join(one: str, other: str) -> None:
    assert may_mean_the_same(Name(one), Name(other))


def test_a_title_is_the_same_with_its_parts_turned_round() -> None:
    assert title_form("Baker, Night Shift") == title_form("Senior Night Shift Bakers")
    assert title_form("Night Baker") != title_form("Day Baker")
