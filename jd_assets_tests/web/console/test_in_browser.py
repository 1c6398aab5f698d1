"""What only a browser can tell of the console: the way of a posting from its call to the library and back."""

from collections.abc import Iterator

import pytest

from jd_assets_tests.web.console.live import NEW_TITLE, PATIENCE, Console, Opened

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/runs",
    "/review",
    "/library",
    "/library/history",
    "/library/skills/python",
    "/library/roles/data-engineer",
]


@pytest.fixture(autouse=True)
def closed(console: Console) -> Iterator[None]:
    """No page of a test is open in the next one, and no desk holds a card."""
    # Before the test and not after the one before: what that one asked for last may still claim a card.
    with console.connect() as connection:
        connection.execute("DELETE FROM review_claim")
    yield
    for context in console.browser.contexts:
        context.close()


def test_a_posting_teaches_the_library_and_the_library_decides_it_again(console: Console) -> None:
    """Drop → run → page → approve → the version rises → affected postings are done again → undo, by keys alone."""
    before = console.library_version()
    assert console.cases() == ["D", "D"]
    opened = console.open(f"/runs/{console.run_ids[0]}")
    assert NEW_TITLE in opened.text("header")

    opened.tab.locator("#review a[href^='/review/cards/']").first.click()
    opened.tab.wait_for_selector("#card-form")
    assert NEW_TITLE in opened.text("#card-label")
    assert "2 stored decisions of 4 would change" in _trial(opened)
    opened.press("a")

    assert "Approved" in opened.text(".did")
    assert console.library_version() == before + 1

    opened.go("/library/history")
    opened.tab.get_by_role("button", name="Do affected postings again").click()
    opened.tab.wait_for_selector("text=2 postings processed again")
    assert console.cases() == ["A", "A"]

    opened.go("/library/history")
    opened.tab.locator("form[action^='/review/undo/'] button").first.click()
    opened.tab.wait_for_url("**/library/history?did=*")
    opened.tab.get_by_role("button", name="Do affected postings again").click()
    opened.tab.wait_for_selector("text=2 postings processed again")
    assert console.cases() == ["D", "D"]
    assert opened.complaints == []
    assert opened.elsewhere == []


def test_deciding_moves_on_and_undo_brings_the_card_back(console: Console) -> None:
    opened = console.open("/review?kind=skill")
    label = opened.text("#card-label")

    opened.press("x")
    assert "Rejected" in opened.text(".did")
    moved_on = opened.text("article, .all-done")
    opened.press("u")

    assert label not in moved_on
    assert opened.text("#card-label") == label
    assert "taken back" in opened.text(".did").lower()


def test_the_whole_library_is_found_by_typing(console: Console) -> None:
    opened = console.open("/review?kind=skill")

    opened.tab.keyboard.press("/")
    opened.tab.wait_for_selector("#find:focus")
    opened.tab.keyboard.type("postgre")
    opened.tab.wait_for_selector("#found .target:has-text('PostgreSQL')")

    assert opened.tab.locator("#found input[type=radio]").first.is_checked()


def test_enter_in_a_field_decides_nothing(console: Console) -> None:
    opened = console.open("/review?kind=skill")
    label = opened.text("#card-label")

    opened.tab.keyboard.press("w")
    opened.tab.keyboard.type("said by two")
    opened.tab.keyboard.press("Enter")

    assert opened.text("#card-label") == label
    assert opened.tab.locator("input[name=reason]").input_value() == "said by two"


def test_runs_are_filtered_and_opened_by_keyboard(console: Console) -> None:
    opened = console.open("/runs")

    opened.tab.keyboard.press("/")
    opened.tab.keyboard.type("quarkl")
    opened.press("Enter")
    rows = opened.tab.locator("tbody tr").count()
    opened.tab.locator("tbody a").first.focus()
    opened.press("Enter")

    assert rows == 2
    assert "Backend Developer" in opened.text("h1")


def test_a_skill_in_the_text_leads_to_its_row_and_back(console: Console) -> None:
    opened = console.open(f"/runs/{console.run_ids[0]}", viewport={"width": 1280, "height": 900})

    opened.tab.locator(".hit").first.click()
    opened.tab.wait_for_selector("details.skill[open] a.quote")
    opened.tab.locator("details.skill[open] a.quote").first.click()

    assert opened.tab.locator(".hit:target").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_screen_and_keep_nobody_out(console: Console, width: int, scheme: str) -> None:
    opened = console.open("/", viewport={"width": width, "height": 844}, color_scheme=scheme)
    wide, faults = [], []
    for path in [*PAGES, f"/runs/{console.run_ids[0]}"]:
        opened.go(path)
        opened.tab.wait_for_load_state("networkidle")
        wide += [path] if opened.overflow() > 0 else []
        faults += [f"{path} {fault}" for fault in opened.faults()]

    assert wide == []
    assert faults == []
    assert opened.complaints == []
    assert opened.elsewhere == []


def _trial(opened: Opened) -> str:
    opened.tab.wait_for_selector(".trial-sum", timeout=3 * PATIENCE)
    return opened.text(".trial-sum")
