"""Reads the English CSV files of ESCO's classification, as its portal offers them in one zip file."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from jd_assets.failures import PermanentFailure
from jd_assets.library.importing.archive import Archive, ArchiveRow, lines, release_in
from jd_assets.library.importing.esco_typing import is_computing, role_family, skill_typing
from jd_assets.library.importing.taxonomy import Occupation, Taxonomy, TaxonomySkill, TaxonomySource

_EXPECTED = "ESCO's English classification in CSV"
_ATTRIBUTION = (
    "This service uses the ESCO classification of the European Commission, version {version}, changed for matching."
)
_FIRST_ROLE_ID = 100_000

#: Neither says how often postings ask for a skill, so the library's 3 (most postings do) is given to none.
_WEIGHTS = {"essential": 2, "optional": 1}

#: "Java (computer programming)": what the name is of.
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")


def read_esco(path: Path, release: str | None = None) -> Taxonomy:
    """Read ESCO's zip file.

    Args:
        path: The file.
        release: Version of ESCO; without it, the one in the file's name, for the tables do not say it.

    Raises:
        PermanentFailure: The file is another one, or nothing says which version it is.
    """
    with Archive(path, _EXPECTED) as archive:
        occupations = _occupations(archive)
        skills = _skills(archive)
        relations = archive.table("occupationSkillRelations.csv", ["occupationUri", "relationType", "skillUri"])
    version = release or release_in(path.name)
    if version is None:
        raise PermanentFailure(f"{path.name} does not say its version of ESCO: name it with --release, such as 1.1.1")
    source = TaxonomySource("esco", "ESCO", version, _ATTRIBUTION.format(version=version), _FIRST_ROLE_ID)
    role_skills = [(row["occupationUri"], row["skillUri"], _WEIGHTS.get(row["relationType"], 1)) for row in relations]
    return Taxonomy(source, occupations, skills, role_skills)


def _occupations(archive: Archive) -> list[Occupation]:
    groups = {
        row["code"]: row["preferredLabel"] for row in archive.table("ISCOGroups_en.csv", ["code", "preferredLabel"])
    }
    columns = ["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "code"]
    return [
        Occupation(
            code=row["conceptUri"],
            title=_titled(row["preferredLabel"]),
            alternates=lines(row["altLabels"]),
            role_family=role_family(row["iscoGroup"]),
            archetype=_archetype(row, groups),
        )
        for row in archive.table("occupations_en.csv", columns)
        if row["status"] in ("released", "")
    ]


def _archetype(row: ArchiveRow, groups: Mapping[str, str]) -> str:
    """Two sentences of facts; ESCO's own description stays with ESCO."""
    group = row["iscoGroup"]
    named = f" ({groups[group]})" if group in groups else ""
    others = lines(row["altLabels"])[:3]
    also = f" Also known as {', '.join(others)}." if others else ""
    return f"Occupation {row['code']} of ESCO, in ISCO-08 group {group}{named}.{also}"


def _skills(archive: Archive) -> list[TaxonomySkill]:
    groups, parents = _places(archive)
    columns = ["conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "status"]
    found = []
    for row in archive.table("skills_en.csv", columns):
        if row["status"] not in ("released", ""):
            continue
        uri = row["conceptUri"]
        code, label = _group_of(uri, groups, parents)
        is_technology = is_computing(code) and _is_proper_name(row["preferredLabel"])
        found.append(
            TaxonomySkill(
                code=uri,
                name=_QUALIFIER.sub("", row["preferredLabel"]) if is_technology else row["preferredLabel"],
                typing=skill_typing(code, label, row["skillType"], row["reuseLevel"], is_technology),
                is_technology=is_technology,
                alternates=lines(row["altLabels"]),
                parent=next((parent for parent in parents.get(uri, ()) if parent not in groups), None),
            )
        )
    return found


def _places(archive: Archive) -> tuple[dict[str, tuple[str, str]], dict[str, list[str]]]:
    """Code and name of each skill group, and the broader concepts of each group and skill."""
    groups = {}
    for row in archive.table("skillGroups_en.csv", ["conceptUri", "code", "preferredLabel"]):
        uri = row["conceptUri"]
        field = f"K{uri.rsplit('/', 1)[1]}" if "/isced-f/" in uri else ""
        groups[uri] = (row["code"] or field, row["preferredLabel"])
    parents = defaultdict(list)
    for row in archive.table("broaderRelationsSkillPillar.csv", ["conceptUri", "broaderUri"]):
        parents[row["conceptUri"]].append(row["broaderUri"])
    return groups, parents


def _group_of(uri: str, groups: Mapping[str, tuple[str, str]], parents: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """The nearest group above a skill; computing before others, as it is the library's own field."""
    seen, level = {uri}, [uri]
    while level:
        level = [parent for child in level for parent in parents.get(child, ()) if parent not in seen]
        seen.update(level)
        found = sorted((groups[parent] for parent in level if parent in groups), key=lambda g: not is_computing(g[0]))
        if found:
            return found[0]
    return ("", "")


def _is_proper_name(label: str) -> bool:
    """True for labels that begin with a name: ESCO writes all other words small, but for ICT."""
    first = label.partition(" ")[0]
    return first != first.lower() and not first.startswith("ICT")


def _titled(title: str) -> str:
    return title[:1].upper() + title[1:]
