"""The calls: the contract's payloads from the pipeline's own rows."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from jd_assets.contracts import STAGES
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.connection import connector
from jd_assets.database.stage_tables import read_batch
from jd_assets.stages.versions import CODE_VERSIONS
from jd_assets_tests.contracts.structure import differences
from jd_assets_tests.pipeline import seed_json, seed_text
from jd_assets_tests.web.api.postings import posting
from jd_assets_tests.web.api_server import Reported

CALLS = {
    "/skills/extract-from-jd": "extract_from_jd",
    "/skills/extract-details": "extract_details",
    "/skills/final-role-output": "final_role_output",
    "/client-output": "client_output",
}


def call(api: TestClient, path: str, body: Any, **headers: str) -> Any:
    answer = api.post(path, json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def lines(api: TestClient, path: str, bodies: list[Any]) -> list[Any]:
    content = "".join(f"{body if isinstance(body, str) else json.dumps(body)}\n" for body in bodies)
    answer = api.post(path, content=content, headers={"Content-Type": "application/x-ndjson"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize("name", ["extract_from_jd", "extract_details", "final_role_output"])
def test_the_payloads_have_every_key_of_the_seed(api: TestClient, name: str) -> None:
    path = next(path for path, part in CALLS.items() if part == name)
    answer = call(api, path, {"text": seed_text()})
    model = RunRecord.model_fields[name].annotation
    assert differences(seed_json(name), answer, model) == []


def test_every_call_answers_with_the_stored_payload(api: TestClient, api_url: str) -> None:
    given = posting("stored")
    for path, part in CALLS.items():
        answer = call(api, path, given)
        meta = answer.pop("meta")
        row = read_batch(connector(api_url), "run_record", [answer["run_id"]]).payloads[answer["run_id"]]
        assert answer == row.model_dump(mode="json")[part]
        assert meta["cached"] is (part != "extract_from_jd")


def test_every_stage_has_its_row(api: TestClient, api_url: str) -> None:
    run_id = call(api, "/skills/extract-from-jd", posting("rows"))["run_id"]
    for stage in STAGES:
        assert run_id in read_batch(connector(api_url), stage, [run_id]).payloads


def test_an_answer_says_how_it_came_about(api: TestClient) -> None:
    new = call(api, "/skills/extract-from-jd", posting("meta"))
    known = call(api, "/skills/extract-from-jd", posting("meta"))
    assert new["meta"]["library_version"] == new["stage4_decision"]["versions"]["library_version"]
    assert new["meta"]["code_versions"] == dict(CODE_VERSIONS)
    assert new["meta"]["cost_usd"] == 0
    assert list(new["meta"]["stage_ms"]) == list(STAGES)
    assert (new["meta"]["cached"], known["meta"]["cached"]) == (False, True)
    assert known["meta"]["stage_ms"] == {}
    assert {**new, "meta": None} == {**known, "meta": None}


def test_a_posting_sent_twice_is_one_run_and_another_id_another_one(api: TestClient) -> None:
    first = call(api, "/client-output", posting("twice"))["run_id"]
    assert call(api, "/client-output", posting("twice"))["run_id"] == first
    assert call(api, "/client-output", posting("twice", id="A-1"))["run_id"] != first


def test_the_same_posting_sent_at_once_goes_through_once(api: TestClient, reported: Reported) -> None:
    given = posting("at once")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: call(api, "/skills/extract-from-jd", given), range(4)))
    [run_id] = {answer["run_id"] for answer in answers}
    assert reported.told.count(run_id) == 1


def test_later_calls_take_the_run_id_of_an_earlier_one(api: TestClient) -> None:
    run_id = call(api, "/skills/extract-from-jd", posting("by run"))["run_id"]
    details = call(api, "/skills/extract-details", {"run_id": run_id})
    assert (details["run_id"], details["meta"]["cached"]) == (run_id, True)
    assert call(api, "/skills/final-role-output", [{"run_id": run_id.upper()}])[0]["run_id"] == run_id


def test_a_rejected_posting_is_an_answer(api: TestClient) -> None:
    answer = call(api, "/skills/extract-from-jd", {"text": "Buy cheap watches now."})
    assert (answer["rejected"], answer["stage4_decision"]["case"]) == (True, "R")
    assert answer["rejection_reason"]


def test_a_list_is_answered_in_its_order_with_an_error_per_item(api: TestClient) -> None:
    given = [posting("list 1"), {"text": 7}, posting("list 2"), "no object", {"run_id": "x"}, posting("list 1")]
    answers = call(api, "/skills/extract-details", given)
    runs = [answer.get("run_id") for answer in answers]
    assert runs[0] == runs[5] != runs[2]
    assert [answer.get("status") for answer in answers] == [None, 422, None, 422, 422, None]
    assert [answer.get("index") for answer in answers] == [None, 1, None, 3, 4, None]
    assert answers[1]["errors"] == [{"pointer": "/text", "detail": "Input should be a valid string"}]
    assert "look like 2c736802" in answers[4]["detail"]


def test_lines_are_answered_in_their_order_with_an_error_per_line(api: TestClient) -> None:
    given: list[Any] = [posting(f"line {number}", skill="Kotlin") for number in range(30)]
    given[3] = "{no json"
    given[17] = {"text": "", "titel": "x"}
    answers = lines(api, "/skills/extract-from-jd", given)
    assert len(answers) == 30
    assert [at for at, answer in enumerate(answers) if "status" in answer] == [3, 17]
    assert (answers[3]["index"], answers[3]["status"]) == (3, 400)
    assert {error["pointer"] for error in answers[17]["errors"]} == {"/text", "/titel"}
    again = lines(api, "/skills/extract-from-jd", given)
    assert [answer.get("run_id") for answer in again] == [answer.get("run_id") for answer in answers]
    assert all(answer["meta"]["cached"] for answer in again if "meta" in answer)


def test_postings_of_one_call_go_through_together(api: TestClient) -> None:
    answers = call(api, "/client-output", [posting(f"together {number}") for number in range(5)])
    assert {answer["meta"]["batch_size"] for answer in answers} == {5}


def test_html_is_read_as_html(api: TestClient) -> None:
    text = "<h2>Data Engineer</h2><p>We look for a Data Engineer.</p><ul><li>Build pipelines in Spark.</li></ul>"
    answer = call(api, "/skills/extract-from-jd", {"text": text, "title": "Data Engineer"})
    assert "<" not in json.dumps(answer["final_skills"])


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"text": ""}, 422, "/text"),
        ({}, 422, "/text"),
        ({"text": "x", "titel": "y"}, 422, "/titel"),
        ({"text": "x", "title": "y" * 3_000}, 422, "/title"),
        ({"run_id": "2c736802-efcf-4027-8cf8-1b045c61222a"}, 404, "/run_id"),
        ({"run_id": "nothing"}, 422, "/run_id"),
        ("text", 422, ""),
    ],
)
def test_a_wrong_posting_is_a_problem_that_says_where(api: TestClient, body: Any, status: int, pointer: str) -> None:
    answer = api.post("/skills/extract-details", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert answer.json()["detail"]


def test_the_first_call_takes_no_run(api: TestClient) -> None:
    answer = api.post("/skills/extract-from-jd", json={"run_id": "2c736802-efcf-4027-8cf8-1b045c61222a"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/run_id")


def test_what_is_no_json_and_other_media_types_are_refused(api: TestClient) -> None:
    assert api.post("/client-output", content="{", headers={"Content-Type": "application/json"}).status_code == 400
    answer = api.post("/client-output", content="text", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert "application/x-ndjson" in answer.json()["detail"]


def test_a_list_that_is_too_long_is_sent_to_the_lines(api: TestClient) -> None:
    answer = api.post("/client-output", json=[{"text": "x"}] * 201)
    assert answer.status_code == 413
    assert "application/x-ndjson" in answer.json()["detail"]


def test_text_that_no_database_takes_is_taken_in_all_the_same(api: TestClient) -> None:
    given = posting("nul")
    given["text"] += "\x00 and more"
    assert call(api, "/skills/extract-from-jd", given)["run_id"]


def test_markup_in_every_field_comes_back_as_it_was_and_never_as_a_page(api: TestClient) -> None:
    script = "<script>alert(1)</script>"
    given = posting(f"markup {script}", title=f"Engineer {script}", company=script, location=script, id=script)
    answer = api.post("/skills/extract-from-jd", json=given, headers={"Accept": "text/html,application/json"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_dagster_hears_of_each_run_before_and_after_it_goes_through(api: TestClient, reported: Reported) -> None:
    run_id = call(api, "/skills/extract-from-jd", posting("reported"))["run_id"]
    call(api, "/skills/extract-from-jd", posting("reported"))
    assert reported.expected.count(run_id) == reported.told.count(run_id) == 1
