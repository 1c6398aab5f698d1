"""The export: one JSON line a posting, in the order of the input; nothing that came in is missing from it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jd_assets.cli.outcomes import AT_ONCE, Outcome, outcomes
from jd_assets.database.connection import Connect
from jd_assets.ingest.records import Refused
from jd_assets.ingest.register import Intake

#: The payloads of a line, as they are named in the record, in its order.
PAYLOADS = ("extract_from_jd", "extract_details", "final_role_output", "client_output")


def write_export(connect: Connect, intake: Intake, path: Path) -> None:
    """Write the payloads of an intake; a failed or refused posting has a line with its reason."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    with partial.open("w", encoding="utf-8") as file:
        for start in range(0, len(intake.arrived), AT_ONCE):
            part = intake.arrived[start : start + AT_ONCE]
            found = {
                outcome.run_id: outcome
                for outcome in outcomes(connect, list(dict.fromkeys(posting.run_id for posting in part)))
            }
            for posting in part:
                file.write(_posting(posting.source_id, found[posting.run_id]))
        for refused in intake.refused:
            file.write(_refused(refused))
    partial.replace(path)


def _posting(source_id: str, outcome: Outcome) -> str:
    head: dict[str, Any] = {"id": source_id, "run_id": outcome.run_id}
    if outcome.record:
        # Not by way of dictionaries: a record of 100 kB is written in a seventh of the time.
        payloads = outcome.record.model_dump_json(include=set(PAYLOADS))
        return f"{_json(head)[:-1]}, {payloads[1:]}\n"
    failure = outcome.failure
    reason = f"{failure.stage}: {failure.reason}" if failure else "unknown"
    return _json(head | dict.fromkeys(PAYLOADS) | {"failure": reason}) + "\n"


def _refused(refused: Refused) -> str:
    line = {"id": refused.source_id, "run_id": None, **dict.fromkeys(PAYLOADS), "failure": refused.reason}
    return _json(line) + "\n"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
