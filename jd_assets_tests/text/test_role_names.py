"""The slug and name proposed for a role that the library lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.text.role_names import proposed_role
from jd_assets.text.titles import UNNAMED


@pytest.mark.parametrize(
    ("title", "slug", "name"),
    [
        ("Senior Pastry Chef (m/f/d) - Berlin", "pastry-chef", "Pastry Chef"),
        ("HEAD PASTRY CHEF", "head-pastry-chef", "Head Pastry Chef"),
        ("pastry chef II, full time", "pastry-chef", "Pastry Chef"),
        ("Head of Pastry", "head-of-pastry", "Head of Pastry"),
        ("IT Trainer", "it-trainer", "IT Trainer"),
        ("Machine Learning Physician", "ml-physician", "ML Physician"),
        ("DevOps Physician", "devops-physician", "DevOps Physician"),
        ("C++ Tutor", "cpp-tutor", "C++ Tutor"),
        ("Küchenchef", "kuchenchef", "Küchenchef"),
    ],
)
def test_level_contract_and_place_are_no_part_of_the_name(title: str, slug: str, name: str) -> None:
    assert proposed_role(title) == (slug, name)


@pytest.mark.parametrize("title", [None, "", "Senior", "(m/f/d)", "!!!"])
def test_a_title_that_names_nothing_leaves_the_role_unnamed(title: str | None) -> None:
    assert proposed_role(title) == UNNAMED


@given(st.text(max_size=60))
def test_any_title_gives_a_slug_and_a_name(title: str) -> None:
    slug, name = proposed_role(title)
    assert slug.strip("-")
    assert slug == slug.lower()
    assert name.strip()
