"""`role_library`: what every decision is made against."""

from collections.abc import Callable, Iterator

import dagster as dg

from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import OWNERS

_observed: Callable[[Callable[..., Iterator[dg.ObserveResult]]], dg.AssetsDefinition] = (
    dg.multi_observable_source_asset(
        name="observe_role_library",
        specs=[
            dg.AssetSpec(
                "role_library",
                description="The role library. Its data version is library_version, which every approved change raises "
                "by one; observing it marks what was decided with an older version as stale.",
                group_name="library",
                owners=OWNERS,
                kinds={"postgres", "table"},
                code_version="1",
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
        data_version=dg.DataVersion(str(library.version)),
        metadata={"library_version": library.version, "roles": len(library.roles), "skills": len(library.skills)},
    )
