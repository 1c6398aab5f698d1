"""The embedded server lets in its own user alone, wherever its folder lies."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from jd_assets.database.privacy import require_usable
from jd_assets.failures import PermanentFailure
from jd_assets.settings import project_root

PROGRAM = """
import sys
from pathlib import Path
from jd_assets.database.server import embedded_url
print(embedded_url(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module", params=["a b;c&d%41'é (x)", "l" * 120 + "/" + "m" * 120], ids=["odd", "long"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A data folder with a path that no socket fits into, below one that is closed to others."""
    closed = Path(tempfile.mkdtemp(prefix="jd_assets_closed_"))
    made = closed / request.param / "postgres"
    made.parent.mkdir(parents=True)
    closed.chmod(0o700)
    yield made
    shutil.rmtree(closed, ignore_errors=True)


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """The server, started by a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(folder)]
    environment = {**os.environ, "JD_DATA_DIR": str(folder.parent)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=project_root()
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate()


def test_any_path_works_and_its_user_gets_in(url: str) -> None:
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("postgres",)


def test_nobody_is_trusted(url: str, folder: Path) -> None:
    rules = [line for line in (folder / "pg_hba.conf").read_text().splitlines() if not line.startswith("#")]
    assert rules == ["local all all peer map=jd_assets"]
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT auth_method FROM pg_hba_file_rules").fetchall()
    assert rows == [("peer",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_another_user_does_not_get_in(url: str) -> None:
    script = f"import os, psycopg; os.setgroups([]); os.setgid(65534); os.setuid(65534); psycopg.connect({url!r})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OperationalError" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts it as another user")
def test_the_server_has_no_group_of_roots_and_the_folders_above_are_not_readable(url: str, folder: Path) -> None:
    with psycopg.connect(url) as connection:
        server = psutil.Process(psutil.Process(connection.info.backend_pid).ppid())
    assert 0 not in server.gids()
    assert "Groups:\t \n" in Path(f"/proc/{server.pid}/status").read_text()
    closed = next(each for each in folder.parents if each.name.startswith("jd_assets_closed_"))
    assert not closed.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IRGRP)


@pytest.mark.parametrize("name", ['a"b', "a$b", "a`b", "a\\b", "a\nb", "x" * 1_001])
def test_a_path_that_cannot_work_is_refused_before_anything_is_made(name: str) -> None:
    with pytest.raises(PermanentFailure, match="let JD_DATA_DIR name"):
        require_usable(Path("/nowhere") / name)
