"""Where things lie and which environment variables move them; read when asked, never at import."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def project_root() -> Path:
    """The folder that holds `sql/` and, by default, `data/`: the clone, or the working folder for a wheel."""
    root = _PACKAGE.parent
    return root if (root / "sql").is_dir() else Path.cwd()


def sql_dir() -> Path:
    """The folder of migrations, queries and the seed library; packed inside the wheel when there is no clone."""
    packed = _PACKAGE / "_sql"
    return packed if packed.is_dir() else project_root() / "sql"


def data_dir() -> Path:
    """`JD_DATA_DIR`, default `data` in the project: the embedded Postgres, exported models and run pages."""
    path = Path(os.environ.get("JD_DATA_DIR") or project_root() / "data").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def inbox_dir() -> Path:
    """`JD_INBOX`, default `data/inbox`: the folder that `jd_drop_sensor` watches."""
    path = Path(os.environ.get("JD_INBOX") or data_dir() / "inbox").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def configured_database_url() -> str | None:
    """`JD_DATABASE_URL`, or None where the embedded Postgres is to be used."""
    return os.environ.get("JD_DATABASE_URL") or None


def console_url() -> str | None:
    """`JD_CONSOLE_URL`: where the console's pages are, for links to them; None where there is none."""
    return (os.environ.get("JD_CONSOLE_URL") or "").rstrip("/") or None
