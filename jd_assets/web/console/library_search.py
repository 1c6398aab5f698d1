"""Finding items of the library by what a person types: names, other names, and words of KRAs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.library.snapshot import Library
from jd_assets.text.titles import normalise_alias

#: Items shown.
SHOWN = 12


@dataclass(frozen=True)
class Found:
    """An item of the library.

    Attributes:
        target: What `review.actions.merge` takes: a skill_id, a role's slug, a KRA's text.
        name: Its name.
        told: What else to know it by.
        address: Its page.
    """

    target: str
    name: str
    told: str
    address: str


def find_items(library: Library, kind: ProposalKind, text: str, shown: int = SHOWN) -> list[Found]:
    """The items into which a proposal of this kind can be merged, those that begin as typed first.

    Args:
        library: The library.
        kind: What is proposed.
        text: What was typed; all of its words must be in one of the item's names.
        shown: How many are given.
    """
    words = text.casefold().split()
    if not words:
        return []
    ranked: list[tuple[int, int, str, Found]] = []
    for spellings, found in _items(library, kind):
        score = min((_score(spelling.casefold(), words) for spelling in spellings), default=9)
        if score < 9:
            ranked.append((score, len(found.name), found.name, found))
    ranked.sort(key=lambda item: item[:3])
    return [item[3] for item in ranked[:shown]]


def _score(spelling: str, words: Sequence[str]) -> int:
    typed = " ".join(words)
    if spelling == typed:
        return 0
    if spelling.startswith(typed):
        return 1
    return 2 if all(word in spelling for word in words) else 9


def _items(library: Library, kind: ProposalKind) -> Iterator[tuple[Sequence[str], Found]]:
    if kind == "skill":
        for skill in library.skills.values():
            names = [skill.name, skill.skill_id, *(alias for alias, _ in skill.aliases)]
            told = f"{skill.category} / {skill.sub_category}"
            yield names, Found(skill.skill_id, skill.name, told, f"/library/skills/{skill.skill_id}")
        return
    for role in library.roles:
        address = f"/library/roles/{role.slug}"
        if kind == "kra":
            for kra in role.kras:
                yield [kra], Found(kra, kra, role.display_name, address)
        else:
            names = [role.display_name, role.slug, *(alias.alias for alias in role.aliases)]
            names += [normalise_alias(name) for name in names]
            yield names, Found(role.slug, role.display_name, f"{role.slug} · {role.role_family}", address)
