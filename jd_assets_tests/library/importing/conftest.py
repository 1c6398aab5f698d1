"""Tiny taxonomy files in the layout of the originals, and a small library to import them into."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from jd_assets.database.connection import Connect, connector

Table = Sequence[Sequence[str]]

CODER = "http://data.europa.eu/esco/occupation/coder"
POTTER = "http://data.europa.eu/esco/occupation/potter"
GLAZING = "http://data.europa.eu/esco/skill/glazing"
JAVA = "http://data.europa.eu/esco/skill/java"
KILN = "http://data.europa.eu/esco/skill/kiln"
ZORB = "http://data.europa.eu/esco/skill/zorb"

ESCO: Mapping[str, Table] = {
    "ISCOGroups_en.csv": [("code", "preferredLabel"), ("7314", "Potters"), ("2512", "Software developers")],
    "occupations_en.csv": [
        ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "code"),
        (CODER, "2512", "backend developer", "server side coder\nfrontend developer", "released", "2512.9"),
        (POTTER, "7314", "potter", "ceramic thrower\nsoftware engineer\nfrontend developer", "released", "7314.1"),
    ],
    "skillGroups_en.csv": [
        ("conceptUri", "code", "preferredLabel"),
        ("http://data.europa.eu/esco/isced-f/0613", "", "software and applications development"),
        ("http://data.europa.eu/esco/skill/s8", "S8.1", "operating kilns"),
    ],
    "broaderRelationsSkillPillar.csv": [
        ("conceptUri", "broaderUri"),
        (JAVA, "http://data.europa.eu/esco/isced-f/0613"),
        (ZORB, "http://data.europa.eu/esco/isced-f/0613"),
        (KILN, "http://data.europa.eu/esco/skill/s8"),
        (GLAZING, KILN),
    ],
    "skills_en.csv": [
        ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "status"),
        (JAVA, "knowledge", "sector-specific", "Java (computer programming)", "Java language nine\nPython", "released"),
        (ZORB, "knowledge", "sector-specific", "Zorb", "Zorb language\nZORB9\nzorbing", "released"),
        (KILN, "skill/competence", "occupation-specific", "fire kilns", "operate pottery kilns", "released"),
        (GLAZING, "skill/competence", "occupation-specific", "engobing", "apply engobes by hand\nengobe", "released"),
    ],
    "occupationSkillRelations.csv": [
        ("occupationUri", "relationType", "skillUri"),
        (POTTER, "essential", KILN),
        (POTTER, "optional", GLAZING),
        (CODER, "essential", ZORB),
    ],
}

SOC = "O*NET-SOC Code"
ONET: Mapping[str, Table] = {
    "Occupation Data.txt": [(SOC, "Title"), ("51-9195.05", "Potters"), ("51-9199.00", "Producers, All Other")],
    "Alternate Titles.txt": [(SOC, "Alternate Title"), ("51-9195.05", "Chief Ceramic Potter (CCP)")],
    "Task Statements.txt": [(SOC, "Task"), ("51-9195.05", 'Raise and shape "green" wares on wheels.')],
    "Technology Skills.txt": [
        (SOC, "Example", "Commodity Title", "Hot Technology"),
        ("51-9195.05", "GlazeMaster", "Analytical or scientific software", "N"),
        ("51-9195.05", "PostgreSQL", "Data base management system software", "Y"),
    ],
    "Read Me.txt": [("O*NET 27.0 Database",), ("August 2022 Release",)],
}


def write_zip(path: Path, tables: Mapping[str, Table], delimiter: str) -> Path:
    """A zip file of tables."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            if delimiter == ",":
                csv.writer(text).writerows(rows)
            else:
                text.write("".join(delimiter.join(row) + "\n" for row in rows))
            # Without a time of its own: a file made again a moment later is the same to the byte.
            archive.writestr(zipfile.ZipInfo(f"text/{name}"), text.getvalue())
    return path


@pytest.fixture
def esco_zip(tmp_path: Path) -> Callable[..., Path]:
    """Makes an ESCO file, with tables given by stem in place of the sample's."""

    def make(name: str = "esco_1_1_1_en.zip", **tables: Table) -> Path:
        return write_zip(tmp_path / name, {**ESCO, **{f"{stem}.csv": rows for stem, rows in tables.items()}}, ",")

    return make


@pytest.fixture
def onet_zip(tmp_path: Path) -> Path:
    """A small O*NET file."""
    return write_zip(tmp_path / "db_text.zip", ONET, "\t")


@pytest.fixture
def connect(seeded_url: str) -> Connect:
    """Connections to a database of the test's own with the seed library."""
    return connector(seeded_url)
