"""Postings of the proof: written from the seed library's own KRAs and skills, so that every case comes up."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice

from jd_assets.ingest.records import Record, Refused
from jd_assets.settings import sql_dir

#: Employers that the postings come from.
EMPLOYERS = ("Copperpenny", "Fenwick Retail", "Nimbus Ledger", "Oakhollow", "Tidewater Freight", "Merrow & Daughters")
#: Names of products that no library holds.
NEW_SKILLS = ("Quorvex", "Brindlekit", "Zentile Studio", "Halloumi DB", "Pelmetry", "Grackle")
#: Titles that several roles of the library share.
SHARED = ("C++ Developer", "SQL Developer", "Web Developer", "Applied Scientist", "Algorithm Engineer")
KITCHEN = (
    "Plan and prepare desserts, breads and petits fours for two restaurants",
    "Order ingredients and keep food cost within budget",
    "Train three commis chefs and keep the kitchen to HACCP rules",
)
RECIPE = """Lemon tart for eight

Rub the butter into the flour, then add the sugar and one egg yolk. Rest the dough for half an hour in a cold place.
Line a tin and bake it blind for twenty minutes. Whisk four eggs with the cream and the juice of five lemons, pour the
mixture into the warm case and bake for another half hour. Dust with icing sugar and serve with cream.
"""
GERMAN = """Wir suchen zum nächstmöglichen Zeitpunkt Verstärkung für unser Team. Sie werten Verkaufsdaten aus, bereiten
die Ergebnisse für die Geschäftsleitung auf und entwickeln unser Kennzahlensystem weiter. Gute Kenntnisse in Excel."""


def drop(size: int) -> list[Record | Refused]:
    """The first `size` records of a drop in which kinds take turns; a record that cannot be read comes on top."""
    broken = Record("proof", "broken", b"no PDF at all", "application/pdf")
    return [*islice(_turns(), size), broken]


def _turns() -> Iterator[Record]:
    first = (_plain, _popular, _shared, _popular, _contradicted, _popular)
    kinds = (*first, _special, _popular, _untitled, _new_role, _popular, _rejected)
    for number, kind in enumerate(cycle(kinds)):
        posting = kind(number, number // len(kinds))
        yield posting
        if number % 7 == 6:  # a repost: the same posting under another id
            yield Record("proof", f"{posting.source_id}-again", posting.content, title=posting.title)


def _plain(number: int, turn: int) -> Record:
    slug = _in_turn(tuple(_kras()), turn)
    return _posting(number, _names()[slug], slug)


def _popular(number: int, turn: int) -> Record:
    """One role has so many postings that its centroid speaks."""
    del turn
    return _posting(number, "Data Engineer", "data-engineer")


def _shared(number: int, turn: int) -> Record:
    slugs = ("backend-engineer", "data-engineer", "frontend-engineer", "data-scientist", "ml-engineer")
    return _posting(number, _in_turn(SHARED, turn), _in_turn(slugs, turn))


def _contradicted(number: int, turn: int) -> Record:
    titles = ("UX Researcher", "Scrum Master", "Technical Writer", "Sales Engineer", "Game Developer")
    slugs = ("data-engineer", "database-administrator", "devops-engineer", "ml-engineer", "network-engineer")
    return _posting(number, _in_turn(titles, turn), _in_turn(slugs, turn))


def _special(number: int, turn: int) -> Record:
    titles = ("Payments Backend Engineer", "Rail Freight Data Analyst", "Orchard Robotics Engineer")
    slugs = ("backend-engineer", "data-analyst", "robotics-engineer")
    return _posting(number, _in_turn(titles, turn), _in_turn(slugs, turn))


def _untitled(number: int, turn: int) -> Record:
    return _posting(number, None, _in_turn(("site-reliability-engineer", "data-engineer", "qa-engineer"), turn))


def _new_role(number: int, turn: int) -> Record:
    """The same new role by several employers, so that it is due for a draft."""
    del turn
    duties = "\n".join(f"- {duty}" for duty in KITCHEN)
    text = f"Your tasks\n{duties}\n\nWe expect\n- {number} years of experience in a hotel or patisserie\n"
    return Record("proof", f"posting-{number}", text, title="Head Pastry Chef", company=_employer(number))


def _rejected(number: int, turn: int) -> Record:
    return Record("proof", f"posting-{number}", _in_turn((RECIPE, "", GERMAN, "Baker wanted."), turn))


def _posting(number: int, title: str | None, slug: str) -> Record:
    kras, skills = _kras()[slug], _skills()[slug]
    duties = [_in_turn(kras, number + step) for step in range(min(4, len(kras)))]
    asked = [_in_turn(skills, number + step) for step in range(min(6, len(skills)))]
    new = _in_turn(NEW_SKILLS, number)
    lines = [
        f"{_employer(number)} is hiring.",
        "\nResponsibilities",
        *(f"- {duty}" for duty in duties),
        "\nRequirements",
        f"- {number % 7 + 2}+ years of experience",
        *(f"- Experience with {skill}" for skill in asked),
        f"- Working knowledge of {new if number % 2 else new.upper()}",
    ]
    return Record("proof", f"posting-{number}", "\n".join(lines), title=title, company=_employer(number))


def _employer(number: int) -> str:
    return _in_turn(EMPLOYERS, number // 3)


def _in_turn(values: tuple[str, ...], number: int) -> str:
    """The value in that place, going round."""
    return values[number % len(values)]


@cache
def _names() -> dict[str, str]:
    return {row["slug"]: row["display_name"] for row in _rows("roles")}


@cache
def _kras() -> dict[str, tuple[str, ...]]:
    return _by_slug("role_kras", "kra")


@cache
def _skills() -> dict[str, tuple[str, ...]]:
    return _by_slug("role_skills", "skill")


def _by_slug(table: str, column: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(table):
        found[row["slug"]].append(row[column])
    return {slug: tuple(values) for slug, values in found.items()}


def _rows(table: str) -> list[dict[str, str]]:
    with (sql_dir() / "library" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
