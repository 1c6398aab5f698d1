"""A key gives the same answer, whatever has changed since."""

from typing import Any

import psycopg
from fastapi.testclient import TestClient

from jd_assets_tests.web.api.postings import posting

PATH = "/skills/extract-from-jd"


def send(api: TestClient, body: Any, key: str, path: str = PATH) -> Any:
    return api.post(path, json=body, headers={"Idempotency-Key": key})


def test_the_same_call_under_a_key_has_the_very_same_answer(api: TestClient) -> None:
    first, second = send(api, posting("key"), "k-1"), send(api, posting("key"), "k-1")
    assert first.json()["meta"]["cached"] is False
    assert second.text == first.text


def test_another_call_under_the_key_is_refused(api: TestClient) -> None:
    send(api, posting("key 2"), "k-2")
    assert send(api, posting("key 3"), "k-2").status_code == 422
    assert send(api, posting("key 2"), "k-2", "/client-output").status_code == 422


def test_a_key_of_a_call_at_work_is_told_to_wait(api: TestClient, api_url: str) -> None:
    first = send(api, posting("key 4"), "k-4")
    with psycopg.connect(api_url) as connection:
        connection.execute("UPDATE jd.http_call SET answer = NULL WHERE key = 'k-4'")
    assert send(api, posting("key 4"), "k-4").status_code == 409
    with psycopg.connect(api_url) as connection:
        connection.execute("UPDATE jd.http_call SET begun_at = now() - interval '11 minutes' WHERE key = 'k-4'")
    assert send(api, posting("key 4"), "k-4").json()["run_id"] == first.json()["run_id"]


def test_a_call_that_failed_gives_its_key_back(api: TestClient) -> None:
    assert send(api, {"text": ""}, "k-5").status_code == 422
    assert send(api, posting("key 5"), "k-5").status_code == 200


def test_a_key_that_is_too_long_and_one_with_lines_are_refused(api: TestClient) -> None:
    assert send(api, posting("key 6"), "k" * 201).status_code == 400
    headers = {"Idempotency-Key": "k-7", "Content-Type": "application/x-ndjson"}
    assert api.post(PATH, content="{}", headers=headers).status_code == 400
