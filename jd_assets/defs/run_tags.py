"""What a run says of itself in the list of runs."""

from collections.abc import Iterable

import dagster as dg

from jd_assets.contracts.posting import Posting
from jd_assets.text.plain import plain

#: Postings whose stage rows hold a failure at the end.
FAILED_TAG = "jd_assets/failed"
_PREFIX = "jd_assets/"


def tag_run(context: dg.AssetExecutionContext, **values: object) -> None:
    """Tag the run; values that are None are left out."""
    tags = {f"{_PREFIX}{name}": plain(str(value))[:250] for name, value in values.items() if value is not None}
    context.instance.add_run_tags(context.run.run_id, tags)


def sources_of(postings: Iterable[Posting]) -> str | None:
    """The file that a run's postings came from, and how many others."""
    names = list(dict.fromkeys(posting.source for posting in postings))
    if not names:
        return None
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
