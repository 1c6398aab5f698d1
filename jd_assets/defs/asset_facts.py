"""What the catalog shows of each stage: its table with its columns, who answers for it, and what kind of data it is."""

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

import dagster as dg
from pydantic.fields import FieldInfo

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import Payload
from jd_assets.database.connection import SCHEMA
from jd_assets.failures import PermanentFailure
from jd_assets.llm.settings import LlmSettings

#: Who runs the pipeline, and who answers for what is decided and proposed.
ENGINEERS, LIBRARY = "team:data-engineering", "team:role-library"
_OWNERS = {
    "role_scoring": [LIBRARY, ENGINEERS],
    "case_decision": [LIBRARY, ENGINEERS],
    "enrichment": [LIBRARY, ENGINEERS],
    "persistence": [LIBRARY, ENGINEERS],
    "centroid_update": [LIBRARY, ENGINEERS],
}
#: Stages whose rows quote the posting, in which a recruiter may be named with a number or an address.
_QUOTES = {"posting", "nano_parse", "skill_extraction", "enrichment", "persistence", "run_record"}
#: What clients read.
_SERVED = {"case_decision", "run_record"}

#: Kinds of stages that ask a model.
ASKING = {"openai"}

_ROW = [
    dg.TableColumn("run_id", "uuid", description="One posting's way through the pipeline; the partition key"),
    dg.TableColumn("payload", "jsonb", description="The payload; null where the posting failed"),
    dg.TableColumn("failure", "jsonb", description="stage, kind and reason; null where there is a payload"),
    dg.TableColumn("written_at", "timestamptz", description="When the row last changed"),
]


def owners_of(stage: str) -> list[str]:
    """Who answers for a stage."""
    return _OWNERS.get(stage, [ENGINEERS])


def tags_of(stage: str) -> dict[str, str]:
    """Domain, tier and whether persons may be named in it."""
    return {
        "domain": "job-postings",
        "tier": "served" if stage in _SERVED else "internal",
        "pii": "quotes-postings" if stage in _QUOTES else "none",
    }


def metadata_of(stage: str) -> dict[str, Any]:
    """The table's name and columns; those of the payload by their path, with the contract's descriptions."""
    fields = [_column(name, field) for name, field in STAGES[stage].model_fields.items()]
    return {"dagster/table_name": f"{SCHEMA}.{stage}", "dagster/column_schema": dg.TableSchema([*_ROW, *fields])}


def llm_kinds() -> set[str]:
    """The kind of a stage that asks a model, where the engine in force does."""
    try:
        return set(ASKING) if LlmSettings.from_env().asks else set()
    except PermanentFailure:  # said by the first run; the catalog shows all the same
        return set()


def _column(name: str, field: FieldInfo) -> dg.TableColumn:
    described = field.description or _doc(field.annotation)
    constraints = dg.TableColumnConstraints(nullable=not field.is_required())
    return dg.TableColumn(f"payload.{name}", _type(field.annotation), description=described, constraints=constraints)


def _doc(annotation: Any) -> str | None:
    """The first sentence about a model, for a field that holds one."""
    for each in (annotation, *get_args(annotation)):
        if isinstance(each, type) and issubclass(each, Payload) and each.__doc__:
            return " ".join(each.__doc__.split("\n\n")[0].split())
    return None


def _type(annotation: Any) -> str:
    """The type as JSON has it."""
    origin, parts = get_origin(annotation), [each for each in get_args(annotation) if each is not type(None)]
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_type(each) for each in parts))
    if origin in (list, tuple, set, frozenset):
        return f"array of {_type(parts[0])}" if parts else "array"
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return "object"
    names = {str: "string", int: "integer", float: "number", bool: "boolean"}
    if annotation in names:
        return names[annotation]
    return "object" if isinstance(annotation, type) and issubclass(annotation, Payload) else "string"
