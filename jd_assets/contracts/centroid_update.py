"""`centroid_update`: the role's centroid after this posting was counted."""

from pydantic import Field

from jd_assets.contracts.base import Payload


class CentroidUpdate(Payload):
    """The stage's row; feeds `stage5_updates.centroid_*`."""

    centroid_updated: bool = Field(description="The posting is counted in a role's centroid")
    centroid_n_after: int | None = Field(description="Postings in that centroid after the batch was committed")
    role_id: int | None = None
    embedder: str | None = None
