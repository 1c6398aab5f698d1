"""Data versions: what Dagster tells by whether a partition is stale, made of what was written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import dagster as dg
from dagster._core.definitions.data_version import (
    CODE_VERSION_TAG,
    DATA_VERSION_IS_USER_PROVIDED_TAG,
    DATA_VERSION_TAG,
    NULL_EVENT_POINTER,
    DataVersion,
    get_input_data_version_tag,
    get_input_event_pointer_tag,
)

from jd_assets.stages.versions import CODE_VERSIONS

#: Hexadecimal digits of a data version: 64 bits tell the few versions of one posting's row apart.
_DIGITS = 16


@dataclass(frozen=True)
class Input:
    """What a stage read of another asset.

    Attributes:
        version: Its data version; of a partitioned asset Dagster compares the partition's own instead.
        seen: Number of its newest event then, or of any event from before the reading: a partition whose content
            changed in a later one makes what was read stale.
    """

    version: DataVersion
    seen: int


def version_of(payload: str) -> DataVersion:
    """The data version of a row by its payload as JSON: the same content has the same one, whatever run wrote it."""
    return DataVersion(hashlib.sha256(payload.encode()).hexdigest()[:_DIGITS])


def version_tags(stage: str, version: DataVersion, inputs: Mapping[dg.AssetKey, Input]) -> dict[str, str]:
    """The tags of a materialisation: its versions, and those of what it was made from."""
    tags = {
        CODE_VERSION_TAG: CODE_VERSIONS[stage],
        DATA_VERSION_TAG: version.value,
        DATA_VERSION_IS_USER_PROVIDED_TAG: "true",
    }
    for key, read in inputs.items():
        tags[get_input_data_version_tag(key)] = read.version.value
        tags[get_input_event_pointer_tag(key)] = str(read.seen) if read.seen else NULL_EVENT_POINTER
    return tags
