"""Run pages as files: written for small batches, and for any run on demand."""

import logging
import os
from pathlib import Path

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.run import PartialRun
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import reason_of
from jd_assets.settings import data_dir
from jd_assets.web.run_page import render_run_page

_logger = logging.getLogger(__name__)

#: Batches up to this size get their pages at once. A page is about 100 kB: those of a backfill would be gigabytes that
#: nobody opens, so `jd-assets page RUN_ID` makes them when asked.
PAGES_AT_ONCE = 200


def page_path(run_id: str) -> Path:
    """Where a run's page lies."""
    return data_dir() / "run_pages" / f"{run_id}.html"


def write_pages(
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    persistence: Batch[Persistence],
    run_record: Batch[RunRecord],
) -> int:
    """Write the page of every posting of a batch, failed ones included, and return how many."""
    run_ids = [*run_record.payloads, *run_record.failures]
    if len(run_ids) > PAGES_AT_ONCE:
        return 0
    pages = 0
    for run_id in run_ids:
        if run_id in posting.payloads:
            page = PartialRun(
                posting=posting.payloads[run_id],
                nano_parse=nano_parse.payloads.get(run_id),
                skill_extraction=skill_extraction.payloads.get(run_id),
                run_record=run_record.payloads.get(run_id),
                persistence=persistence.payloads.get(run_id),
                failure=run_record.failures.get(run_id),
            )
            pages += _written(page)
    return pages


def _written(page: PartialRun) -> bool:
    """Write a page of a batch; one that cannot be made takes neither its record nor the other pages along."""
    try:
        write_page(page)
    except Exception as error:
        _logger.warning("Run %s has no page: %s", page.posting.run_id, reason_of(error))
        return False
    return True


def write_page(page: PartialRun) -> Path:
    """Write one page; a reader never sees half of it."""
    path = page_path(page.posting.run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.part")
    partial.write_text(render_run_page(page), encoding="utf-8")
    partial.replace(path)
    return path
