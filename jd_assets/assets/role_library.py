"""`role_library`: what every decision is made against."""

from collections.abc import Iterator

import dagster as dg

from jd_assets.assets.common import OWNERS
from jd_assets.resources.role_library import RoleLibraryResource


@dg.multi_observable_source_asset(
    name="observe_role_library",
    specs=[
        dg.AssetSpec(
            "role_library",
            description="The role library. Its data version is library_version, which every approved change raises by "
            "one; observing it marks what was decided with an older version as stale.",
            group_name="library",
            owners=OWNERS,
            kinds={"postgres", "table"},
            code_version="1",
        )
    ],
)
def role_library(role_library_db: RoleLibraryResource) -> Iterator[dg.ObserveResult]:
    """The library's version and size now."""
    library = role_library_db.library()
    yield dg.ObserveResult(
        asset_key="role_library",
        data_version=dg.DataVersion(str(library.version)),
        metadata={"library_version": library.version, "roles": len(library.roles), "skills": len(library.skills)},
    )
