"""Stored runs, replays, and what operators look at."""

import uuid

import psycopg
from fastapi.testclient import TestClient

from jd_assets.embedding.embedder import Embedder
from jd_assets_tests.web.api.postings import posting
from jd_assets_tests.web.api_server import Reported, served
from jd_assets_tests.web.console_app import bearer, holders

NOWHERE = str(uuid.UUID(int=0))


def run_id_of(api: TestClient, name: str) -> str:
    return str(api.post("/skills/extract-from-jd", json=posting(name)).json()["run_id"])


def test_a_run_is_read_whole(api: TestClient) -> None:
    run_id = run_id_of(api, "whole")
    answer = api.get(f"/runs/{run_id}").json()
    assert answer["run_id"] == answer["extract_details"]["run_id"] == answer["client_output"]["run_id"] == run_id
    assert answer["meta"]["cached"] is True


def test_a_stored_decision_comes_out_the_same(api: TestClient) -> None:
    run_id = run_id_of(api, "replay")
    answer = api.get(f"/runs/{run_id}/replay").json()
    assert answer == {"run_id": run_id, "same": True, "differing": [], "notes": []}


def test_runs_that_are_not_there_and_ids_that_are_none(api: TestClient) -> None:
    for path in (f"/runs/{NOWHERE}", f"/runs/{NOWHERE}/replay"):
        assert api.get(path).status_code == 404
    for path in ("/runs/x", "/runs/x/replay"):
        assert (api.get(path).status_code, api.get(path).json()["status"]) == (422, 422)


def test_a_posting_that_failed_is_a_problem_with_its_stage(api: TestClient, api_url: str) -> None:
    run_id = run_id_of(api, "failed")
    failure = '{"stage": "nano_parse", "kind": "permanent", "reason": "It broke"}'
    with psycopg.connect(api_url) as connection:
        connection.execute("UPDATE jd.run_record SET payload = NULL, failure = %s WHERE run_id = %s", (failure, run_id))
    answer = api.get(f"/runs/{run_id}")
    assert (answer.status_code, answer.json()["detail"]) == (422, "nano_parse: It broke")
    assert run_id_of(api, "failed") == run_id  # sent again it is done again


def test_browsers_are_left_to_the_page_of_the_same_address(api: TestClient) -> None:
    answer = api.get(f"/runs/{run_id_of(api, 'page')}", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")


def test_probes_answer_without_a_token_and_metrics_do_not(api_url: str, embedder: Embedder, reported: Reported) -> None:
    with served(api_url, embedder, reported, holders()) as client:
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/ready").json() == {"status": "ok"}
        assert client.get("/metrics").status_code == 401
        assert "jd_assets_library_version" in client.get("/metrics", headers=bearer("client")).text


def test_metrics_count_what_calls_asked_for(api: TestClient) -> None:
    run_id_of(api, "counted")
    text = api.get("/metrics").text
    assert 'jd_assets_answers_total{call="/skills/extract-from-jd",outcome="new"}' in text
    assert 'jd_assets_stage_seconds_count{stage="role_scoring"}' in text
    assert 'route="/runs/{run_id}"' in text or 'route="/skills/extract-from-jd"' in text
