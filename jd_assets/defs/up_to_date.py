"""Which postings must be processed (again): the one answer for the command line and the drop sensor."""

from collections.abc import Sequence

from jd_assets.database.queries import sql
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.stages.asking import ways_to_ask


def out_of_date(
    run_ids: Sequence[str], library: RoleLibraryResource, embedder: EmbedderResource, llm: LlmResource
) -> list[str]:
    """Those that never went through, failed, or went through with another library, model, prompt or code, in order."""
    current = library.fingerprint(embedder.embedder(), llm.settings())
    in_force = ways_to_ask()
    with library.connect()() as connection:
        rows = connection.execute(sql("run_fingerprints"), {"run_ids": list(run_ids)}).fetchall()
    done = {run_id for run_id, made_with, prompts in rows if made_with == current and in_force.issuperset(prompts)}
    return [run_id for run_id in run_ids if run_id not in done]
