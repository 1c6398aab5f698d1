"""`role_library`: what every decision is made against."""

from collections.abc import Callable, Iterator

import dagster as dg

from jd_assets.defs.asset_facts import LIBRARY
from jd_assets.defs.automation import OBSERVED_HOURLY
from jd_assets.defs.resources.role_library import RoleLibraryResource

_observed: Callable[[Callable[..., Iterator[dg.ObserveResult]]], dg.AssetsDefinition] = (
    dg.multi_observable_source_asset(
        name="observe_role_library",
        specs=[
            dg.AssetSpec(
                "role_library",
                description="The role library. Every approved change raises its library_version by one and makes "
                "nothing stale by itself: library_effects tells which decisions come out otherwise. Other rows may "
                "name it in other words, a skill that was taught since for instance; Dagster cannot know them, and "
                "`jd-assets run --force` does postings again.",
                group_name="library",
                owners=[LIBRARY],
                tags={"domain": "job-postings", "tier": "served", "pii": "none"},
                metadata={"dagster/table_name": "jd.role"},
                kinds={"postgres", "table"},
                code_version="1",
                automation_condition=OBSERVED_HOURLY,
            )
        ],
    )
)


@_observed
def role_library(role_library_db: RoleLibraryResource) -> Iterator[dg.ObserveResult]:
    """The library's version and size now."""
    library = role_library_db.library()
    yield dg.ObserveResult(
        asset_key="role_library",
        metadata={"library_version": library.version, "roles": len(library.roles), "skills": len(library.skills)},
    )
