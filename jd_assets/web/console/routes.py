"""All routes of the pages, in the order in which addresses are looked up."""

from collections.abc import Sequence

from fastapi import APIRouter

from jd_assets.web.console import bulk_pages, library_pages, review_pages, run_pages

ROUTERS: Sequence[APIRouter] = (run_pages.router, bulk_pages.router, review_pages.router, library_pages.router)
