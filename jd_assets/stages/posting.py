"""`posting`: what was taken in, for exactly the run_ids of a batch."""

from collections.abc import Sequence

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.posting import Posting

STAGE = "posting"


def posting(stored: Batch[Posting], run_ids: Sequence[str]) -> Batch[Posting]:
    """The stored postings; a run_id that was registered and has none, or none any more, is a failure like others."""
    lost = Failure(
        STAGE, "permanent", "No posting is stored under this run_id: take it in again or delete its partition"
    )
    missing = {run_id: lost for run_id in run_ids if run_id not in stored.payloads and run_id not in stored.failures}
    return Batch(stored.payloads, {**stored.failures, **missing})
