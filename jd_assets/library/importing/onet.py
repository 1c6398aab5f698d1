"""Reads the text files of the O*NET database, as its resource centre offers them in one zip file."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from jd_assets.failures import PermanentFailure
from jd_assets.library.importing.archive import Archive, ArchiveRow, release_in
from jd_assets.library.importing.onet_typing import role_family, technology_typing
from jd_assets.library.importing.taxonomy import Occupation, Taxonomy, TaxonomySkill, TaxonomySource

_EXPECTED = "the O*NET database as text files"
_ATTRIBUTION = (
    "This service includes information from the O*NET {version} Database by the U.S. Department of Labor, Employment "
    "and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. "
    "The information was changed for matching; USDOL/ETA has not approved, endorsed, or tested these changes."
)
_FIRST_ROLE_ID = 200_000
_CODE = "O*NET-SOC Code"

#: Left over after the named occupations of a group: a class of jobs, no role.
_RESIDUAL = "All Other"

#: O*NET marks technologies that employers often ask for; even of these it does not say that most do (3).
_WEIGHTS = {"Y": 2, "N": 1}

#: "Chief Executive Officer (CEO)": the abbreviation, which several titles share.
_ABBREVIATION = re.compile(r"\s*\([^()]*\)$")


def read_onet(path: Path, release: str | None = None) -> Taxonomy:
    """Read O*NET's zip file.

    Args:
        path: The file.
        release: Version of the database; without it, the one in its read-me or in the file's name.

    Raises:
        PermanentFailure: The file is another one, or nothing says which version it is.
    """
    with Archive(path, _EXPECTED) as archive:
        titles = archive.table("Occupation Data.txt", [_CODE, "Title"], "\t")
        alternates = _by_code(archive.table("Alternate Titles.txt", [_CODE, "Alternate Title"], "\t"))
        tasks = _by_code(archive.table("Task Statements.txt", [_CODE, "Task"], "\t"))
        technologies = archive.table(
            "Technology Skills.txt", [_CODE, "Example", "Commodity Title", "Hot Technology"], "\t"
        )
        version = release or release_in(archive.text("Read Me.txt")) or release_in(path.name)
    if version is None:
        raise PermanentFailure(f"{path.name} does not say its version of O*NET: name it with --release, such as 27.0")
    source = TaxonomySource("onet", "O*NET", version, _ATTRIBUTION.format(version=version), _FIRST_ROLE_ID)
    named = _by_code([{_CODE: row[_CODE], "Example": row["Example"]} for row in technologies])
    occupations = [
        Occupation(
            code=row[_CODE],
            title=row["Title"],
            alternates=[_ABBREVIATION.sub("", title) for title in alternates.get(row[_CODE], ())],
            role_family=role_family(row[_CODE]),
            archetype=_archetype(row[_CODE], row["Title"], named),
            kras=tasks.get(row[_CODE], ()),
        )
        for row in titles
        if not row["Title"].endswith(_RESIDUAL)
    ]
    role_skills = [(row[_CODE], row["Example"].lower(), _WEIGHTS.get(row["Hot Technology"], 1)) for row in technologies]
    return Taxonomy(source, occupations, _skills(technologies), role_skills)


def _archetype(code: str, title: str, technologies: Mapping[str, Sequence[str]]) -> str:
    """Two sentences of facts; O*NET's own description stays with O*NET."""
    named = technologies.get(code, ())[:3]
    works_with = f" Works with technologies such as {', '.join(named)}." if named else ""
    return f"Occupation {code} of O*NET-SOC: {title}.{works_with}"


def _skills(technologies: Sequence[ArchiveRow]) -> list[TaxonomySkill]:
    """One skill a technology, typed by the commodity that it is first listed under."""
    found: dict[str, TaxonomySkill] = {}
    for row in technologies:
        name = row["Example"]
        if name and name.lower() not in found:
            typing = technology_typing(row["Commodity Title"])
            found[name.lower()] = TaxonomySkill(name.lower(), name, typing, is_technology=True)
    return list(found.values())


def _by_code(rows: Sequence[ArchiveRow]) -> dict[str, list[str]]:
    """The other column's values of each occupation."""
    found = defaultdict(list)
    for row in rows:
        code, value = row.values()
        found[code].append(value)
    return dict(found)
