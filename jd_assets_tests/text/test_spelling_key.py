"""All spellings of a name have one key, and no other name has it; Python and SQL agree on it."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.database.connection import connector
from jd_assets.library.seed.files import cells, read_seed_files
from jd_assets.settings import project_root, sql_dir
from jd_assets.text.spelling_key import cased_letters, spelling_key

SAMPLE = Path(__file__).with_name("esco_labels.txt")
ESCO = project_root().parent / "shared" / "data" / "esco_1_1_1_en.zip"
ESCO_LABELS = 20_000

NAMES = [
    ("C",),
    ("C#", "c #"),
    ("C++", "c ++"),
    (".NET", ".net", "(.NET)"),
    ("Net", "NET"),
    ("Node.js", "NodeJS", "node js", "Node-JS"),
    ("Node",),
    ("R&D", "R & D", "R and D", "r&d"),
    ("RD", "R/D"),
    ("CI/CD", "CICD", "CI-CD", "ci / cd"),
    ("REST API", "REST APIs", "rest-apis", "REST API's", "RESTAPI"),
    ("API", "APIs", "apis"),
    ("DevOps", "Dev Ops", "dev-ops"),
    ("HTTP",),
    ("HTTPS",),
    ("SAS",),
    ("Sass",),
    ("SaaS",),
    ("iOS",),
    ("I/O", "IO"),
    ("TLS 1.2", "tls-1.2"),
    ("TLS 12",),
    ("Développement", "developpement", "De\u0301veloppement"),
    ("ASP.NET", "ASP .NET", "asp net"),
    ("library", "Libraries"),
    ("movie", "movies"),
    ("batch process", "Batch Processes"),
    ("cache", "caches"),
    ("data flow", "Data Flows"),
    ("ReLU’s", "RELU"),
    ("PCs", "PC"),
    ("Java", "Java™", "Java®"),
    ("JavaScript",),
    ("BioMedical", "bio medical"),
    ("UN agencies", "UN agency"),
    ("SAA",),
    ("AWS",),
    ("AW",),
    ("VP8",),
    ("VP9",),
    ("Straße", "STRASSE"),
    ("Программист", "программист"),
    ("Программистка",),
    ("机器学习",),
]


@pytest.mark.parametrize("spellings", NAMES, ids=lambda spellings: spellings[0])
def test_the_spellings_of_a_name_have_one_key(spellings: Sequence[str]) -> None:
    assert {spelling_key(spelling) for spelling in spellings} == {spelling_key(spellings[0])}


def test_two_names_have_two_keys() -> None:
    keys = [spelling_key(spellings[0]) for spellings in NAMES]
    assert len(set(keys)) == len(keys)


@given(st.text(min_size=1))
def test_every_name_has_a_key(name: str) -> None:
    assert spelling_key(name)


#: The scripts whose capitals the key knows.
CASED = st.characters(max_codepoint=0x58F)


@given(st.text(CASED))
def test_case_makes_no_other_name(name: str) -> None:
    assert spelling_key(name.lower()) == spelling_key(name)


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1))
def test_accents_lose_no_letter(word: str) -> None:
    letters = [char for char in unicodedata.normalize("NFKD", word) if unicodedata.category(char) in ("Lu", "Ll")]
    assert len(spelling_key(f"{word}x")) >= len(letters) + 1


WORDS = st.lists(
    st.sampled_from("oven tray mixer data flow class status api ops js c++ net 2.0 aws".split()), min_size=1
)
NO_PLURALS = st.lists(st.sampled_from("oven tray mixer data flow api c++ net 2".split()), min_size=1)


@given(WORDS, st.sampled_from([" ", "-", " / ", ", ", "_", " – ", "\u00a0"]))
def test_no_separator_makes_another_name(words: list[str], separator: str) -> None:
    assert spelling_key(separator.join(words)) == spelling_key(" ".join(words))


@given(NO_PLURALS, st.sampled_from("oven ovens ops js api apis class batches status".split()))
def test_a_name_that_is_run_together_is_the_same(words: list[str], last: str) -> None:
    assert spelling_key("".join([*words, last])) == spelling_key(" ".join([*words, last]))


@given(st.from_regex(r"[a-z]{3,12}[a-gik-rt-wz]", fullmatch=True))
def test_singular_and_plural_meet(word: str) -> None:
    assert spelling_key(word + "s") == spelling_key(word)


@given(st.text("abc+# 1", min_size=1), st.sampled_from("+#"))
def test_signs_tell_names_apart(name: str, sign: str) -> None:
    assert spelling_key(name + sign) != spelling_key(name)


def test_the_cased_letters_differ_where_the_case_does() -> None:
    assert cased_letters("Power-BI") == cased_letters("Power BI") != cased_letters("power bi")


@pytest.fixture(scope="module")
def database(shared_url: str) -> Iterator[psycopg.Connection]:
    with connector(shared_url)() as connection:
        yield connection


def disagreements(connection: psycopg.Connection, names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Names of which SQL gives another key than Python, with both."""
    rows = connection.execute(
        "SELECT spelling_key(name) FROM unnest(%s::text[]) WITH ORDINALITY n(name, place) ORDER BY place",
        (list(names),),
    ).fetchall()
    pairs = zip(names, (row[0] for row in rows), strict=True)
    return [(name, spelling_key(name), key) for name, key in pairs if key != spelling_key(name)]


def test_sql_agrees_on_names_of_all_kinds(database: psycopg.Connection) -> None:
    assert disagreements(database, [spelling for spellings in NAMES for spelling in spellings]) == []


def test_sql_agrees_on_every_letter_and_sign(database: psycopg.Connection) -> None:
    codes = (*range(1, 0x3400), *range(0xF900, 0x10000), *range(0x1F000, 0x1FB00))
    # Of those that this Python's Unicode has: a newer server takes more of them apart.
    letters = [char for char in map(chr, codes) if unicodedata.category(char) not in ("Cn", "Cs")]
    assert len(letters) > 10_000
    assert disagreements(database, [f"x{char}Y" for char in letters]) == []


@given(name=st.text(st.sampled_from("aAsSeEiIyxch .+#&-/09’™ßÉ\u0301Ως\u2028\U0001f355"), max_size=12))
def test_sql_agrees_on_wild_names(database: psycopg.Connection, name: str) -> None:
    assert disagreements(database, [name]) == []


def test_sql_agrees_on_all_names_of_the_seed_library(database: psycopg.Connection) -> None:
    files = read_seed_files(sql_dir() / "library")
    skills = [name for row in files["skills"] for name in (row["name"], *cells(row["aliases"]))]
    names = [*skills, *(row["alias"] for row in files["role_aliases"]), *(row["kra"] for row in files["role_kras"])]
    assert len(names) > 5_000
    assert disagreements(database, names) == []


def test_sql_agrees_on_labels_of_esco(database: psycopg.Connection) -> None:
    labels = [line for line in SAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(labels) == 400
    assert disagreements(database, labels) == []


@pytest.mark.shared
@pytest.mark.skipif(not ESCO.exists(), reason="../shared is not there")
def test_sql_agrees_on_twenty_thousand_labels_of_esco(database: psycopg.Connection) -> None:
    with zipfile.ZipFile(ESCO) as archive, archive.open("skills_en.csv") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    labels = list(
        dict.fromkeys(label for row in rows for label in (row["preferredLabel"], *row["altLabels"].split("\n")))
    )
    assert disagreements(database, labels[:ESCO_LABELS]) == []
