"""Which postings must be processed (again), by the resources of a run."""

from collections.abc import Sequence

from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.stages import up_to_date


def out_of_date(
    run_ids: Sequence[str], library: RoleLibraryResource, embedder: EmbedderResource, llm: LlmResource
) -> list[str]:
    """As `stages.up_to_date.out_of_date`, for what a run with these resources would depend on."""
    fingerprint = library.fingerprint(embedder.embedder(), llm.settings())
    return up_to_date.out_of_date(library.connect(), run_ids, fingerprint)
