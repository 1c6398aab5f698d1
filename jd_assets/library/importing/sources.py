"""The imports that the library holds, with what their licences ask to be shown."""

from datetime import datetime
from typing import NamedTuple

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql


class ImportedSource(NamedTuple):
    """The newest import of one taxonomy."""

    source: str
    release: str
    licence: str
    attribution: str
    file_sha256: str
    imported_at: datetime
    library_version: int


def imported_sources(connect: Connect) -> list[ImportedSource]:
    """What was imported, one entry a taxonomy."""
    with connect() as connection:
        return [ImportedSource(*row) for row in connection.execute(sql("import_sources"))]
