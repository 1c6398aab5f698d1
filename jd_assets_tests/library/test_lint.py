"""What the linter of the library finds, rule by rule, and that the seed library is in order."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from jd_assets.database.connection import connector
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.library.lint import check_library
from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.snapshot import Alias, Library, Role, Skill
from jd_assets_tests.library.conftest import library_of

SKILLS = {
    f"skill-{number}": Skill(
        skill_id=f"skill-{number}",
        name=f"Skill {number}",
        category="Kitchen",
        sub_category="Tools",
        skill_nature="TOOL",
        volatility="MEDIUM",
        typical_lifespan="MULTI_YEAR",
        version_strategy="UNVERSIONED",
        maturity="mature",
        parent=None,
        match="",
        aliases=(),
        dimensions=("heat",),
    )
    for number in range(20)
}


class Directions:
    """Reads a vector out of the text: "baker 3" lies near all "baker" texts, in a direction of its own."""

    embedder_id = "directions@1"
    dimensions = 64
    _NAMES = ("baker", "waiter", "cook", "host")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            name, number = text.split()
            place = self._NAMES.index(name)
            rows[row, place] = 0.7
            rows[row, len(self._NAMES) + 14 * place + int(number)] = 0.7
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def role(role_id: int, slug: str, kras: Sequence[str] = ()) -> Role:
    aliases = tuple(Alias(f"{slug} {number}", f"{slug} {number}", False) for number in range(10))
    return Role(
        role_id=role_id,
        slug=slug,
        display_name=slug.title(),
        role_family="House",
        archetype=f"Does the work of a {slug}.",
        aliases=aliases,
        kras=tuple(kras or [f"{slug} {number}" for number in range(8)]),
        skills=dict.fromkeys(SKILLS, 2),
        dimensions=frozenset({"heat", "service", "cold", "money"}),
    )


BAKER, WAITER, COOK, HOST = (role(number, slug) for number, slug in enumerate(("baker", "waiter", "cook", "host")))


def check(*roles: Role, skills: dict[str, Skill] | None = None) -> list[Finding]:
    return check_library(Library(1, roles, skills or SKILLS, {}), Directions())


def test_a_library_in_order_has_no_findings() -> None:
    assert check(BAKER, WAITER, COOK, HOST) == []


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (replace(BAKER, archetype=" "), "role without archetype"),
        (replace(BAKER, aliases=BAKER.aliases[:9]), "too few aliases (9)"),
        (replace(BAKER, kras=BAKER.kras[:7]), "too few KRAs (7)"),
        (replace(BAKER, kras=()), "too few KRAs (0)"),
        (replace(BAKER, kras=(*BAKER.kras, *(f"baker {n}" for n in range(8, 14)), "baker 0")), "too many KRAs (15)"),
        (replace(BAKER, skills={}), "too few skills (0)"),
        (replace(BAKER, skills=dict.fromkeys(map(str, range(61)), 1)), "too many skills (61)"),
        (replace(BAKER, dimensions=frozenset({"heat"})), "too few dimensions (1)"),
        (replace(BAKER, dimensions=frozenset("abcdefghi")), "too many dimensions (9)"),
    ],
)
def test_a_role_has_enough_of_everything_and_not_too_much(broken: Role, what: str) -> None:
    assert [(finding.what, finding.where) for finding in check(broken, WAITER)] == [(what, "baker")]


def test_an_alias_of_two_roles_is_marked_on_both() -> None:
    shared = Alias("Floor Staff", "floor staff", True)
    half = replace(shared, collision=False)
    marked = replace(BAKER, aliases=(*BAKER.aliases, shared))
    assert check(marked, replace(WAITER, aliases=(*WAITER.aliases, shared))) == []
    found = check(marked, replace(WAITER, aliases=(*WAITER.aliases, half)))
    assert [str(finding) for finding in found] == [
        (
            "alias of several roles: 'floor staff' of baker, waiter: "
            "keep it on one role, or mark it as a known collision on waiter"
        )
    ]


@pytest.mark.parametrize(
    "field",
    ["category", "sub_category", "skill_nature", "volatility", "typical_lifespan", "version_strategy", "maturity"],
)
def test_a_skill_is_typed_in_every_respect(field: str) -> None:
    untyped = SKILLS | {"skill-3": replace(SKILLS["skill-3"], **{field: ""})}  # type: ignore[arg-type]
    found = check(BAKER, WAITER, skills=untyped)
    assert [finding.where for finding in found] == ["skill-3"]
    assert field in found[0].what


def test_a_skill_is_typed_with_the_words_there_are() -> None:
    odd = SKILLS | {"skill-3": replace(SKILLS["skill-3"], skill_nature="GADGET")}
    assert check(BAKER, WAITER, skills=odd)[0].what == "unknown skill_nature 'GADGET'"


def test_kras_of_two_roles_are_told_apart() -> None:
    found = check(BAKER, replace(WAITER, kras=(*WAITER.kras, "baker 0")))
    assert [finding.what for finding in found] == ["KRAs nearly the same (cosine 1.00)"]
    assert found[0].where == "baker 'baker 0' and waiter 'baker 0'"


def test_near_kras_of_one_role_are_its_own_affair() -> None:
    assert check(replace(BAKER, kras=(*BAKER.kras, "baker 0")), WAITER) == []


def test_a_role_that_speaks_of_the_work_of_others_is_not_reached() -> None:
    borrowed = replace(BAKER, kras=("waiter 8", "cook 8", "host 8"))
    found = check(borrowed, WAITER, COOK, HOST)
    assert [(finding.what, finding.where) for finding in found if "KRAs (3)" not in finding.what] == [
        ("role not reached by its own KRAs (place 4)", "baker")
    ]


def test_the_seed_library_is_in_order(library_url: str, embedder: Embedder) -> None:
    connect = connector(library_url)
    assert check_library(library_of(connect), CachedEmbedder(embedder, VectorStore(connect))) == []
