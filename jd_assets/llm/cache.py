"""Answers that were paid for once, and what every call cost, kept in Postgres."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

import psycopg
from psycopg.rows import class_row

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.llm.completion import Completion
from jd_assets.llm.prompts import Prompt
from jd_assets.llm.settings import LlmSettings

#: Seconds that a question stays with the process that asks it without a word of that; a killed one blocks it no longer.
CLAIM_SECONDS = 45.0


@dataclass(frozen=True)
class CachedAnswer:
    """A valid answer that an earlier call got."""

    key: str
    model: str
    prompt_version: str
    raw: str


@dataclass(frozen=True)
class LlmCall:
    """A call that the server answered, and that was paid for whatever its answer was worth."""

    key: str
    model: str
    prompt_version: str
    raw: str
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    failure: str | None = None


class AnswerCache(Protocol):
    """Where answers are looked up before a call, and calls are kept after it."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, CachedAnswer]:
        """The valid answers known for any of the keys."""
        ...

    def put_many(self, calls: Sequence[LlmCall]) -> None:
        """Keep the calls; the answers of those without a failure are found again, a later one before an earlier."""
        ...

    def claim(self, key: str, holder: str) -> bool:
        """Whether the holder alone may ask this question now; it lasts for CLAIM_SECONDS, until renewed or released."""
        ...

    def renew(self, holder: str) -> None:
        """The holder is still at it."""
        ...

    def release(self, key: str, holder: str) -> None:
        """The question was asked, or will not be."""
        ...

    def spent_today(self) -> float:
        """US dollars that all calls of today (UTC) cost, as far as prices are known."""
        ...


class NoCache:
    """Knows nothing and keeps nothing."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, CachedAnswer]:
        """Nothing."""
        return {}

    def put_many(self, calls: Sequence[LlmCall]) -> None:
        """Keep nothing."""

    def claim(self, key: str, holder: str) -> bool:
        """Anybody may ask anything."""
        return True

    def renew(self, holder: str) -> None:
        """Nothing was claimed."""

    def release(self, key: str, holder: str) -> None:
        """Nothing was claimed."""

    def spent_today(self) -> float:
        """Nothing that is known."""
        return 0.0


class PostgresAnswerCache:
    """The tables `llm_call` and `llm_answer`: one statement a batch and table, in either direction."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def get_many(self, keys: Sequence[str]) -> Mapping[str, CachedAnswer]:
        """The valid answers known for any of the keys."""
        if not keys:
            return {}
        with self._connect() as connection, connection.cursor(row_factory=class_row(CachedAnswer)) as cursor:
            cursor.execute(sql("llm_answer_get"), {"key": list(keys)})
            return {answer.key: answer for answer in cursor}

    def put_many(self, calls: Sequence[LlmCall]) -> None:
        """Keep the calls; the answers of those without a failure are found again, a later one before an earlier."""
        if calls:
            with self._connect() as connection:
                keep_calls(connection, calls)

    def claim(self, key: str, holder: str) -> bool:
        """Whether the holder alone may ask this question now; it lasts for CLAIM_SECONDS, until renewed or released."""
        with self._connect() as connection:
            given = {"key": key, "holder": holder, "seconds": CLAIM_SECONDS}
            return connection.execute(sql("llm_claim"), given).fetchone() is not None

    def renew(self, holder: str) -> None:
        """The holder is still at it."""
        with self._connect() as connection:
            connection.execute(sql("llm_claim_renew"), {"holder": holder, "seconds": CLAIM_SECONDS})

    def release(self, key: str, holder: str) -> None:
        """The question was asked, or will not be."""
        with self._connect() as connection:
            connection.execute(sql("llm_claim_release"), {"key": key, "holder": holder})

    def spent_today(self) -> float:
        """US dollars that all calls of today (UTC) cost, as far as prices are known."""
        with self._connect() as connection:
            row = connection.execute(sql("llm_spent_today")).fetchone()
        return float(row[0]) if row else 0.0

    def spent_since(self, since: datetime) -> tuple[int, float, int]:
        """Calls since then, US dollars that those with a known price cost, and how many have none."""
        with self._connect() as connection:
            row = connection.execute(sql("llm_spent_since"), {"since": since}).fetchone()
        return (int(row[0]), float(row[1]), int(row[2])) if row else (0, 0.0, 0)


def call_of(key: str, completion: Completion) -> LlmCall:
    """The call that got a completion."""
    usage = completion.usage
    return LlmCall(
        key=key,
        model=usage.model or "",
        prompt_version=usage.prompt_version or "",
        raw=completion.raw or completion.refusal,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost_usd,
    )


def keep_calls(connection: psycopg.Connection, calls: Sequence[LlmCall]) -> None:
    """Keep calls and their answers in the transaction of a connection."""
    connection.execute(sql("llm_call_put"), _columns(calls))
    connection.execute(sql("llm_answer_put"), _columns([call for call in calls if call.failure is None]))


def _columns(calls: Sequence[LlmCall]) -> dict[str, list[Any]]:
    """The calls as one array a column, in the order of their keys so that two writers cannot lock each other out."""
    ordered = sorted(calls, key=lambda call: call.key)
    return {column.name: [getattr(call, column.name) for call in ordered] for column in fields(LlmCall)}


def answer_key(settings: LlmSettings, prompt: Prompt, text: str, schema: Mapping[str, Any]) -> str:
    """SHA-256 of all that an answer depends on: the text, the model and how it is asked, the prompt, the schema."""
    parts = [
        text,
        settings.model,
        settings.sent_effort,
        settings.sent_temperature,
        prompt.label,
        prompt.text,
        schema,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
