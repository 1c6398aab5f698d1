"""`llm_batch_sensor`: questions for the Batch API go out, and answers that came are kept."""

import dagster as dg

from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.failures import JdAssetsError
from jd_assets.llm.batch_exchange import BatchExchange

#: Seconds between two looks; a batch takes minutes to hours.
INTERVAL = 60


@dg.sensor(
    name="llm_batch_sensor",
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Where JD_LLM_SERVICE_TIER is batch: sends the questions that runs wrote down to the Batch API, and "
    "keeps the answers of batches that have ended. retry_sensor then does the postings again, which find their own.",
)
def llm_batch_sensor(
    context: dg.SensorEvaluationContext, llm: LlmResource, role_library_db: RoleLibraryResource
) -> dg.SkipReason:
    """Look once."""
    settings = llm.settings()
    if not settings.waits_for_batches:
        return dg.SkipReason("JD_LLM_SERVICE_TIER is not `batch`: questions are asked at once")
    try:
        done = BatchExchange(role_library_db.connect(), settings).turn()
    except JdAssetsError as error:
        return dg.SkipReason(f"{error}; looked at again in {INTERVAL} s")
    told = f"{done.sent} questions sent, {done.answered} answered, {done.unanswered} came back without an answer"
    if done.sent or done.answered or done.unanswered:
        context.log.info(told)
    return dg.SkipReason(f"{told}; {done.under_way} batches under way{f'; {done.held_back}' if done.held_back else ''}")
