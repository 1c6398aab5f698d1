"""Sends the questions that wait to a Batch API, and keeps the answers of batches that have ended."""

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import TransientFailure, reason_of
from jd_assets.llm.answer import AnswerRefused, refused
from jd_assets.llm.batch_questions import MOST_TRIES
from jd_assets.llm.budget import Bill, Budget
from jd_assets.llm.cache import LlmCall, PostgresAnswerCache, call_of, keep_calls
from jd_assets.llm.completion import Completion, completion_of, open_sdk
from jd_assets.llm.failures import LlmBudgetReached, failure_from
from jd_assets.llm.settings import LlmSettings

#: What a batch may hold, by OpenAI's limits: 50,000 requests and 200 MB, of which a tenth is left free.
MOST_QUESTIONS = 50_000
MOST_BYTES = 180_000_000
#: A batch in one of these will not change any more.
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
#: Statuses of one request's answer that another batch may mend.
_PASSING = frozenset({408, 409, 429})
#: Under this name a batch carries its token, by which it is found again.
_NAME = "jd_assets"


@dataclass
class Turn:
    """What one look did.

    Attributes:
        sent: Questions that went out.
        answered: Answers that came and are kept.
        unanswered: Questions that came back without one.
        under_way: Batches that have not ended.
        held_back: Why nothing was sent although something waits.
    """

    sent: int = 0
    answered: int = 0
    unanswered: int = 0
    under_way: int = 0
    held_back: str = ""


@dataclass
class _Result:
    """What came back in one batch."""

    calls: list[LlmCall] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    unanswered: dict[str, tuple[str, bool]] = field(default_factory=dict)


