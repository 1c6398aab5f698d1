"""Where things lie and which environment variables move them; read when asked, never at import."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jd_assets.failures import PermanentFailure

_PACKAGE = Path(__file__).resolve().parent


def project_root() -> Path:
    """The folder that holds `sql/` and, by default, `data/`: the clone, or the working folder for a wheel."""
    root = _PACKAGE.parent
    return root if (root / "sql").is_dir() else Path.cwd()


def sql_dir() -> Path:
    """The folder of migrations, queries and the seed library; packed inside the wheel when there is no clone."""
    packed = _PACKAGE / "_sql"
    return packed if packed.is_dir() else project_root() / "sql"


def dagster_dir() -> Path:
    """The folder of `dagster.yaml` and `workspace.yaml`; packed inside the wheel when there is no clone."""
    packed = _PACKAGE / "_dagster"
    return packed if packed.is_dir() else project_root()


def data_dir() -> Path:
    """`JD_DATA_DIR`, default `data` in the project: the embedded Postgres, exported models and run pages."""
    path = Path(os.environ.get("JD_DATA_DIR") or project_root() / "data").expanduser().resolve()
    return _made(path, "data folder", "JD_DATA_DIR")


def _made(path: Path, what: str, variable: str) -> Path:
    """The folder, made where it is missing, in which files can be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PermanentFailure(
            f"The {what} {path} cannot be made ({error.strerror}): name another, {variable}"
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise PermanentFailure(f"The {what} {path} cannot be written to: make it writable, or name another, {variable}")
    return path


def inbox_location() -> Path | str:
    """`JD_INBOX`, default `data/inbox`: the folder, or the URL of one, that `jd_drop_sensor` watches."""
    given = os.environ.get("JD_INBOX")
    if given and "://" in given:
        return given
    path = Path(given or data_dir() / "inbox").expanduser().resolve()
    return _made(path, "inbox", "JD_INBOX")


def mapping_file() -> Path | None:
    """`JD_MAPPING`: the file that says what columns of feeds mean; None where there is none."""
    given = os.environ.get("JD_MAPPING")
    return Path(given).expanduser() if given else None


def pin_paths() -> None:
    """Make the paths in the environment absolute, for processes that will work in another folder."""
    os.environ["JD_DATA_DIR"] = str(data_dir())
    for variable in ("JD_INBOX", "JD_MAPPING", "JD_CONSOLE_TOKENS_FILE"):
        given = os.environ.get(variable)
        if given and "://" not in given:
            os.environ[variable] = str(Path(given).expanduser().resolve())


def configured_database_url() -> str | None:
    """`JD_DATABASE_URL`, or None where the embedded Postgres is to be used."""
    return os.environ.get("JD_DATABASE_URL") or None


def console_url() -> str | None:
    """`JD_CONSOLE_URL`, else where a console runs over this data folder: the address of its pages, or None."""
    if given := (os.environ.get("JD_CONSOLE_URL") or "").rstrip("/"):
        return given
    try:
        pid, url = _console_file().read_text(encoding="utf-8").split(maxsplit=1)
        os.kill(int(pid), 0)
    except PermissionError:  # another user's process is one all the same
        return url
    except (OSError, ValueError):
        return None
    return url


@contextmanager
def console_runs_at(url: str) -> Iterator[None]:
    """Let other commands over this data folder know where the console is, until the block ends."""
    file = _console_file()
    file.write_text(f"{os.getpid()} {url}", encoding="utf-8")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def _console_file() -> Path:
    return data_dir() / "console"


def stage_retries() -> int:
    """`JD_STAGE_RETRIES`, default 3: how often a run tries a stage again for which the world is away."""
    return int(_number("JD_STAGE_RETRIES", 3, 20))


def stage_pause() -> float:
    """`JD_STAGE_PAUSE`, default 10: seconds before the first of these tries; each further pause is thrice as long."""
    return _number("JD_STAGE_PAUSE", 10, 3_600)


def processes() -> int:
    """`JD_PROCESSES`, by default one a processor: how many share the postings of a command, or of a run."""
    return int(_number("JD_PROCESSES", 0, 256)) or available_cpus()


def available_cpus() -> int:
    """CPUs this process may run on, which in a container can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def retire_days() -> float:
    """`JD_RETIRE_DAYS`, default 30: days after which finished run_ids leave Dagster's partition keys."""
    return _number("JD_RETIRE_DAYS", 30, 36_500)


def retire_keep() -> int:
    """`JD_RETIRE_KEEP`, default 5,000: finished run_ids that Dagster keeps as partition keys, the newest ones.

    Dagster documents 100,000 keys an asset; its pages take less than two seconds up to some 5,000 (`docs/scale.md`).
    """
    return int(_number("JD_RETIRE_KEEP", 5_000, 1_000_000))


def _number(variable: str, default: float, most: float) -> float:
    given = os.environ.get(variable, "").strip()
    try:
        value = float(given) if given else default
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise PermanentFailure(f"{variable}={given}: give a number from 0 to {most:g}")
    return value
