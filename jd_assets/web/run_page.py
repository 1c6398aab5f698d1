"""The run page: what a run decided and why, as one self-contained HTML file or as a page of the console."""

import base64
import hashlib
import os
from contextlib import suppress
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

from jd_assets.contracts.base import Payload
from jd_assets.contracts.client_output import MATURITIES
from jd_assets.contracts.run import PartialRun
from jd_assets.settings import data_dir
from jd_assets.web import labels
from jd_assets.web.run_view import ROLE_PROPOSALS, other_fields, view_of

__all__ = ["PartialRun", "page_values", "render_run_page", "teach_run_pages"]


def render_run_page(page: PartialRun) -> str:
    """The page as HTML, complete in itself: styles and script are inside and a browser loads nothing else.

    Everything that came with the posting is escaped; a content security policy lets no script run but the page's own.
    """
    return _environment().get_template("run_page.html.j2").render(page_values(page))


def page_values(page: PartialRun) -> dict[str, Any]:
    """What the templates of a run's page are given."""
    return {"page": page, "view": view_of(page)}


def teach_run_pages(environment: Environment) -> None:
    """Let an environment know what the templates of a run's page use besides."""
    environment.globals |= {
        "served": False,
        "dagster_partition": "",
        "cases": labels.CASES,
        "resolutions": labels.RESOLUTIONS,
        "signals": labels.SIGNALS,
        "sections": labels.SECTIONS,
        "causes": labels.CAUSES,
        "work_kinds": labels.WORK_KINDS,
        "maturities": MATURITIES,
        "role_proposals": ROLE_PROPOSALS,
    }
    environment.filters |= {
        "json": _json,
        "score": _score,
        "usd": _usd,
        "percent": _percent,
        "other_fields": other_fields,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("jd_assets.web"), PackageLoader("jd_assets.web", "static")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled_templates(),
    )
    script = environment.get_template("run_page.js").render()
    teach_run_pages(environment)
    environment.globals["script_hash"] = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return environment


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Templates as they were compiled before: a process that writes a single page spends .6 s on compiling them."""
    folder = data_dir() / "cache"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder), "template-%s.cache") if os.access(folder, os.W_OK) else None


def _json(payload: Payload) -> str:
    return payload.model_dump_json(indent=2)


def _score(value: float) -> str:
    """Three decimals: roles that matter to each other differ in the third."""
    return f"{value:.3f}"


def _percent(share: float) -> str:
    """A share in whole percent; what is there and rounds to nothing is not called nothing."""
    return "<1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def _usd(value: float | None) -> str:
    """Dollars of calls that cost fractions of a cent; a model without a known price has none."""
    if value is None:
        return "unknown price"
    return f"${value:.6f}" if value else "$0"
