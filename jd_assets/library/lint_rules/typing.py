"""How skills are typed: version strategy, volatility and lifespan follow from what a skill is (`typing_rules.csv`)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.snapshot import Skill


@dataclass(frozen=True, slots=True)
class TypingRule:
    """A row of `typing_rules.csv`: what a field may hold for the skills that it speaks of; empty sets speak of all.

    Attributes:
        field: The field of a skill.
        skills: Ids of skills that the rule is for.
        natures: Or natures,
        categories: categories,
        sub_categories: sub-categories
        maturities: and maturities that the skill must have.
        allowed: The words that the field may hold, the usual one first.
        reason: Why.
    """

    field: str
    skills: frozenset[str]
    natures: frozenset[str]
    categories: frozenset[str]
    sub_categories: frozenset[str]
    maturities: frozenset[str]
    allowed: tuple[str, ...]
    reason: str

    def speaks_of(self, skill: Skill) -> bool:
        """Whether the rule is for a skill."""
        return all(
            not wanted or value in wanted
            for wanted, value in (
                (self.skills, skill.skill_id),
                (self.natures, skill.skill_nature),
                (self.categories, skill.category),
                (self.sub_categories, skill.sub_category),
                (self.maturities, skill.maturity),
            )
        )


@cache
def typing_rules() -> dict[str, tuple[TypingRule, ...]]:
    """The rules by field; the first that speaks of a skill decides."""
    text = (files("jd_assets.library.lint_rules") / "typing_rules.csv").read_text(encoding="utf-8")
    found: dict[str, list[TypingRule]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["field"], []).append(_rule(row))
    return {field: tuple(rules) for field, rules in found.items()}


def rule_for(field: str, skill: Skill) -> TypingRule | None:
    """The rule that decides a field of a skill; None where its nature or maturity is none that there is."""
    return next((rule for rule in typing_rules()[field] if rule.speaks_of(skill)), None)


def typed_otherwise(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Skills typed otherwise than the rules say."""
    for skill in skills:
        for field in typing_rules():
            rule, held = rule_for(field, skill), getattr(skill, field)
            if rule is not None and held and held not in rule.allowed:
                what = f"{field} {held} of a {skill.maturity} {skill.skill_nature}"
                yield Finding(what, skill.skill_id, f"make it {' or '.join(rule.allowed)}: {rule.reason}")


def _rule(row: dict[str, str]) -> TypingRule:
    def cell(column: str) -> frozenset[str]:
        return frozenset(filter(None, row[column].split("|")))

    return TypingRule(
        field=row["field"],
        skills=cell("skills"),
        natures=cell("natures"),
        categories=cell("categories"),
        sub_categories=cell("sub_categories"),
        maturities=cell("maturities"),
        allowed=tuple(row["allowed"].split("|")),
        reason=row["reason"],
    )
