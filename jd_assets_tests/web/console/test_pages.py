"""Every page: what it shows, and that nothing of a posting or a library is more than text on it."""

from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborNode

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.run import PartialRun
from jd_assets.database.stage_tables import write_batch
from jd_assets_tests.review.desk import Desk
from jd_assets_tests.web.console.visitor import PAGE, Visitor
from jd_assets_tests.web.markup import Markup
from jd_assets_tests.web.sample import RUN_ID
from jd_assets_tests.web.test_escaping import HOSTILE, hostile

#: Attributes with which a page of the console may act: htmx asks for parts of it.
ASKING = {
    "hx-get",
    "hx-post",
    "hx-trigger",
    "hx-target",
    "hx-include",
    "hx-vals",
    "hx-swap",
    "hx-headers",
    "hx-disinherit",
}
PAGES = [
    *("/", "/runs", "/runs?q=script&case=B&role=baker&since=2020-01-01&least=0.1", f"/runs/{RUN_ID}"),
    *(
        "/review",
        "/review?q=script",
        "/review/cards/1",
        "/review/all?act=reject",
        "/review/find?kind=skill&find=script",
    ),
    *("/review/reviewers", "/library", "/library?q=script", "/library/roles/baker", "/library/skills"),
    *("/library/skills/oven", "/library/dimensions", "/library/dimensions/heat", "/library/history", "/library/diff"),
    *("/library/history/2", "/login", "/runs/nothing", "/library/roles/nothing"),
]


@pytest.fixture
def hostile_console(desk: Desk, page: PartialRun, visitor: Visitor) -> Visitor:
    """A console of which every text that came from elsewhere is markup with a script."""
    for kind in ("skill", "alias", "sub_role", "kra", "role"):
        desk.propose(
            f"{HOSTILE} {kind}", HOSTILE, kind=kind, role_id=None if kind == "role" else 1, text=f"{HOSTILE} {kind}"
        )
    store(desk, hostile(page))
    desk.run("UPDATE role SET display_name = '<script>alert(1)</script>', archetype = '<img src=x onerror=alert(1)>'")
    desk.run("UPDATE skill SET name = '<script>' || name, category = '<b>script</b>'")
    desk.run("UPDATE dimension SET name = '<i onclick=alert(1)>', description = '<script>'")
    desk.run("INSERT INTO role_kra (role_id, kra) VALUES (1, '<script>alert(1)</script>')")
    return visitor


def store(desk: Desk, run: PartialRun) -> None:
    """Let a run be stored as far as it came."""
    posting = run.posting.model_copy(update={"run_id": RUN_ID})
    write_batch(desk.connect, "posting", Batch({RUN_ID: posting}, {}))
    for stage in ("nano_parse", "skill_extraction", "persistence", "run_record"):
        payload = getattr(run, stage)
        if payload is not None:
            write_batch(desk.connect, stage, Batch({RUN_ID: payload}, {}))
    if run.run_record:
        decision = CaseDecision(stage4_decision=run.run_record.extract_from_jd.stage4_decision)
        write_batch(desk.connect, "case_decision", Batch({RUN_ID: decision}, {}))


def test_nothing_that_came_from_elsewhere_is_more_than_text(hostile_console: Visitor) -> None:
    for address in PAGES:
        answer = hostile_console.client.get(address, headers=PAGE)
        assert answer.status_code in (200, 404), address
        faults = list(_acting(Markup(answer.text)))
        assert faults == [], address


def test_pages_have_a_strict_policy_and_nothing_inline(hostile_console: Visitor) -> None:
    for address in PAGES:
        answer = hostile_console.client.get(address, headers=PAGE)
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert not [node for node in Markup(answer.text).all("[style], style, script:not([src])") if node], address


def test_hostile_text_is_shown_as_it_is(hostile_console: Visitor) -> None:
    page = hostile_console.get(f"/runs/{RUN_ID}")

    assert page.text(".jd") == HOSTILE
    assert HOSTILE in page.text("h1")


def test_a_run_leads_to_the_cards_of_what_it_proposed(desk: Desk, page: PartialRun, visitor: Visitor) -> None:
    store(desk, page)

    links = {
        node.attributes["href"] for node in visitor.get(f"/runs/{RUN_ID}").all("#review a, #skills a, #artifacts a")
    }

    assert {"/review/cards/7001", "/review/cards/7002", "/review/cards/7003"} <= links


