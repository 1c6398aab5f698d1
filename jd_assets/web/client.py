"""A client of the calls: postings in, payloads as the contract's models out.

Example:
    with JdAssets("http://127.0.0.1:3001") as jd:
        decided = jd.extract_from_jd(PostingIn(text=text, title="Backend Engineer"))
        print(decided.stage4_decision.reasoning, decided.meta.library_version)
        details = jd.extract_details(RunRef(run_id=decided.run_id))
        for answer in jd.client_output_of(postings):
            print(answer if isinstance(answer, Problem) else answer.ai_index.index)
"""

import json
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

import httpx2
from pydantic import BaseModel

from jd_assets.web.api.payloads import (
    ClientOutputAnswer,
    ExtractDetailsAnswer,
    ExtractFromJdAnswer,
    FinalRoleOutputAnswer,
    PostingIn,
    ReplayAnswer,
    RunAnswer,
    RunRef,
)
from jd_assets.web.problems import Problem

M = TypeVar("M", bound=BaseModel)
Asked = PostingIn | RunRef


class CallRefused(Exception):
    """A call was answered with a problem, which says what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class JdAssets:
    """The calls of one server. May be used from several threads.

    Args:
        url: Where the console is, e.g. `http://127.0.0.1:3001`.
        token: A token with the role client or a higher one; None where none is asked for.
        seconds: Longest wait for an answer, or for the next line of many.
    """

    def __init__(self, url: str, token: str | None = None, seconds: float = 150.0) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx2.Client(base_url=url, headers=headers, timeout=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def extract_from_jd(self, posting: PostingIn, key: str | None = None) -> ExtractFromJdAnswer:
        """API 1. The same `key` and posting get the same answer for a day."""
        return self._one("/skills/extract-from-jd", ExtractFromJdAnswer, posting, key)

    def extract_details(self, asked: Asked, key: str | None = None) -> ExtractDetailsAnswer:
        """API 2."""
        return self._one("/skills/extract-details", ExtractDetailsAnswer, asked, key)

    def final_role_output(self, asked: Asked, key: str | None = None) -> FinalRoleOutputAnswer:
        """API 3."""
        return self._one("/skills/final-role-output", FinalRoleOutputAnswer, asked, key)

    def client_output(self, asked: Asked, key: str | None = None) -> ClientOutputAnswer:
        """What client applications show of a run."""
        return self._one("/client-output", ClientOutputAnswer, asked, key)

    def extract_from_jd_of(self, postings: Iterable[PostingIn]) -> Iterator[ExtractFromJdAnswer | Problem]:
        """API 1 of many postings in one call, an answer or a problem each, in their order."""
        return self._many("/skills/extract-from-jd", ExtractFromJdAnswer, postings)

    def extract_details_of(self, asked: Iterable[Asked]) -> Iterator[ExtractDetailsAnswer | Problem]:
        """API 2 of many."""
        return self._many("/skills/extract-details", ExtractDetailsAnswer, asked)

    def final_role_output_of(self, asked: Iterable[Asked]) -> Iterator[FinalRoleOutputAnswer | Problem]:
        """API 3 of many."""
        return self._many("/skills/final-role-output", FinalRoleOutputAnswer, asked)

    def client_output_of(self, asked: Iterable[Asked]) -> Iterator[ClientOutputAnswer | Problem]:
        """The client output of many."""
        return self._many("/client-output", ClientOutputAnswer, asked)

    def run(self, run_id: str) -> RunAnswer:
        """All payloads of a run as they are stored."""
        return RunAnswer.model_validate_json(_checked(self._http.get(f"/runs/{run_id}")).content)

    def replay(self, run_id: str) -> ReplayAnswer:
        """The stored decision made again, and what differs."""
        return ReplayAnswer.model_validate_json(_checked(self._http.get(f"/runs/{run_id}/replay")).content)

    def _one(self, path: str, model: type[M], asked: Asked, key: str | None) -> M:
        headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
        answer = self._http.post(path, content=asked.model_dump_json(exclude_none=True), headers=headers)
        return model.model_validate_json(_checked(answer).content)

    def _many(self, path: str, model: type[M], asked: Iterable[Asked]) -> Iterator[M | Problem]:
        content = "".join(f"{each.model_dump_json(exclude_none=True)}\n" for each in asked)
        headers = {"Content-Type": "application/x-ndjson"}
        with self._http.stream("POST", path, content=content, headers=headers) as answer:
            if answer.is_error:
                answer.read()
            for line in _checked(answer).iter_lines():
                is_problem = str(json.loads(line).get("type", "")).startswith("urn:jd-assets:problem:")
                yield (Problem if is_problem else model).model_validate_json(line)


def _checked(answer: httpx2.Response) -> httpx2.Response:
    """The answer, where it is none of a problem."""
    if answer.is_error:
        raise CallRefused(Problem.model_validate_json(answer.content))
    return answer
