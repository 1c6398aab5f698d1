"""A run that failed is told to an address or a command, with what a person needs to act."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from jd_assets.defs.alerts import Alert, send
from jd_assets.defs.sensors.alerts import alert_sensor
from jd_assets.failures import PermanentFailure, TransientFailure

ALERT = Alert("abc", "process_postings", "nano_parse: the server is away", 5, "five.jsonl", None)


class Receiver:
    """Keeps what is posted to it."""

    def __init__(self, status: int = 200) -> None:
        self.got: list[dict[str, Any]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.got.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/hook?token=secret"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def test_an_address_gets_the_alert_as_json(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_ALERT_URL", receiver.url)
    assert send(ALERT) == ["127.0.0.1"]
    assert receiver.got == [
        {
            "run_id": "abc",
            "job": "process_postings",
            "reason": "nano_parse: the server is away",
            "undone": 5,
            "source": "five.jsonl",
            "url": None,
        }
    ]


def test_a_command_gets_the_alert_on_its_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_ALERT_COMMAND", f"tee '{tmp_path / 'an alert.json'}'")
    assert send(ALERT) == ["tee"]
    assert json.loads((tmp_path / "an alert.json").read_text())["undone"] == 5


def test_without_a_setting_nobody_is_told() -> None:
    assert send(ALERT) == []


def test_a_receiver_that_refuses_is_a_failure_that_does_not_show_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Receiver(status=500)
    monkeypatch.setenv("JD_ALERT_URL", refusing.url)
    with pytest.raises(
        TransientFailure, match=r"JD_ALERT_URL \(127\.0\.0\.1\) did not take the alert: status 500"
    ) as raised:
        send(ALERT)
    refusing.close()
    assert "secret" not in str(raised.value)


def test_a_command_that_fails_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_ALERT_COMMAND", "false")
    with pytest.raises(TransientFailure, match="JD_ALERT_COMMAND ended with 1"):
        send(ALERT)


def test_an_address_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_ALERT_URL", "pager")
    with pytest.raises(PermanentFailure, match="no http or https address"):
        send(ALERT)


def look_at_a_failed_run(**tags: str) -> str:
    """Let the sensor look at a run that failed in a step; the id of the run."""

    @dg.op
    def nano_parse() -> None:
        raise dg.Failure(description="the server is away")

    @dg.job
    def process_postings() -> None:
        nano_parse()

    with dg.DagsterInstance.ephemeral() as instance:
        given = {f"jd_assets/{name}": value for name, value in tags.items()}
        result = process_postings.execute_in_process(instance=instance, raise_on_error=False, tags=given)
        context = dg.build_run_status_sensor_context(
            sensor_name="alert_sensor",
            dagster_event=result.get_run_failure_event(),
            dagster_instance=instance,
            dagster_run=result.dagster_run,
        ).for_run_failure()
        alert_sensor(context)
    return result.run_id


def test_the_sensor_tells_of_a_failed_run_with_the_sentence_of_its_step(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JD_ALERT_URL", receiver.url)
    monkeypatch.setenv("JD_DAGSTER_URL", "http://127.0.0.1:3000/")
    run_id = look_at_a_failed_run(undone="5", source="five.jsonl")
    [told] = receiver.got
    assert (told["reason"], told["undone"], told["source"]) == ("nano_parse: the server is away", 5, "five.jsonl")
    assert told["url"] == f"http://127.0.0.1:3000/runs/{run_id}"


def test_nobody_is_told_of_a_run_that_waits_for_the_batch_api(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JD_ALERT_URL", receiver.url)
    look_at_a_failed_run(undone="5", awaits="batch")
    assert receiver.got == []
