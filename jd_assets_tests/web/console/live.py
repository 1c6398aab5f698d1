"""The console on a port of this machine, and pages of it in a real browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2 as httpx
import uvicorn

from jd_assets.database.connection import Connect, pooled_connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.llm.settings import LlmSettings
from jd_assets.web.app import create_app
from jd_assets.web.services import Services
from jd_assets.web.settings import ConsoleSettings
from jd_assets_tests.web.api.postings import posting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
#: Milliseconds that a page may take on a machine that has other things to do.
PATIENCE = 120_000
#: A title that no role has, of postings whose duties are a backend developer's: case D, its title proposed as an alias.
NEW_TITLE = "API Smith"

#: What the holders of the role do whose title the postings do not name: beyond doubt with the skills that they ask.
_DUTIES = """SELECT kra FROM jd.role_kra JOIN jd.role USING (role_id) WHERE slug = 'backend-engineer'
ORDER BY kra_id LIMIT 5"""


@dataclass
class Console:
    """A console that is served.

    Attributes:
        address: Where.
        connect: Its database.
        browser: Chromium.
        run_ids: The runs of `NEW_TITLE`.
    """

    address: str
    connect: Connect
    browser: "Browser"
    run_ids: list[str] = field(default_factory=list)

    def open(self, path: str, **context: Any) -> "Opened":
        """A page in a browser of its own."""
        opened = Opened(self, self.browser.new_context(**context).new_page())
        opened.go(path)
        return opened

    def send_postings(self) -> None:
        """Send postings as a client application does."""
        body = [posting("one", NEW_TITLE, "Java"), posting("two", NEW_TITLE, "Java", company="Southwind")]
        body += [posting("three", "Backend Engineer", "Quarkloom")]
        body += [posting("four", "Backend Engineer", "Quarkloom", company="Southwind")]
        with self.connect() as connection:
            duties = "".join(f"- {kra}\n" for (kra,) in connection.execute(_DUTIES))
        for each in body:
            each["text"] = each["text"].replace("Requirements", f"{duties}\nRequirements")
        answer = httpx.post(f"{self.address}/skills/extract-from-jd", json=body, timeout=300)
        answer.raise_for_status()
        self.run_ids = [each["run_id"] for each in answer.json()[:2]]

    def library_version(self) -> int:
        with self.connect() as connection:
            row = connection.execute("SELECT max(version) FROM library_version").fetchone()
        return int(row[0]) if row else 0

    def cases(self) -> list[str]:
        """The cases of the runs of `NEW_TITLE`."""
        with self.connect() as connection:
            statement = 'SELECT "case" FROM case_decision WHERE run_id = ANY(%s::uuid[]) ORDER BY run_id'
            return [row[0] for row in connection.execute(statement, (self.run_ids,))]


class Opened:
    """A page in the browser, with all that it complained about and asked for elsewhere."""

    def __init__(self, console: Console, tab: "Page") -> None:
        self.tab = tab
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self._console = console
        tab.set_default_timeout(PATIENCE)
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda request: self._asked(request.url))

    def go(self, path: str) -> None:
        self.tab.goto(self._console.address + path)
        # Chromium drops keys that come before a page is first painted, and on an idle machine they do.
        for _ in range(100):
            if self.tab.evaluate("performance.getEntriesByType('paint').length"):
                return
            self.tab.wait_for_timeout(20)

    def text(self, selector: str) -> str:
        return str(self.tab.locator(selector).first.inner_text())

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.tab.expect_navigation():
            self.tab.keyboard.press(key)

    def overflow(self) -> int:
        return int(self.tab.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def faults(self) -> list[str]:
        """What axe finds that keeps people out: serious and critical, each with where it is."""
        self.tab.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]

    def close(self) -> None:
        self.tab.context.close()

    def _asked(self, url: str) -> None:
        if not url.startswith((self._console.address, "data:")):
            self.elsewhere.append(url)


@contextmanager
def live_console(url: str, embedder: Embedder, browser: "Browser") -> Iterator[Console]:
    """A console over a database, served by a thread of this process."""
    with pooled_connector(url, 8) as connect:
        services = Services(connect, embedder, LlmSettings())
        settings = ConsoleSettings(port=0, requests_per_minute=0, dagster_url="http://127.0.0.1:3000")
        server = uvicorn.Server(uvicorn.Config(create_app(services, settings), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield Console(f"http://127.0.0.1:{port}", connect, browser)
        finally:
            server.should_exit = True
            thread.join(20)
