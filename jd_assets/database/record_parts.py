"""What a record repeats of the rows of its stages, and so is stored with them alone.

The view `whole_record` puts it back, and the triggers `keep_parts` see to it that a record stays what it was when a
stage's row is replaced: the three name the same parts.
"""

from collections.abc import Mapping
from typing import Any

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.run_record import RunRecord

#: By stage, the fields of its row that stand in the record under the same names, and in which of its objects: None for
#: the record itself.
PARTS: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
    "skill_extraction": ("extract_from_jd", ("final_skills", "unmatched_mentions")),
    "role_scoring": ("extract_from_jd", ("stage3_signals",)),
    "case_decision": ("extract_from_jd", ("stage4_decision",)),
    "enrichment": (None, ("extract_details",)),
    "persistence": (None, ("final_role_output",)),
}


def repeated(record: RunRecord, rows: Mapping[str, Batch[Payload]]) -> dict[str, Any]:
    """The parts of a record that these rows say as well, as pydantic leaves them out.

    Args:
        record: The record.
        rows: By stage, rows that are in their tables.
    """
    found: dict[str, Any] = {}
    for stage, (place, fields) in PARTS.items():
        row = rows[stage].payloads.get(record.run_id) if stage in rows else None
        holder = getattr(record, place) if place else record
        # Of a record that was just made these are the same objects, which Python finds equal without looking further.
        alike = {field: True for field in fields if row and getattr(row, field) == getattr(holder, field)}
        if place and alike:
            found.setdefault(place, {}).update(alike)
        else:
            found.update(alike)
    return found
