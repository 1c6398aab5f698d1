"""What kind of thing a skill is: a named product is no practice, and what is emerging was released lately."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.snapshot import Skill

#: The day on which maturities were last read over; "emerging" is said as of it.
AS_OF = date(2026, 11, 29)
#: A skill is emerging for so many years after it came up; then ads name it (growing) or it is gone (legacy).
EMERGING_YEARS = 2
_THINGS_DONE = frozenset({"PRACTICE", "CONCEPT"})
_PRODUCTS = frozenset({"TOOL", "PLATFORM", "SERVICE", "LIBRARY", "FRAMEWORK", "DATABASE"})
#: How names of practices end: "Red Teaming", "Patch Management", "Malware Analysis", "Endpoint Security".
_DOING = re.compile(r" \w*(?:ing|ment|tion|lysis|ics|ance|Security)$")


@cache
def first_years() -> dict[str, int]:
    """The year in which a skill came up, by skill_id, of those called emerging."""
    text = (files("jd_assets.library.lint_rules") / "emerging.csv").read_text(encoding="utf-8")
    return {row["skill_id"]: int(row["since"]) for row in csv.DictReader(text.splitlines())}


@cache
def proper_concepts() -> frozenset[str]:
    """Practices and concepts that carry a proper name, by skill_id."""
    text = (files("jd_assets.library.lint_rules") / "proper_concepts.csv").read_text(encoding="utf-8")
    return frozenset(row["skill_id"] for row in csv.DictReader(text.splitlines()))


@cache
def proper_products() -> frozenset[str]:
    """Products whose name reads like that of a practice, by skill_id."""
    text = (files("jd_assets.library.lint_rules") / "proper_products.csv").read_text(encoding="utf-8")
    return frozenset(row["skill_id"] for row in csv.DictReader(text.splitlines()))


def products_as_practices(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Practices and concepts with a name that no text of the library writes in lower case: those of products.

    What is done has ordinary words ("test planning"); a coined name among them ("Jamf") is that of a thing.
    """
    held = list(skills)
    ordinary = ordinary_words(held)
    for skill in held:
        if skill.skill_nature not in _THINGS_DONE or skill.skill_id in proper_concepts():
            continue
        coined = [word for word in skill.name.split() if is_coined(word, ordinary)]
        if coined:
            what = f"{skill.skill_nature} with a coined name ({', '.join(coined)})"
            remedy = "type it TOOL, PLATFORM, SERVICE or LIBRARY, or list it in lint_rules/proper_concepts.csv"
            yield Finding(what, skill.skill_id, remedy)


def practices_as_products(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Tools with a name of ordinary words that ends in what is done: "Threat Hunting" is sold by nobody."""
    held = list(skills)
    ordinary = ordinary_words(held)
    for skill in held:
        if skill.skill_nature not in _PRODUCTS or skill.skill_id in proper_products() or not _DOING.search(skill.name):
            continue
        if not any(is_coined(word, ordinary) for word in skill.name.split()):
            remedy = "type it PRACTICE or CONCEPT, or list it in lint_rules/proper_products.csv"
            yield Finding(f"{skill.skill_nature} with the name of a practice", skill.skill_id, remedy)


def long_emerging(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Skills called emerging that came up long ago, or nobody knows when."""
    for skill in skills:
        if skill.maturity != "emerging":
            continue
        since = first_years().get(skill.skill_id)
        if since is None:
            yield Finding(
                "emerging since nobody knows when", skill.skill_id, "say since when in lint_rules/emerging.csv"
            )
        elif AS_OF.year - since > EMERGING_YEARS:
            what = f"emerging since {since}, as of {AS_OF:%B %Y}"
            yield Finding(what, skill.skill_id, "make it growing or mainstream")


def ordinary_words(skills: Iterable[Skill]) -> frozenset[str]:
    """Words that some name or alias of the library writes in lower case."""
    spelled = (text for skill in skills for text in (skill.name, *(alias for alias, _ in skill.aliases)))
    return frozenset(part for text in spelled for word in text.split() for part in _parts(word) if part.islower())


def is_coined(word: str, ordinary: frozenset[str]) -> bool:
    """Whether a word has a capital and is an ordinary one in none of its forms; letters that abbreviate are none."""
    parts = [part for part in _parts(word) if part.isalpha() and part[:1].isupper() and not part[1:].isupper()]
    return any(not {part.lower(), part.lower() + "s", part.lower().rstrip("s")} & ordinary for part in parts)


def _parts(word: str) -> list[str]:
    return [part for part in word.replace("/", "-").strip("(),.").split("-") if len(part) > 1]
