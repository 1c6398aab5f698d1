"""Takes the pictures of `docs/images` from a running console and Dagster UI.

make dev                                                  # both, over your data
.venv/bin/python docs/screenshots.py --console http://127.0.0.1:3001 --dagster http://127.0.0.1:3000
"""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
SIZE = {"width": 1280, "height": 860}
#: Milliseconds that a dry run may take before the picture is taken without it.
PATIENCE = 180_000


def main() -> None:
    """Take all pictures; without the address of a Dagster UI its graph is left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--console", default="http://127.0.0.1:3001")
    parser.add_argument("--dagster", default="")
    parser.add_argument("--run", default="", help="run_id of the run page; the newest decided run by default")
    given = parser.parse_args()
    IMAGES.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        _take(browser, "overview", given.console + "/", "light")
        _take(browser, "review", given.console + "/review?kind=skill", "light", _with_dry_run)
        _take(browser, "run", _run_address(browser, given.console, given.run), "light")
        _take(browser, "run-dark", _run_address(browser, given.console, given.run), "dark")
        if given.dagster:
            _take(browser, "dagster-graph", given.dagster + "/asset-groups", "light", _settled)
        browser.close()


def _take(browser: Browser, name: str, address: str, scheme: str, ready: Callable[[Page], None] | None = None) -> None:
    context = browser.new_context(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if ready:
        ready(page)
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"{IMAGES / name}.png")
    context.close()


def _run_address(browser: Browser, console: str, run_id: str) -> str:
    if run_id:
        return f"{console}/runs/{run_id}"
    page = browser.new_page()
    page.goto(f"{console}/runs?case=E")
    address = page.locator("tbody a").first.get_attribute("href")
    page.close()
    return f"{console}{address}"


def _with_dry_run(page: Page) -> None:
    page.wait_for_selector(".trial-sum, #trial .warning")


def _settled(page: Page) -> None:
    """All groups of the graph open, and drawn."""
    page.wait_for_selector("text=deciding")
    page.keyboard.press("Alt+KeyE")
    page.wait_for_selector("text=run_record")
    page.wait_for_timeout(5_000)


if __name__ == "__main__":
    main()