def test_a_failed_run_says_where_and_why(desk: Desk, page: PartialRun, visitor: Visitor) -> None:
    store(desk, PartialRun(posting=page.posting))
    failed = Failure("nano_parse", "transient", "the model did not answer")
    write_batch(desk.connect, "run_record", Batch({}, {RUN_ID: failed}))

    assert "the model did not answer" in visitor.get(f"/runs/{RUN_ID}").words(".reasoning")
    assert (
        visitor.get("/runs?failed=1").rows("tbody tr")[0].startswith("Backend Engineer, Booking failed in nano_parse")
    )
    assert "the model did not answer" in visitor.get("/").words(".failures")


def test_runs_are_found_by_what_they_are(desk: Desk, page: PartialRun, visitor: Visitor) -> None:
    store(desk, page)
    desk.posting("Kneads dough at night.", title="Night Baker")

    def titles(query: str) -> list[str]:
        found = visitor.client.get(f"/runs?{query}", headers=PAGE).text
        return Markup(found).rows("tbody th")

    assert titles("") == ["Night Baker", "Backend Engineer, Booking"]
    assert titles("q=knead") == titles("q=NIGHT+dough") == ["Night Baker"]
    assert titles("case=B") == titles("role=backend-engineer") == ["Backend Engineer, Booking"]
    assert titles("employer=bright") == titles("source=samples") == ["Backend Engineer, Booking"]
    assert titles("least=0.9&most=0.95") == ["Backend Engineer, Booking"]
    assert titles("new_role=1") == titles("failed=1") == titles("until=2020-01-01") == titles("q=absent") == []


def test_older_runs_are_behind_the_newest(desk: Desk, visitor: Visitor) -> None:
    for number in range(60):
        desk.posting(f"Posting {number}", title=f"Title {number}")

    first = visitor.get("/runs")
    second = visitor.get(first.all("a[rel=next]")[0].attributes["href"] or "")

    shown = [*first.rows("tbody th"), *second.rows("tbody th")]
    assert len(first.rows("tbody th")) == 50
    assert sorted(shown) == sorted(f"Title {number}" for number in range(60))
    assert second.all("a[rel=next]") == []


def test_a_run_id_leads_to_its_run(desk: Desk, page: PartialRun, visitor: Visitor) -> None:
    store(desk, page)

    assert str(visitor.client.get(f"/runs?q={RUN_ID}", headers=PAGE).url.path) == f"/runs/{RUN_ID}"


def test_the_library_tells_what_it_holds_and_what_changed(desk: Desk, visitor: Visitor) -> None:
    desk.propose("Piping Bag", "Crumb & Co")
    visitor.decide(visitor.get("/review"), "approve", reason="said often")

    assert "Piping Bag" in visitor.get("/library/skills").words("table")
    assert "Oven" in visitor.get("/library/roles/baker").words("main")
    assert "said often" in visitor.get("/library/history").words(".change")
    assert any("skill piping-bag" in row for row in visitor.get("/library/diff").rows(".rows-list li"))
    assert visitor.get("/library?q=stov").rows(".pane a")[0] == "Oven"


def test_an_empty_console_says_what_to_do(visitor: Visitor) -> None:
    assert "jd-assets run" in visitor.get("/runs").words(".empty")
    assert visitor.get("/review").words(".all-done").startswith("Nothing waits")
    assert "Nothing waits" in visitor.get("/").words("main")


def _acting(page: Markup) -> Iterator[str]:
    """Elements and attributes that could do something and are none of the page's own."""
    for node in page.all("script"):
        if not (node.attributes.get("src") or "").startswith("/static/"):
            yield f"script {node.html}"
    for node in page.all("img, iframe, object, embed, base, b[onclick], i[onclick]"):
        yield f"element {node.html}"
    for node in page.all("*"):
        yield from (f"attribute {name} of {node.tag}" for name in _foreign(node))


def _foreign(node: LexborNode) -> Iterator[str]:
    for name, value in node.attributes.items():
        if name.startswith("on") or (name.startswith("hx-") and name not in ASKING):
            yield name
        if name in ("href", "src", "action") and (value or "").lower().startswith(("javascript:", "//")):
            yield f"{name}={value}"
