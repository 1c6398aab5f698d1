"""`centroid_update`: the role's centroid after this posting was counted."""

from typing import Literal

from pydantic import Field

from jd_assets.contracts.base import Payload


class CentroidUpdate(Payload):
    """The stage's row; feeds `stage5_updates.centroid_*`."""

    centroid_updated: bool = Field(description="The posting counts in its role's centroid")
    centroid_n_after: int | None = Field(
        description="Postings in its role's centroid when the batch was committed; null where it was decided no role"
    )
    role_id: int | None = None
    embedder: str | None = None
    left_out: Literal["repost", "employer"] | None = Field(
        default=None,
        description="Why it does not count: it is a repost of one that does, or its employer has as many as may count",
    )
