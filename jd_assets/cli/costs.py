"""What a run may cost, said before it, and what it cost, said after it."""

import os
from datetime import datetime

import click

from jd_assets.database.connection import Connect
from jd_assets.llm.cache import PostgresAnswerCache
from jd_assets.llm.settings import OPENAI_URL, LlmSettings


def tell_engine(settings: LlmSettings, postings: int, named: bool) -> None:
    """Say on standard error which engine reads, and whom it asks about how many postings at what caps.

    Args:
        settings: In force.
        postings: How many are to be processed.
        named: Whether the command names the engine.
    """
    if not settings.asks:
        click.echo(f"Engine rules: {postings} postings, no calls", err=True)
        return
    click.echo(f"{_asked(settings, named)}, {postings} postings to ask about, {_at_most(settings)}", err=True)


def tell_who_is_asked(settings: LlmSettings, named: bool) -> None:
    """Say on standard error whom a server will ask about what comes in, at what caps; nothing where it asks nobody."""
    if settings.asks:
        click.echo(f"{_asked(settings, named)}, {_at_most(settings)}", err=True)


def _asked(settings: LlmSettings, named: bool) -> str:
    why = ""
    if not named and not os.environ.get("JD_LLM_ENGINE", "").strip():
        why = " (because OPENAI_API_KEY is set; `--engine rules` or JD_LLM_ENGINE=rules reads without it)"
    return f"Engine {settings.engine}{why}: model {settings.model} at {settings.base_url or OPENAI_URL}"


def _at_most(settings: LlmSettings) -> str:
    caps = [
        f"${cap:g} a {name}"
        for name, cap in (("run", settings.max_usd_run), ("day", settings.max_usd_day))
        if cap is not None
    ]
    return f"at most {' and '.join(caps)}" if caps else "no cap (JD_LLM_MAX_USD_RUN, JD_LLM_MAX_USD_DAY)"


def tell_costs(settings: LlmSettings, connect: Connect, since: datetime) -> None:
    """Say on standard error what the calls since then cost."""
    if not settings.asks:
        return
    calls, cost, unknown = PostgresAnswerCache(connect).spent_since(since)
    more = f", and {unknown} calls without a known price" if unknown else ""
    click.echo(f"{calls} calls, ${cost:.4f}{more}; answers that were paid for before cost nothing", err=True)
