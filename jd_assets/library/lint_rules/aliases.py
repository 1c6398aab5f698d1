"""Spellings of several senses: a short or everyday one needs a match rule, or a reason why it needs none."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.lint_rules.natures import is_coined, ordinary_words
from jd_assets.library.snapshot import Library, Skill

#: So few letters and digits stand for many things: DPO, CRO and CFD each have three senses in postings.
SHORT = range(2, 5)
_LETTERS = re.compile(r"[^a-z0-9]")
_REMEDY = "give it a match rule (=, ? or a {topic}), or a line with a reason in lint_rules/plain_aliases.csv"


@cache
def plain_aliases() -> dict[str, str]:
    """Spellings that mean one thing in every posting, in lower case, with the reason."""
    text = (files("jd_assets.library.lint_rules") / "plain_aliases.csv").read_text(encoding="utf-8")
    return {row["alias"].lower(): row["reason"] for row in csv.DictReader(text.splitlines())}


def is_dangerous(alias: str) -> bool:
    """Whether a spelling is one lower-case word, or of two to four letters and digits."""
    if " " not in alias and alias == alias.lower() and alias.replace("-", "").replace("/", "").isalpha():
        return True
    return len(_LETTERS.sub("", alias.lower())) in SHORT


def unbound_aliases(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Dangerous aliases that are found anywhere in any case though nothing says why."""
    for skill in skills:
        for alias, rule in skill.aliases:
            if rule == "" and is_dangerous(alias) and not _spells_name(alias, skill) and not _is_plain(alias):
                yield Finding("alias without match rule", f"'{alias}' of {skill.skill_id}", _REMEDY)


def unbound_names(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Names of one ordinary word that are found anywhere in any case though nothing says why.

    "Scaffolding" is put up around houses and written by code generators, "Triage" is done to patients and to bugs. A
    word is ordinary if some text of the library writes it in lower case.
    """
    held = list(skills)
    ordinary = ordinary_words(held)
    for skill in held:
        is_word = skill.name.isalpha() and skill.name[1:].islower()
        if skill.match == "" and is_word and not is_coined(skill.name, ordinary) and not _is_plain(skill.name):
            yield Finding("name without match rule", f"'{skill.name}' of {skill.skill_id}", _REMEDY)


def titles_as_certificates(library: Library) -> Iterator[Finding]:
    """Short forms of certificates that are titles of roles: "Azure Administrator" is a job before it is an exam."""
    titles = {alias.alias.lower() for role in library.roles for alias in role.aliases}
    for skill in library.skills.values():
        for alias, rule in skill.aliases if skill.skill_nature == "CERTIFICATION" else ():
            if rule == "" and alias.lower() in titles and "certif" not in alias.lower():
                what = f"certificate named like a job ('{alias}')"
                yield Finding(what, skill.skill_id, "bind it to {certification}, or write the word that says so")


def _spells_name(alias: str, skill: Skill) -> bool:
    """Another spelling of the skill's own name: "e-wallets" of Digital Wallets is none, "timeseries" of Time Series is.

    A name of one plain word that has a rule itself bears out nothing.
    """
    name, own = _LETTERS.sub("", skill.name.lower()), _LETTERS.sub("", alias.lower())
    return skill.match == "" and len(own) > SHORT[-1] and own.rstrip("s") in (name.rstrip("s"), name)


def _is_plain(alias: str) -> bool:
    return alias.lower() in plain_aliases()
