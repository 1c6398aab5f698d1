"""Questions for a Batch API, kept until their answers come: hours later, in another process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql

#: Times that a question may come back without a usable answer before it has failed.
MOST_TRIES = 3


@dataclass(frozen=True)
class Asked:
    """One question: the key of its answer, its prompt's version, and the body of its request."""

    key: str
    prompt_version: str
    body: Mapping[str, Any]


class QuestionBook:
    """The table `llm_question`."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def ask(self, questions: Sequence[Asked]) -> Mapping[str, str]:
        """Write down what has no answer, and say which of the questions will never get one, with the reason.

        A failure is told once where nothing else of the questions is waited for: asked again, it is a new question.
        """
        keys = [each.key for each in questions]
        unusable = f"The model's answers could not be used, {MOST_TRIES} times"
        given = {
            "key": keys,
            "prompt_version": [each.prompt_version for each in questions],
            "body": [json.dumps(each.body) for each in questions],
            "most": MOST_TRIES,
            "unusable": unusable,
        }
        with self._connect() as connection:
            connection.execute(sql("llm_question_ask"), given)
            failures: dict[str, str] = dict(connection.execute(sql("llm_question_failures"), {"key": keys}).fetchall())
            if len(failures) == len(set(keys)):
                connection.execute(sql("llm_question_forget"), {"key": keys})
        return failures
