"""Who gets in: tokens, sessions, and what a foreign page makes a browser send."""

import re

import pytest
from fastapi.testclient import TestClient

from jd_assets.failures import PermanentFailure
from jd_assets.web.settings import ConsoleSettings, read_tokens
from jd_assets_tests.web.console_app import TOKENS, bearer, client_of, holders

PAGE = {"Accept": "text/html,*/*"}


@pytest.fixture
def open_console() -> TestClient:
    """On loopback, without tokens."""
    return client_of()


@pytest.fixture
def console() -> TestClient:
    """With a token for each role."""
    return client_of(**holders())


def form_token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/login", headers=PAGE).text)
    assert found
    return found[1]


def sign_in(client: TestClient, token: str, to: str = "/probe/page") -> str:
    """Where the browser is sent after the form."""
    answer = client.post("/login", data={"token": token, "form_token": form_token(client), "next": to})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_on_loopback_without_tokens_nobody_is_asked(open_console: TestClient) -> None:
    assert open_console.get("/probe/page").status_code == 200


@pytest.mark.parametrize("path", ["/probe/page", "/probe/missing", "/", "/openapi.json", "/metrics"])
def test_with_tokens_every_address_asks_for_one(console: TestClient, path: str) -> None:
    answer = console.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_browser_without_a_session_is_sent_to_the_form_and_back(console: TestClient) -> None:
    answer = console.get("/probe/page?a=1", headers=PAGE)
    assert answer.headers["location"] == "/login?next=%2Fprobe%2Fpage%3Fa%3D1"
    assert sign_in(console, TOKENS["reviewer"], "/probe/page?a=1") == "/probe/page?a=1"
    assert console.get("/probe/page").text == '"shown"'


def test_a_wrong_token_begins_no_session(console: TestClient) -> None:
    data = {"token": "guessed-0123456789-0123456789", "form_token": form_token(console)}
    assert console.post("/login", data=data).status_code == 401
    assert console.get("/probe/page").status_code == 401
    assert console.get("/probe/page", headers={"Authorization": "Bearer guessed"}).status_code == 401


def test_a_role_that_is_too_low_is_told_which_one_it_needs(console: TestClient) -> None:
    answer = console.get("/probe/page", headers=bearer("client"))
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "This needs a token with the role reviewer or a higher one",
    )
    assert console.get("/probe/page", headers=bearer("admin")).status_code == 200


def test_a_changed_cookie_is_no_session(console: TestClient) -> None:
    sign_in(console, TOKENS["reviewer"])
    cookie = console.cookies["jd_session"]
    console.cookies.clear()
    assert console.get("/probe/page", headers={"Cookie": f"jd_session={cookie[:-1]}x"}).status_code == 401


def test_a_session_ends_when_its_token_is_taken_away(console: TestClient) -> None:
    sign_in(console, TOKENS["reviewer"])
    cookie = console.cookies["jd_session"]
    settings = console.app.state.settings  # type: ignore[attr-defined]
    left = read_tokens([f"admin-holder:admin:{TOKENS['admin']}"])
    without = client_of(secret=settings.secret, tokens=left)
    assert without.get("/probe/page", headers={"Cookie": f"jd_session={cookie}"}).status_code == 401


def test_signing_out_ends_the_session(console: TestClient) -> None:
    sign_in(console, TOKENS["reviewer"])
    assert console.post("/logout", data={"form_token": form_token(console)}).headers["location"] == "/login"
    assert console.get("/probe/page").status_code == 401


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_form_leads_to_no_other_site(console: TestClient, wanted: str) -> None:
    assert sign_in(console, TOKENS["client"], wanted) == "/"


def test_the_cookie_is_for_this_site_and_no_script(console: TestClient) -> None:
    cookie = console.get("/login", headers=PAGE).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_page_write_needs_the_form_token_of_its_session(open_console: TestClient) -> None:
    assert open_console.post("/probe/write").status_code == 403
    token = form_token(open_console)
    assert open_console.post("/probe/write", data={"form_token": token}).text == '"written"'
    assert open_console.post("/probe/write", headers={"X-Form-Token": token}).text == '"written"'
    other = client_of(secret=open_console.app.state.settings.secret)  # type: ignore[attr-defined]
    assert other.post("/probe/write", data={"form_token": token}).status_code == 403


def test_a_page_write_of_a_program_with_a_token_needs_no_form_token(console: TestClient) -> None:
    assert console.post("/probe/write", headers=bearer("reviewer")).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_writes_of_foreign_pages_are_refused(open_console: TestClient, headers: dict[str, str]) -> None:
    token = {"X-Form-Token": form_token(open_console)}
    assert open_console.post("/probe/write", headers=token | headers).status_code == 403
    assert open_console.post("/probe/write", headers=token | {"Origin": "http://127.0.0.1:3001"}).status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_foreign_name_that_points_to_this_machine_is_refused(open_console: TestClient, accept: str) -> None:
    headers = {"Host": "evil.example:3001", "Accept": accept}
    assert open_console.get("/probe/page", headers=headers).status_code == 421
    assert open_console.get("/probe/page", headers={"Host": "localhost:3001"}).status_code == 200


@pytest.mark.parametrize("entry", ["anna:kept-away", "anna:king:" + "x" * 30, "anna:admin:short", ":admin:" + "x" * 30])
def test_a_wrong_token_entry_is_refused_without_showing_it(entry: str) -> None:
    with pytest.raises(PermanentFailure) as refused:
        read_tokens([entry])
    assert entry.rpartition(":")[2] not in str(refused.value)


def test_other_hosts_need_tokens(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_DATA_DIR", str(tmp_path))
    with pytest.raises(PermanentFailure, match="JD_CONSOLE_TOKENS"):
        ConsoleSettings.from_env("0.0.0.0", 3001)
    monkeypatch.setenv("JD_CONSOLE_TOKENS", f"anna:admin:{TOKENS['admin']}, ben:client:{TOKENS['client']}")
    settings = ConsoleSettings.from_env("0.0.0.0", 3001)
    assert sorted(principal.name for principal in settings.tokens.values()) == ["anna", "ben"]
    assert ConsoleSettings.from_env("0.0.0.0", 3001).secret == settings.secret
