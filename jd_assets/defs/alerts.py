"""Tells people of runs that failed: an HTTP address or a command, both from settings."""

import json
import os
import shlex
import subprocess
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from jd_assets.failures import PermanentFailure, TransientFailure, reason_of

#: Seconds that the receiver may take.
SECONDS = 10.0


@dataclass(frozen=True)
class Alert:
    """What a receiver gets, as JSON.

    Attributes:
        run_id: Dagster's.
        job: The job that failed.
        reason: A sentence.
        undone: Postings that wait to be done again.
        source: The file that they came from.
        url: The run in the Dagster UI, where that runs.
    """

    run_id: str
    job: str
    reason: str
    undone: int
    source: str | None
    url: str | None


def send(alert: Alert) -> list[str]:
    """Hand an alert to `JD_ALERT_URL` (POST) and `JD_ALERT_COMMAND` (standard input); returns who got it.

    Raises:
        TransientFailure: The receiver does not answer, or ends with an error.
        PermanentFailure: The setting is none.
    """
    got = []
    if url := os.environ.get("JD_ALERT_URL", "").strip():
        got.append(_post(url, alert))
    if command := os.environ.get("JD_ALERT_COMMAND", "").strip():
        got.append(_run(command, alert))
    return got


def _post(url: str, alert: Alert) -> str:
    import httpx2  # noqa: PLC0415 - .2 s that a run which went well should not cost

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PermanentFailure("JD_ALERT_URL is no http or https address")
    try:
        httpx2.post(url, json=asdict(alert), timeout=SECONDS).raise_for_status()
    except httpx2.HTTPError as error:
        # The address may hold a token: its host says enough.
        said = f"status {error.response.status_code}" if isinstance(error, httpx2.HTTPStatusError) else reason_of(error)
        raise TransientFailure(f"JD_ALERT_URL ({parts.hostname}) did not take the alert: {said}") from None
    return parts.hostname


def _run(command: str, alert: Alert) -> str:
    words = shlex.split(command)
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command
            words, input=json.dumps(asdict(alert)), text=True, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TransientFailure(f"JD_ALERT_COMMAND did not run: {reason_of(error)}") from error
    if done.returncode:
        raise TransientFailure(f"JD_ALERT_COMMAND ended with {done.returncode}: {done.stderr.strip()[:200]}")
    return words[0]
