import pytest

from jd_assets.text.slugs import free_slug, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C++", "cpp"),
        ("C#", "csharp"),
        (".NET", "dotnet"),
        ("Café Ünion", "cafe-union"),
        ("a_b  c", "a-b-c"),
        ("!", "unnamed"),
    ],
)
def test_a_slug_is_made_of_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_slug_of_a_taxonomy_follows_the_same_rule_behind_its_name() -> None:
    used: set[str] = set()
    slugs = [free_slug("esco", name, used) for name in ("C#", "C++", "c#")]
    assert slugs == ["esco-csharp", "esco-cpp", "esco-csharp-2"]
    assert used == set(slugs)