class BatchExchange:
    """One server's Batch API and the tables of questions; of many processes one at a time makes a turn."""

    def __init__(self, connect: Connect, settings: LlmSettings) -> None:
        self._connect, self._settings = connect, settings
        self._openai = open_sdk(settings)

    def turn(self) -> Turn:
        """Collect what has ended, then send what waits.

        Raises:
            TransientFailure: The server or the database is away; all that was done is kept.
            PermanentFailure: The server refuses the key, or knows no Batch API.
        """
        done = Turn()
        with self._connect() as guard:
            row = guard.execute(sql("llm_batch_turn")).fetchone()
            if row and row[0]:
                with self._failures_of_the_server():
                    self._collect(done)
                    self._send(done)
        return done

    @contextmanager
    def _failures_of_the_server(self) -> Iterator[None]:
        import openai  # noqa: PLC0415

        try:
            yield
        except openai.OpenAIError as error:
            raise failure_from(error, self._settings) from error
        except (AttributeError, ValueError) as error:  # a page in place of JSON
            raise TransientFailure(f"The LLM server sent what is no batch ({reason_of(error)})") from error

    def _collect(self, done: Turn) -> None:
        with self._connect() as connection:
            batches = connection.execute(sql("llm_batch_open")).fetchall()
        for token, batch_id in batches:
            batch = self._openai.batches.retrieve(batch_id) if batch_id else self._created(token)
            if batch.status in ENDED:
                self._keep(token, batch, done)
            else:
                self._name(token, batch)
                done.under_way += 1

    def _created(self, token: str) -> Any:
        """The batch of a token of which no answer reached us: the server has it, or it is created now."""
        for batch in self._openai.batches.list(limit=100):
            if (batch.metadata or {}).get(_NAME) == token:
                return batch
        return self._create(token)

    def _create(self, token: str) -> Any:
        lines, left = self._lines(token)
        if left:
            with self._connect() as connection:
                connection.execute(sql("llm_batch_put_back"), {"token": token, "key": left})
        file = self._openai.files.create(file=(f"jd_assets-{token}.jsonl", b"".join(lines)), purpose="batch")
        return self._openai.batches.create(
            input_file_id=file.id,
            endpoint="/v1/chat/completions",
            completion_window="24h",
            metadata={_NAME: token},
        )

    def _lines(self, token: str) -> tuple[list[bytes], list[str]]:
        """The requests of a batch, a line each, and the keys of those that are too many for it."""
        with self._connect() as connection:
            rows = connection.execute(sql("llm_batch_questions"), {"token": token}).fetchall()
        lines: list[bytes] = []
        size = 0
        for place, (key, _, body, _) in enumerate(rows):
            request = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}
            line = json.dumps(request).encode() + b"\n"
            size += len(line)
            if size > MOST_BYTES and lines:
                return lines, [row[0] for row in rows[place:]]
            lines.append(line)
        return lines, []

    def _name(self, token: str, batch: Any) -> None:
        with self._connect() as connection:
            connection.execute(
                sql("llm_batch_named"), {"token": token, "batch_id": batch.id, "status": str(batch.status)}
            )

    def _send(self, done: Turn) -> None:
        try:
            Budget(self._settings, Bill(), PostgresAnswerCache(self._connect).spent_today).check()
        except LlmBudgetReached as error:
            done.held_back = str(error)
            return
        while True:
            token = str(uuid.uuid4())
            with self._connect() as connection:
                if not connection.execute(sql("llm_batch_next"), {"token": token, "most": MOST_QUESTIONS}).rowcount:
                    return
            batch = self._create(token)
            self._name(token, batch)
            done.under_way += 1
            with self._connect() as connection:
                done.sent += len(connection.execute(sql("llm_batch_questions"), {"token": token}).fetchall())

    def _keep(self, token: str, batch: Any, done: Turn) -> None:
        """Keep every answer of a batch, and that it is collected, in one transaction: nothing is paid for twice."""
        with self._connect() as connection:
            rows = connection.execute(sql("llm_batch_questions"), {"token": token}).fetchall()
        versions = {key: version for key, version, *_ in rows}
        result = _Result()
        for file_id in (batch.output_file_id, batch.error_file_id):
            if file_id:
                for line in self._openai.files.content(file_id).text.splitlines():
                    self._read(line, versions, result)
        reason = _reason(batch)
        for key in versions.keys() - result.unanswered.keys() - set(result.answered):
            result.unanswered[key] = (
                reason or f"The batch {batch.id} ended as {batch.status} without its answer",
                False,
            )
        with self._connect() as connection:
            keep_calls(connection, result.calls)
            connection.execute(sql("llm_question_answered"), {"key": result.answered})
            connection.execute(sql("llm_question_unanswered"), _columns(result.unanswered))
            connection.execute(sql("llm_batch_named"), {"token": token, "batch_id": batch.id, "status": batch.status})
            connection.execute(
                sql("llm_batch_collected"), {"token": token, "status": str(batch.status), "reason": reason}
            )
        done.answered += len(result.answered)
        done.unanswered += len(result.unanswered)

    def _read(self, line: str, versions: dict[str, str], result: _Result) -> None:
        """One line of a result file; one that is no answer to any question of the batch is passed over."""
        try:
            said = json.loads(line)
            key, response = said["custom_id"], said.get("response") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if key not in versions or key in result.answered or key in result.unanswered:
            return
        status = response.get("status_code")
        if status != 200:
            words = _words(said.get("error")) or _words((response.get("body") or {}).get("error")) or f"status {status}"
            for_good = isinstance(status, int) and 400 <= status < 500 and status not in _PASSING
            result.unanswered[key] = (f"The LLM server refuses the request ({status}): {words}", for_good)
            return
        try:
            completion = completion_of(response["body"], versions[key], self._settings)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            result.unanswered[key] = (f"The LLM server sent no chat completion: {line[:200]!r}", False)
            return
        self._judge(key, completion, result)

    def _judge(self, key: str, completion: Completion, result: _Result) -> None:
        """A call was paid for, whatever its answer is worth; whether it fits is judged where it is asked for."""
        call = call_of(key, completion)
        try:
            refused(completion)
        except AnswerRefused as error:
            result.unanswered[key] = (str(error), True)
            result.calls.append(replace(call, failure=str(error)))
            return
        result.answered.append(key)
        result.calls.append(call)


def _reason(batch: Any) -> str | None:
    """What a batch that was not even begun says of itself."""
    errors = getattr(batch.errors, "data", None) or []
    words = "; ".join(dict.fromkeys(str(each.message) for each in errors if each.message))
    return f"The batch {batch.id} was refused: {words}" if words else None


def _words(error: Any) -> str:
    return " ".join(str(error.get("message") or error.get("code") or "").split()) if isinstance(error, dict) else ""


def _columns(unanswered: dict[str, tuple[str, bool]]) -> dict[str, Any]:
    ordered: Sequence[str] = sorted(unanswered)
    return {
        "key": list(ordered),
        "reason": [unanswered[key][0] for key in ordered],
        "for_good": [unanswered[key][1] for key in ordered],
        "most": MOST_TRIES,
    }


def counts(connection: psycopg.Connection) -> tuple[int, int, int, int]:
    """Questions that wait, are sent, are answered, and have failed."""
    row = connection.execute(sql("llm_batch_counts")).fetchone()
    return (int(row[0]), int(row[1]), int(row[2]), int(row[3])) if row else (0, 0, 0, 0)
