"""Which postings must be processed (again): the one answer for the command line, the sensors and the console."""

from collections.abc import Sequence

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql


def out_of_date(connect: Connect, run_ids: Sequence[str], fingerprint: str) -> list[str]:
    """Those that never went through, failed, or went through with another library, model, prompt or code, in order.

    Args:
        connect: The database.
        run_ids: The postings.
        fingerprint: What a run made now would depend on, besides its posting.
    """
    with connect() as connection:
        rows = connection.execute(sql("run_fingerprints"), {"run_ids": list(run_ids)}).fetchall()
    current = [(run_id, prompts) for run_id, made_with, prompts in rows if made_with == fingerprint]
    asked = {way for _, prompts in current for way in prompts}
    old = asked - _ways_in_force() if asked else set()
    done = {run_id for run_id, prompts in current if old.isdisjoint(prompts)}
    return [run_id for run_id in run_ids if run_id not in done]


def _ways_in_force() -> frozenset[str]:
    # Imported here: all that asks and reads takes a second, which a folder of known postings should not cost.
    from jd_assets.stages.asking import ways_to_ask  # noqa: PLC0415

    return ways_to_ask()
