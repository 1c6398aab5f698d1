import pytest

from jd_assets.text.plurals import plural, singular, without_plural


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("developers", "developer"),
        ("agencies", "agency"),
        ("APIs", "API"),
        ("jobs", "jobs"),
        ("business", "business"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("IaaS", "IaaS"),
    ],
)
def test_a_singular_is_told_by_its_end(many: str, one: str) -> None:
    assert singular(many) == one
    assert singular(one) == one


def test_a_short_word_of_a_phrase_may_be_a_plural() -> None:
    assert (singular("apps"), singular("apps", shortest=3)) == ("apps", "app")


@pytest.mark.parametrize(
    ("one", "many"),
    [("library", "libraries"), ("key", "keys"), ("process", "processes"), ("box", "boxes"), ("ops", None)],
)
def test_a_plural_is_made_as_english_makes_it(one: str, many: str | None) -> None:
    assert plural(one) == many


@pytest.mark.parametrize("key", ["ios", "saas", "hdfs", "nodejs", "https", "class", "c++"])
def test_an_s_that_is_no_plural_stays_in_the_key(key: str) -> None:
    assert without_plural(key) == key


@pytest.mark.parametrize(
    ("one", "many"),
    [("api", "apis"), ("movie", "movies"), ("cache", "caches"), ("batch", "batches"), ("matrix", "matrixes")],
)
def test_the_keys_of_singular_and_plural_meet(one: str, many: str) -> None:
    assert without_plural(one) == without_plural(many)
