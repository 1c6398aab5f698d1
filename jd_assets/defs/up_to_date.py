"""Which postings must be processed (again): the one answer for the command line and the drop sensor."""

from collections.abc import Sequence

from jd_assets.database.queries import sql
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource


def out_of_date(
    run_ids: Sequence[str], library: RoleLibraryResource, embedder: EmbedderResource, llm: LlmResource
) -> list[str]:
    """Those that never went through, failed, or went through with another library, model or code; in their order."""
    current = library.fingerprint(embedder.embedder(), llm.settings())
    with library.connect()() as connection:
        held: dict[str, str] = dict(connection.execute(sql("run_fingerprints"), {"run_ids": list(run_ids)}).fetchall())
    return [run_id for run_id in run_ids if held.get(run_id) != current]
