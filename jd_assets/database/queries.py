"""The named statements of `sql/queries/*.sql`.

A file holds blocks of a line `-- name: some_name`, comment lines that say what the statement does, and the SQL with
psycopg's named parameters. Names are unique over all files.
"""

import re
from functools import cache

from jd_assets.failures import PermanentFailure
from jd_assets.settings import sql_dir

_NAME = re.compile(r"^-- name: *(\w+) *$", re.MULTILINE)


def sql(name: str) -> str:
    """The text of the statement `name`.

    Raises:
        PermanentFailure: No file holds a statement of that name.
    """
    try:
        return statements()[name]
    except KeyError:
        raise PermanentFailure(f"No statement named {name!r} in {sql_dir() / 'queries'}") from None


@cache
def statements() -> dict[str, str]:
    """All statements by name."""
    found: dict[str, str] = {}
    for path in sorted((sql_dir() / "queries").glob("*.sql")):
        parts = _NAME.split(path.read_text(encoding="utf-8"))
        for name, body in zip(parts[1::2], parts[2::2], strict=True):
            if name in found:
                raise PermanentFailure(f"{path}: the statement {name!r} is defined twice")
            found[name] = body.strip()
    return found
