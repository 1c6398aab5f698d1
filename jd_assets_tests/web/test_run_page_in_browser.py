"""What only a browser can tell: that the page loads nothing, fits a phone, and that its links work."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jd_assets.contracts.run import PartialRun
from jd_assets.web.run_page import render_run_page
from jd_assets_tests.web.sample import TEXT
from jd_assets_tests.web.test_escaping import everywhere, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

PHONE = 390
DESKTOP = 1280


class Opened:
    """A page in the browser, with all that it complained about and asked for."""

    def __init__(self, tab: "Page", file: Path) -> None:
        self.tab = tab
        self.complaints: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("dialog", self._refuse)
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.goto(file.as_uri())

    def _refuse(self, dialog: "Dialog") -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def overflow(self) -> int:
        return int(self.tab.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


class Desk:
    """Opens rendered pages at a given width."""

    def __init__(self, browser: "Browser", folder: Path) -> None:
        self._browser = browser
        self._file = folder / "page.html"

    def open(self, page: PartialRun, width: int) -> Opened:
        self._file.write_text(render_run_page(page), encoding="utf-8")
        context = self._browser.new_context(viewport={"width": width, "height": 844})
        return Opened(context.new_page(), self._file)


@pytest.fixture
def desk(browser: "Browser", tmp_path: Path) -> Iterator[Desk]:
    yield Desk(browser, tmp_path)
    for context in browser.contexts:
        context.close()


def test_page_loads_nothing_and_complains_of_nothing(desk: Desk, page: PartialRun) -> None:
    opened = desk.open(page, DESKTOP)

    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


def test_hostile_text_runs_nothing(desk: Desk, page: PartialRun) -> None:
    opened = desk.open(hostile(page), DESKTOP)

    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("width", [PHONE, 768, DESKTOP])
def test_page_is_no_wider_than_the_screen(desk: Desk, page: PartialRun, width: int) -> None:
    opened = desk.open(page, width)
    opened.tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")

    assert opened.overflow() <= 0


def test_words_without_end_do_not_widen_the_page(desk: Desk, page: PartialRun) -> None:
    assert page.run_record
    assert page.nano_parse
    endless = PartialRun(
        posting=everywhere(page.posting, _endless),
        nano_parse=everywhere(page.nano_parse, _endless),
        run_record=everywhere(page.run_record, _endless),
    )
    opened = desk.open(endless, PHONE)
    opened.tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")

    assert opened.overflow() <= 0


def test_place_in_the_text_leads_to_its_skill(desk: Desk, page: PartialRun) -> None:
    tab = desk.open(page, DESKTOP).tab

    tab.click(f"#at-{TEXT.index('Kotlin')}")

    assert tab.evaluate("document.getElementById('skill-3').open") is True


def test_evidence_leads_into_the_folded_posting_on_a_phone(desk: Desk, page: PartialRun) -> None:
    tab = desk.open(page, PHONE).tab
    folded = tab.evaluate("document.getElementById('posting').open") is False

    tab.click("#skill-3 summary")
    tab.click("#skill-3 a.quote")

    assert folded
    tab.wait_for_function("document.getElementById('posting').open")
    assert tab.locator(f"#at-{TEXT.index('Kotlin')}").is_visible()


def test_pointing_at_a_skill_lights_its_places(desk: Desk, page: PartialRun) -> None:
    tab = desk.open(page, DESKTOP).tab

    tab.hover("#skill-0 summary")

    assert tab.locator(".hit.lit").all_inner_texts() == ["Java", "Java"]


def test_skills_open_by_keyboard(desk: Desk, page: PartialRun) -> None:
    tab = desk.open(page, DESKTOP).tab

    tab.focus("#skill-0 summary")
    tab.keyboard.press("Enter")

    assert tab.evaluate("document.getElementById('skill-0').open") is True


def test_tabs_show_one_part_of_the_client_output_at_a_time(desk: Desk, page: PartialRun) -> None:
    tab = desk.open(page, DESKTOP).tab
    before = tab.locator(".tabpanel:visible").get_attribute("id")

    tab.click("#tab-kras")
    tab.keyboard.press("ArrowRight")

    assert before == "client-clusters"
    assert tab.locator(".tabpanel:visible").get_attribute("id") == "client-vocabulary"
    assert tab.locator("[aria-selected=true]").get_attribute("id") == "tab-vocabulary"


def test_all_parts_of_the_client_output_are_printed(desk: Desk, page: PartialRun) -> None:
    tab = desk.open(page, DESKTOP).tab

    tab.emulate_media(media="print")

    # The places are marked in the printed text itself.
    assert tab.locator(".tabpanel:visible").count() == 6


def test_page_works_without_scripts(browser: "Browser", tmp_path: Path, page: PartialRun) -> None:
    (tmp_path / "page.html").write_text(render_run_page(page), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 844})
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())

    assert tab.locator(".jd").is_visible()
    assert tab.locator(".tabpanel:visible").count() == 7
    context.close()


def _endless(text: str) -> str:
    """One very long word in place of what a posting or an admin wrote; the pipeline's own short words stay."""
    return text if text in {"pending", "saved", "exact"} else "W" * 300
