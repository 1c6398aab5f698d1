"""Reads the seed library of `sql/library/*.csv` and refuses files that contradict themselves or each other."""

import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from jd_assets.failures import PermanentFailure
from jd_assets.text import level_words, normalise, titles
from jd_assets.text.topics import is_match_rule, topic_rule

CsvRow = dict[str, str]
SeedFiles = Mapping[str, list[CsvRow]]

#: The files of a seed library and their columns.
COLUMNS = {
    "roles": "role_id slug display_name role_family archetype",
    "role_aliases": "slug alias collision",
    "role_kras": "slug kra",
    "role_skills": "slug skill weight",
    "role_dimensions": "slug dimension",
    "dimensions": "dimension_id name description",
    "skills": "skill_id name category sub_category skill_nature volatility typical_lifespan version_strategy maturity "
    "parent dimensions match aliases",
    "merged_skills": "skill_id name merged_into",
    "trade_skills": "skill_id name category sub_category skill_nature dimensions match aliases",
    "skill_aliases": "skill alias",
}
#: What holds of each skill of `trade_skills`, whose crafts change slowly and have no versions.
_TRADE = {
    "volatility": "LOW",
    "typical_lifespan": "EVERGREEN",
    "version_strategy": "UNVERSIONED",
    "maturity": "mature",
    "parent": "",
}
#: What holds otherwise of products among them: they gain features, and others take their place.
_TRADE_PRODUCT = {"volatility": "MEDIUM", "typical_lifespan": "MULTI_YEAR"}
_PRODUCTS = frozenset({"TOOL", "PLATFORM"})
#: A file that a library may lack: it came later, and admins bring what is in it.
OPTIONAL = {"role_sub_roles": "slug sub_role normalised"}
#: Marks before an alias of a skill: `=` asks for its exact case, `?` for that and other skills beside it; `{llm}` binds
#: it to a posting that speaks of that topic.
ALIAS_RULES = {"=": "cased", "?": "context"}
#: With what a name cannot begin: a backslash stands before it.
_MARKS = (*ALIAS_RULES, "{", "\\")
_TOPIC_MARK = re.compile(r"\{([a-z-]+)\}")

#: Code by which titles are normalised.
_OF_TITLES = (titles, level_words, normalise)

_BETWEEN = re.compile(r"(?<!\\)\|")

_Check = tuple[str, str, Callable[[CsvRow], bool]]


def seed_checksum(folder: Path) -> str:
    """Changes with the files, and with the code that makes rows of them: how titles are normalised is stored."""
    digest = hashlib.sha256()
    files = [folder / f"{name}.csv" for name in (*COLUMNS, *OPTIONAL)]
    for path in (*files, Path(__file__), *(Path(str(module.__file__)) for module in _OF_TITLES)):
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def read_seed_files(folder: Path) -> SeedFiles:
    """The rows of all files of a seed library.

    Raises:
        PermanentFailure: A file is missing or lacks a column, a row stands twice, or it names a role, skill or
            dimension that no file defines.
    """
    files = {name: _read(folder / f"{name}.csv", columns.split()) for name, columns in COLUMNS.items()}
    own = len(files["skills"])
    _join_skills(files)
    for name, columns in OPTIONAL.items():
        path = folder / f"{name}.csv"
        files[name] = _read(path, columns.split()) if path.exists() else []
    for file, what, is_wrong in _checks(files):
        wrong = [(line, row) for line, row in enumerate(files[file], start=2) if is_wrong(row)]
        if wrong:
            line, row = wrong[0]
            is_of_trade = file == "skills" and line > own + 1
            place = f"trade_skills.csv row {line - own}" if is_of_trade else f"{file}.csv row {line}"
            raise PermanentFailure(f"{place}: {what}: {row} ({len(wrong)} such rows)")
    return files


def _join_skills(files: dict[str, list[CsvRow]]) -> None:
    """Bring skills of trades, and further names of skills, to the rows of `skills`, where everything reads them."""
    skills = [*files["skills"], *map(_of_trade, files["trade_skills"])]
    named: dict[str, list[str]] = defaultdict(list)
    for row in files["skill_aliases"]:
        named[row["skill"]].append(row["alias"])
    files["skills"] = [
        {**row, "aliases": "|".join(filter(None, [row["aliases"], *named[row["name"]]]))} for row in skills
    ]


def _of_trade(row: CsvRow) -> CsvRow:
    return {**_TRADE, **(_TRADE_PRODUCT if row["skill_nature"] in _PRODUCTS else {}), **row}


