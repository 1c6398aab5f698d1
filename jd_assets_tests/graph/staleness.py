"""What Dagster's UI shows as stale."""

from collections.abc import Sequence

import dagster as dg
from dagster._core.definitions.data_version import CachingStaleStatusResolver, StaleStatus
from dagster._core.loader import LoadingContextForTest

from jd_assets.contracts import STAGES
from jd_assets.definitions import defs


def stale(instance: dg.DagsterInstance, run_ids: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """The stages and partitions that are not fresh, each with the assets that are the cause."""
    resolver = CachingStaleStatusResolver(instance, defs.resolve_asset_graph(), LoadingContextForTest(instance))
    return {
        (stage, run_id): [cause.asset_key.path[-1] for cause in resolver.get_stale_root_causes(key, run_id)]
        for stage in STAGES
        for run_id in run_ids
        if resolver.get_status(key := dg.AssetKey(stage), run_id) is not StaleStatus.FRESH
    }
