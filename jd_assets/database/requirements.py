"""What a Postgres of one's own must be and have, each said in one sentence before anything is done there."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from jd_assets.failures import PermanentFailure

#: `server_version_num` of the oldest server that is tested.
OLDEST = 160_000
#: The first pgvector that has vectors in half precision.
OLDEST_VECTOR = (0, 7)
_SCHEMES = ("postgresql://", "postgres://")


def require_url(url: str) -> str:
    """The value of JD_DATABASE_URL, which may hold a password and is therefore never shown.

    Raises:
        PermanentFailure: It is no URL of a Postgres.
    """
    if not url.startswith(_SCHEMES):
        raise PermanentFailure("JD_DATABASE_URL is no URL of a Postgres: postgresql://user:password@host:5432/name")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        parts = {}
    port = str(parts.get("port") or "5432")
    if not parts or not all(each.isdigit() and 0 < int(each) < 65_536 for each in port.split(",")):
        raise PermanentFailure(
            "JD_DATABASE_URL cannot be read: it is postgresql://user:password@host:5432/name, with signs such as "
            "@ : / # % and blanks in a password written as %40 %3A %2F %23 %25 %20"
        )
    return url


def require_server(connection: psycopg.Connection) -> None:
    """Make sure that a server is new enough, has pgvector where it is looked for, and lets this user create.

    Raises:
        PermanentFailure: It is not; the sentence says what to do.
    """
    version = connection.info.server_version
    if version < OLDEST:
        raise PermanentFailure(
            f"This Postgres is version {version // 10_000}, and jd_assets needs 16 or newer: upgrade it, or let "
            "JD_DATABASE_URL name another one"
        )
    _require_vector(connection)
    _require_rights(connection)


def _require_vector(connection: psycopg.Connection) -> None:
    where = (
        "SELECT n.nspname, e.extversion FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
        "WHERE extname = 'vector'"
    )
    held = connection.execute(where).fetchone()
    if held is not None and held[0] not in ("public", "pg_catalog"):
        raise PermanentFailure(
            f"pgvector is installed in schema {held[0]} of this database, and jd_assets looks in public: run "
            "ALTER EXTENSION vector SET SCHEMA public"
        )
    offered = connection.execute("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'").fetchone()
    if held is None and offered is None:
        raise PermanentFailure(
            "This Postgres has no pgvector: install it on the server (package postgresql-NN-pgvector), "
            "or let JD_DATABASE_URL name another one"
        )
    [version] = held[1:] if held else offered or [""]
    if tuple(int(each) for each in version.split(".")[:2]) < OLDEST_VECTOR:
        raise PermanentFailure(
            f"pgvector is version {version} here, and jd_assets needs {'.'.join(map(str, OLDEST_VECTOR))} or newer: "
            "install a newer package postgresql-NN-pgvector on the server and run ALTER EXTENSION vector UPDATE"
        )


def _require_rights(connection: psycopg.Connection) -> None:
    rights = connection.execute(
        "SELECT current_user, current_database(), has_database_privilege(current_database(), 'CREATE'), "
        "has_schema_privilege('public', 'CREATE'), "
        "(SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = 'jd')"
    ).fetchall()
    [(user, name, in_database, in_public, in_jd)] = rights
    if in_jd is None and not in_database:
        raise PermanentFailure(
            f"The user {user} may not create a schema in database {name}: run GRANT CREATE ON DATABASE "
            f'"{name}" TO "{user}" as its owner'
        )
    missing = [schema for schema, may in (("jd", in_jd), ("public", in_public)) if may is False]
    if missing:
        raise PermanentFailure(
            f"The user {user} may not create tables in schema {missing[0]} of database {name}: run GRANT CREATE ON "
            f'SCHEMA {missing[0]} TO "{user}" as its owner'
        )
