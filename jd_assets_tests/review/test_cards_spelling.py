import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.review.spelling import Name, may_mean_the_same, title_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kneading Trough", "kneading-trough"),
        ("BioMedical", "bio medical"),
        ("Node.js", "NodeJS"),
        ("data flow", "Data Flows"),
        ("PCs", "PC"),
        ("R&D", "R and D"),
        ("ReLU’s", "RELU"),
        ("Bäckerei", "backerei"),
        ("UN agencies", "UN agency"),
    ],
)
def test_spellings_of_one_name_are_squeezed_to_the_same(one: str, other: str) -> None:
    assert Name(one).squeezed == Name(other).squeezed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C", "C#"),
        ("F#", "F"),
        (".NET", "NET"),
        ("Java", "JavaScript"),
        ("Spring", "Springer"),
        ("SaaS", "SAA"),
        ("AWS", "AW"),
        ("Web 2.0", "Web 20"),
        ("VP8", "VP9"),
    ],
)
def test_signs_digits_and_letters_are_kept(one: str, other: str) -> None:
    assert Name(one).squeezed != Name(other).squeezed


@given(st.text(min_size=1).filter(str.strip))
def test_any_name_has_a_squeezed_form(text: str) -> None:
    assert Name(text).squeezed


@given(st.lists(st.sampled_from("oven tray mixer C++ .NET 2.0 AWS".split()), min_size=1, max_size=4))
def test_no_case_and_no_separator_makes_another_spelling(words: list[str]) -> None:
    assert Name("-".join(words)).squeezed == Name(" ".join(words)).squeezed == Name(" / ".join(words)).squeezed


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
