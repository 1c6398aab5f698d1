"""`jd-assets console`: the pages and calls of the web application."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from jd_assets.cli.environment import prepare
from jd_assets.cli.ports import require_free
from jd_assets.database.connection import pooled_connector
from jd_assets.settings import console_runs_at, data_dir

if TYPE_CHECKING:
    from jd_assets.llm.settings import LlmSettings
    from jd_assets.web.services import Services

#: Transactions at the same time: the calls that wait, the stages, the pages.
CONNECTIONS = 16
#: Requests answered at the same time before further ones are told to come back.
CONCURRENCY = 256


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need a token.")
@click.option("--port", default=3001, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--engine", type=click.Choice(["rules", "openai", "auto"]), help="Engine that reads; openai where a key is set."
)
def console(host: str, port: int, engine: str | None) -> None:
    """Serve the pages for people and the calls for client applications.

    On this machine nobody is asked for a token. With another --host, JD_CONSOLE_TOKENS (NAME:ROLE:TOKEN, roles client,
    reviewer, admin) or JD_CONSOLE_TOKENS_FILE says who may do what.
    """
    require_free(host, port, "--port")
    url = prepare()
    # Imported here: `--help` need not wait for them.
    import uvicorn  # noqa: PLC0415

    from jd_assets.cli.costs import tell_who_is_asked  # noqa: PLC0415
    from jd_assets.llm.settings import LlmSettings  # noqa: PLC0415
    from jd_assets.web.app import create_app  # noqa: PLC0415
    from jd_assets.web.settings import ConsoleSettings  # noqa: PLC0415

    settings, llm = ConsoleSettings.from_env(host, port), LlmSettings.from_env(engine=engine)
    tell_who_is_asked(llm, named=engine is not None)
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    with opened(url, llm) as services, console_runs_at(address):
        click.echo(f"Console: {address} (Ctrl-C ends it)")
        uvicorn.run(
            create_app(services, settings),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONCURRENCY,
            timeout_graceful_shutdown=30,
        )


@contextmanager
def opened(url: str, llm: "LlmSettings") -> "Iterator[Services]":
    """The services over this database, ready for the first request, with Dagster told of what goes through."""
    from jd_assets.cli.telling import Outbox, telling_beside  # noqa: PLC0415
    from jd_assets.embedding.embedder import EmbedderSettings, open_embedder  # noqa: PLC0415
    from jd_assets.web.api.health import warm  # noqa: PLC0415
    from jd_assets.web.services import Services  # noqa: PLC0415

    with pooled_connector(url, CONNECTIONS) as connect:
        embedder = open_embedder(EmbedderSettings(data_dir() / "models"))
        services = Services(connect, embedder, llm, report=Outbox(connect))
        warm(services)
        with telling_beside():
            yield services