def cells(text: str) -> list[str]:
    """The parts of a cell that holds several; a part's own `|` has a backslash before it."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return [part.replace("\\|", "|") for part in parts if part]


def escaped(part: str) -> str:
    """A part of a cell so that `cells` and `skill_aliases` read it as it is."""
    mark = "\\" if part[:1] in _MARKS else ""
    return mark + part.replace("|", "\\|")


def skill_aliases(row: CsvRow) -> list[tuple[str, str]]:
    """The aliases of a skill, each with how it may be matched."""
    found = []
    for alias in cells(row["aliases"]):
        topic = _TOPIC_MARK.match(alias)
        if topic:
            found.append((alias[topic.end() :], topic_rule(topic[1])))
            continue
        rule = ALIAS_RULES.get(alias[0], "")
        name = alias[1:] if rule else alias
        # A name that begins with a mark of its own, or with a backslash, has a backslash before it.
        found.append((name[1:] if name[:1] == "\\" and name[1:2] in _MARKS else name, rule))
    return found


def rules_of(row: CsvRow) -> list[str]:
    """The match rules of a skill's aliases."""
    return [rule for _, rule in skill_aliases(row)]


def _read(path: Path, columns: Sequence[str]) -> list[CsvRow]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise PermanentFailure(f"{path.name} lacks the column {missing[0]!r}")
            rows = list(reader)
    except FileNotFoundError:
        raise PermanentFailure(f"The seed library lacks {path.name}: restore it in {path.parent}") from None
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise PermanentFailure(f"{path.name} row {line}: more or fewer cells than columns: {list(row.values())}")
    return rows


def _checks(files: SeedFiles) -> list[_Check]:
    """What must not be, in the order in which it is looked for."""
    slugs = {row["slug"] for row in files["roles"]}
    skill_ids = {row["skill_id"] for row in files["skills"]}
    names = {row["name"] for row in files["skills"]}
    dimensions = {row["dimension_id"] for row in files["dimensions"]}
    aliases = Counter(alias.lower() for row in files["skills"] for alias, _ in skill_aliases(row))
    return [
        ("roles", "role_id is no number", lambda row: not row["role_id"].isdecimal()),
        ("roles", "role_id stands twice", _repeated(files["roles"], "role_id")),
        ("roles", "slug stands twice", _repeated(files["roles"], "slug")),
        ("dimensions", "dimension_id stands twice", _repeated(files["dimensions"], "dimension_id")),
        ("skills", "skill_id stands twice", _repeated(files["skills"], "skill_id")),
        ("skills", "name stands twice", _repeated(files["skills"], "name")),
        ("skills", "unknown match rule", lambda row: not is_match_rule(row["match"])),
        ("skills", "unknown match rule of an alias", lambda row: not all(map(is_match_rule, rules_of(row)))),
        ("skills", "unknown parent", lambda row: bool(row["parent"]) and row["parent"] not in skill_ids),
        ("skills", "unknown dimension", lambda row: not dimensions.issuperset(cells(row["dimensions"]))),
        ("skills", "alias stands twice", lambda row: any(aliases[a.lower()] > 1 for a, _ in skill_aliases(row))),
        ("merged_skills", "skill_id stands twice", _repeated(files["merged_skills"], "skill_id")),
        ("merged_skills", "the merged skill is still there", lambda row: row["skill_id"] in skill_ids),
        ("merged_skills", "unknown skill", lambda row: row["merged_into"] not in skill_ids),
        *((f, "unknown role", lambda row: row["slug"] not in slugs) for f in files if f.startswith("role_")),
        ("skill_aliases", "unknown skill", lambda row: row["skill"] not in names),
        ("role_aliases", "alias names no role", lambda row: not titles.normalise_alias(row["alias"])),
        ("role_kras", "KRA stands twice", _repeated(files["role_kras"], "slug", "kra")),
        ("role_skills", "unknown skill", lambda row: row["skill"] not in names),
        ("role_skills", "weight is not 1, 2 or 3", lambda row: row["weight"] not in ("1", "2", "3")),
        ("role_dimensions", "unknown dimension", lambda row: row["dimension"] not in dimensions),
    ]


def _repeated(rows: Sequence[CsvRow], *columns: str) -> Callable[[CsvRow], bool]:
    counted = Counter(tuple(row[column] for column in columns) for row in rows)
    return lambda row: counted[tuple(row[column] for column in columns)] > 1
