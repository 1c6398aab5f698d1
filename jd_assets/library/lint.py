"""The linter of the role library: what a person has to mend before decisions can be trusted to it."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.embedder import Embedder
from jd_assets.library.lint_rules.aliases import titles_as_certificates, unbound_aliases, unbound_names
from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.lint_rules.natures import long_emerging, practices_as_products, products_as_practices
from jd_assets.library.lint_rules.spelling import british_forms
from jd_assets.library.lint_rules.sub_categories import misplaced, thin_sub_categories
from jd_assets.library.lint_rules.typing import typed_otherwise
from jd_assets.library.snapshot import Library, Role

#: How many of each a role needs, and may have: fewer tell it from no neighbour, more blur it.
ALIASES = (10, 40)
KRAS = (8, 14)
SKILLS = (20, 60)
DIMENSIONS = (4, 8)
#: Cosine from which KRAs of two roles say the same and so speak for neither. In the seed library of 58 roles the two
#: closest pairs (.79) were the same work in other words and were rewritten; the next, at .75, are neighbours that
#: differ in what they work on.
SAME_KRA = 0.78
#: Place in which a role must come out for its own KRAs: as in the figure of the decision, the first three.
REACHED = 3
#: The words that the typing of a skill is made of.
TYPING: Mapping[str, frozenset[str]] = {
    "skill_nature": frozenset(
        "CERTIFICATION CONCEPT DATABASE DOMAIN FORMAT FRAMEWORK LANGUAGE LIBRARY PLATFORM PRACTICE PROTOCOL SERVICE "
        "SOFT TOOL".split()
    ),
    "volatility": frozenset({"LOW", "MEDIUM", "HIGH"}),
    "typical_lifespan": frozenset({"SHORT_TERM", "MULTI_YEAR", "LONG_TERM", "EVERGREEN"}),
    "version_strategy": frozenset({"UNVERSIONED", "MAJOR", "MINOR", "CALENDAR"}),
    "maturity": frozenset({"emerging", "growing", "mainstream", "mature", "legacy"}),
}


def check_library(library: Library, embedder: Embedder) -> list[Finding]:
    """Every fault of a library, rule by rule; none for one that is in order."""
    return [
        *_incomplete(library),
        *_shared_aliases(library),
        *_untyped_skills(library),
        *typed_otherwise(library.skills.values()),
        *products_as_practices(library.skills.values()),
        *practices_as_products(library.skills.values()),
        *long_emerging(library.skills.values()),
        *unbound_aliases(library.skills.values()),
        *unbound_names(library.skills.values()),
        *titles_as_certificates(library),
        *thin_sub_categories(library.skills.values()),
        *misplaced(library.skills.values()),
        *british_forms(library),
        *_about_kras(library, embedder),
    ]


def _incomplete(library: Library) -> Iterator[Finding]:
    for role in library.roles:
        if not role.archetype.strip():
            yield Finding("role without archetype", role.slug, "say in two sentences what its holders are there for")
        counted = (
            ("aliases", len(role.aliases), ALIASES),
            ("KRAs", len(role.kras), KRAS),
            ("skills", len(role.skills), SKILLS),
            ("dimensions", len(role.dimensions), DIMENSIONS),
        )
        for name, count, (least, most) in counted:
            if count < least:
                yield Finding(f"too few {name} ({count})", role.slug, f"add {least - count} or more")
            if count > most:
                yield Finding(f"too many {name} ({count})", role.slug, f"take away {count - most} or more")


def _shared_aliases(library: Library) -> Iterator[Finding]:
    for normalised, holders in sorted(library.alias_index.items()):
        unmarked = [role.slug for role, alias in holders if not alias.collision]
        if len(holders) > 1 and unmarked:
            slugs = ", ".join(role.slug for role, _ in holders)
            remedy = f"keep it on one role, or mark it as a known collision on {', '.join(unmarked)}"
            yield Finding("alias of several roles", f"'{normalised}' of {slugs}", remedy)


def _untyped_skills(library: Library) -> Iterator[Finding]:
    for skill_id, skill in sorted(library.skills.items()):
        for field in ("category", "sub_category"):
            if not getattr(skill, field).strip():
                yield Finding(f"skill without {field}", skill_id, f"name its {field}")
        for field, words in TYPING.items():
            if getattr(skill, field) not in words:
                what = f"unknown {field} {getattr(skill, field)!r}"
                yield Finding(what, skill_id, f"use one of {', '.join(sorted(words))}")


def _about_kras(library: Library, embedder: Embedder) -> Iterator[Finding]:
    kras = [(role, kra) for role in library.roles for kra in role.kras]
    if not kras:
        return
    vectors = embedder.encode([kra for _, kra in kras])
    similarities = vectors @ vectors.T
    owners = np.repeat(np.arange(len(library.roles)), [len(role.kras) for role in library.roles])
    for first, second in np.argwhere(np.triu(similarities >= SAME_KRA, k=1)):
        if owners[first] != owners[second]:
            (one, text), (other, same) = kras[first], kras[second]
            where = f"{one.slug} '{text}' and {other.slug} '{same}'"
            yield Finding(f"KRAs nearly the same (cosine {similarities[first, second]:.2f})", where, "tell them apart")
    np.fill_diagonal(similarities, -1.0)
    for position, role in enumerate(library.roles):
        yield from _unreached(position, role, similarities, owners, library)


def _unreached(
    position: int, role: Role, similarities: NDArray[np.float32], owners: NDArray[np.int64], library: Library
) -> Iterator[Finding]:
    """A role that a posting made of its own KRAs would not reach: each is taken out while it stands for a sentence.

    KRAs of one role speak of different work, so that single ones often lie nearer to a neighbour's: of the seed
    library's only half have their own role among their first three. It is their mean that has to come out for it.
    """
    own = owners == position
    if own.sum() < 2:
        return
    columns = [(other, owners == other) for other in range(len(library.roles))]
    scores = {other: float(similarities[own][:, held].max(axis=1).mean()) for other, held in columns if held.any()}
    ahead = [other for other in sorted(scores, key=lambda other: -scores[other]) if scores[other] > scores[position]]
    if len(ahead) >= REACHED:
        slugs = ", ".join(library.roles[other].slug for other in ahead[:REACHED])
        what = f"role not reached by its own KRAs (place {len(ahead) + 1})"
        yield Finding(what, role.slug, f"say in its KRAs what {slugs} do not do")
