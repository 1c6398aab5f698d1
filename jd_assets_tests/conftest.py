"""Fixtures for all tests: a real Postgres, one fresh database a test, no key and no network beyond this machine."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from jd_assets.database.connection import connector
from jd_assets.database.migrations import migrate
from jd_assets.database.server import embedded_url
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.seed.load import load_seed
from jd_assets.settings import data_dir
from jd_assets_tests.llm.fake_server import FakeLlmServer

# Read when the model hub's client is first imported; without it a wrong name would be looked up on the network.
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def kept_folder() -> Path:
    """What is kept between test sessions because it is dear to make: the server's data and the library's vectors."""
    folder = Path(tempfile.gettempdir()) / f"jd_assets_tests_{os.getuid()}"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def server_url(kept_folder: Path) -> str:
    """A Postgres of the test session's own; `JD_TEST_DATABASE_URL` names another one."""
    # Every test has a database of its own in it.
    given = os.environ.get("JD_TEST_DATABASE_URL")
    return given or without_safety(embedded_url(kept_folder / "postgres"))


@pytest.fixture(scope="session")
def template_url(server_url: str) -> Iterator[str]:
    """A database with all migrations applied, to copy for each test."""
    with new_database(server_url, "template") as url:
        migrate(url)
        yield url


@pytest.fixture
def database_url(server_url: str, template_url: str) -> Iterator[str]:
    """A fresh, migrated, empty database for one test."""
    with new_database(server_url, "test", template_url) as url:
        yield url


@pytest.fixture(scope="module")
def shared_url(server_url: str, template_url: str) -> Iterator[str]:
    """A migrated database for the tests of one module."""
    with new_database(server_url, "shared", template_url) as url:
        yield url


@pytest.fixture
def emptied_url(shared_url: str) -> str:
    """As `database_url`, at a tenth of its cost: the database of the module, emptied."""
    with psycopg.connect(shared_url) as connection:
        # Deleting beats TRUNCATE where tables are small; without triggers their order does not matter.
        connection.execute("SET session_replication_role = replica")
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'jd'").fetchall():
            if table != "schema_migration":
                connection.execute(f"DELETE FROM jd.{table}".encode())
    return shared_url


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The folder of exports that `make run` uses too, so that the export is made once."""
    return data_dir() / "models"


@pytest.fixture(scope="session")
def data_folder(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the test session's own, with the exported model in it."""
    return make_data_folder(tmp_path_factory.mktemp("data"), models_dir)


@pytest.fixture(scope="session")
def embedder(data_folder: Path) -> Embedder:
    """The embedder that runs with `data_folder` use as well: the model is loaded once."""
    from jd_assets.defs.resources.embedder import EmbedderResource

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JD_DATA_DIR", str(data_folder))
        return EmbedderResource().embedder()


@pytest.fixture(scope="session")
def library_url(server_url: str, template_url: str, embedder: Embedder, kept_folder: Path) -> Iterator[str]:
    """The seed library with the vectors of both indexes, to read from and to copy: never written to by a test."""
    from jd_assets.defs.resources.role_library import RoleLibraryResource

    with new_database(server_url, "library", template_url) as url:
        load_seed(connector(url))
        with kept_vectors(url, kept_folder / f"{embedder.embedder_id.replace('/', '-')}.halfvec"):
            library = RoleLibraryResource(database_url=url)
            library.role_index(embedder)
            library.skill_index(embedder)
        yield url


@pytest.fixture
def seeded_url(server_url: str, library_url: str) -> Iterator[str]:
    """A fresh database with the seed library for one test."""
    with new_database(server_url, "test", library_url) as url:
        yield url


@pytest.fixture(scope="session")
def graph_url(server_url: str, library_url: str) -> Iterator[str]:
    """A database with the seed library for all tests that take postings of their own through the graph.

    What is built from a library is built once a database; in one of its own each test would pay three seconds for it.
    """
    with new_database(server_url, "graph", library_url) as url:
        yield url


@pytest.fixture
def server() -> Iterator[FakeLlmServer]:
    """A server on loopback that answers in place of a model."""
    fake = FakeLlmServer()
    yield fake
    fake.close()


@contextmanager
def kept_vectors(url: str, file: Path) -> Iterator[None]:
    """Vectors that an earlier session computed; those that the block adds are kept for the next one."""
    table = "jd.embedding (embedder_id, text_hash, vector)"
    with psycopg.connect(url) as connection:
        if file.exists():
            with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)".encode()) as copy:
                copy.write(file.read_bytes())
    yield
    unfinished = file.with_suffix(f".{os.getpid()}")
    with psycopg.connect(url) as connection, unfinished.open("wb") as target:
        cursor = connection.cursor()
        with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)".encode()) as copy:
            target.writelines(copy)
    unfinished.replace(file)


def make_data_folder(folder: Path, models_dir: Path) -> Path:
    """Let a folder serve as JD_DATA_DIR without exporting the model again."""
    (folder / "models").symlink_to(models_dir, target_is_directory=True)
    return folder


def without_safety(url: str) -> str:
    """Let the server trust that the power stays on: databases for single tests are then made and dropped faster."""
    with psycopg.connect(url, autocommit=True) as admin:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            admin.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        admin.execute("SELECT pg_reload_conf()")
    return url


@contextmanager
def new_database(server_url: str, purpose: str, template_url: str | None = None) -> Iterator[str]:
    """A database on the server, copied from a template where one is given, and dropped afterwards."""
    name = f"{purpose}_{uuid.uuid4().hex[:12]}"
    template = psycopg.conninfo.conninfo_to_dict(template_url)["dbname"] if template_url else "template1"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield database_of(server_url, name)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def database_of(url: str, name: str) -> str:
    """The URL of another database on the same server."""
    head, _, query = url.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + (f"?{query}" if query else "")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key or URL of the person who runs the tests must reach no test."""
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "JD_")) and name != "JD_TEST_DATABASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.setenv("JD_STAGE_PAUSE", "0")
