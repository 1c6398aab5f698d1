"""Asks the model, many questions at a time: cache first, then the server, then a check of every answer."""

import logging
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Generic

import psycopg

from jd_assets.contracts.base import LlmUsage
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.llm.answer import A, AnswerCheck, AnswerRefused, LlmAnswer, answer_of, parsed_answer
from jd_assets.llm.batch_questions import Asked, QuestionBook
from jd_assets.llm.budget import Bill, Budget
from jd_assets.llm.cache import CLAIM_SECONDS, AnswerCache, LlmCall, NoCache, answer_key, call_of
from jd_assets.llm.completion import ChatServer, has_spoken
from jd_assets.llm.failures import AwaitsBatch, LlmServerFailure
from jd_assets.llm.outage import Outage, fault_of_the_world
from jd_assets.llm.prompts import Prompt
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.strict_schema import strict_schema

_logger = logging.getLogger(__name__)

#: Questions of a batch that were answered before, for each that the server breaks down over, that show it to be alive.
_MANY_TO_ONE = 2
#: Answers between two lines of the log.
_TELL_EVERY = 25
#: Seconds between two looks whether another process has got the answer that both want.
_WAIT_SECONDS = 0.5


@dataclass(frozen=True)
class _Form(Generic[A]):
    """What all questions of one batch have in common."""

    prompt: Prompt
    answer_model: type[A]
    schema: dict[str, Any]


@dataclass(frozen=True)
class _Question(Generic[A]):
    """One text to be asked about, and what its answer must pass besides the schema."""

    text: str
    check: AnswerCheck[A] | None


class LlmClient:
    """Asks one model with one set of settings; may be used from several threads.

    Attributes:
        settings: How it asks.
        bill: What its calls cost; several clients of one run share it.
    """

    def __init__(
        self,
        settings: LlmSettings,
        cache: AnswerCache | None = None,
        bill: Bill | None = None,
        book: QuestionBook | None = None,
    ) -> None:
        self.settings = settings
        self.bill = bill or Bill()
        self._cache = cache or NoCache()
        self._book = book
        self._server = ChatServer(settings)

    def ask_many(
        self,
        prompt: Prompt,
        user_texts: Sequence[str],
        answer_model: type[A],
        checks: Sequence[AnswerCheck[A]] | None = None,
    ) -> list[LlmAnswer[A] | JdAssetsError]:
        """Ask the same about each text, `max_concurrency` at a time; one outcome a text, in their order.

        The texts are sent as data and never as instruction. One that occurs twice is asked about once, and one that
        another process is asking about is waited for.

        Args:
            prompt: The instruction, the same for all texts.
            user_texts: What it is applied to.
            answer_model: What an answer must look like; sent as a strict JSON Schema.
            checks: One a text: raises ValueError for an answer of the right shape that is no answer to that text.

        Raises:
            LlmSettingsFailure: A refused key, an unknown model, a server of another kind: every call would fail.
            LlmServerFailure: The server is away; answers that came are kept.
            LlmBudgetReached: A cap on costs is reached; answers that came are kept.
            AwaitsBatch: The questions go to the Batch API, and not all of them have come back.
        """
        form = _Form(prompt, answer_model, strict_schema(answer_model))
        keys = [answer_key(self.settings, prompt, text, form.schema) for text in user_texts]
        checked: Sequence[AnswerCheck[A] | None] = checks or [None] * len(keys)
        questions = {key: _Question(text, check) for key, text, check in zip(keys, user_texts, checked, strict=True)}
        known = self._from_cache(form, questions)
        missing = {key: question for key, question in questions.items() if key not in known}
        outcomes: dict[str, LlmAnswer[A] | JdAssetsError] = {**known, **self._from_server(form, missing, len(known))}
        paid: set[str] = set(known)
        result: list[LlmAnswer[A] | JdAssetsError] = []
        for key in keys:
            outcome = outcomes[key]
            result.append(_at_no_cost(outcome) if key in paid and isinstance(outcome, LlmAnswer) else outcome)
            paid.add(key)
        return result

    def _from_cache(self, form: _Form[A], questions: Mapping[str, _Question[A]]) -> dict[str, LlmAnswer[A]]:
        answers = {}
        for key, cached in self._cache.get_many(list(questions)).items():
            try:
                parsed = parsed_answer(cached.raw, form.answer_model, questions[key].check)
            except ValueError:
                continue  # kept before the checks were made stricter: it is asked again and replaced
            usage = LlmUsage(
                engine="openai",
                model=cached.model,
                prompt_version=cached.prompt_version,
                schema_version=form.prompt.schema_version or None,
                calls=1,
            )
            answers[key] = LlmAnswer(parsed, cached.raw, usage)
        return answers

    def _from_server(
        self, form: _Form[A], questions: Mapping[str, _Question[A]], known: int
    ) -> dict[str, LlmAnswer[A] | JdAssetsError]:
        if not questions:
            return {}
        if self._book is not None:
            return self._from_batches(self._book, form, questions)
        outcomes: dict[str, LlmAnswer[A] | JdAssetsError] = {}
        outage, budget = Outage(), Budget(self.settings, self.bill, self._cache.spent_today)
        spoken = has_spoken(self.settings.base_url)
        with (
            self._claims() as holder,
            ThreadPoolExecutor(min(self.settings.max_concurrency, len(questions))) as pool,
        ):
            futures = [
                pool.submit(self._ask_once, form, key, asked, outage, budget, holder)
                for key, asked in questions.items()
            ]
            try:
                for future in as_completed(futures):
                    key, outcome = future.result()
                    outcomes[key] = outcome
                    if len(outcomes) % _TELL_EVERY == 0:
                        _logger.info("%s: %d of %d answers", form.prompt.label, len(outcomes), len(questions))
            except BaseException as error:
                outage.failure = as_failure(error)  # those not yet asked are not
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        failures = [outcome for outcome in outcomes.values() if isinstance(outcome, JdAssetsError)]
        lost = sum(isinstance(failure, LlmServerFailure) for failure in failures)
        # Few that fail where the many others of the batch were answered before are not the server's doing either.
        answered = lost < len(outcomes) or lost * _MANY_TO_ONE <= known
        if fault := fault_of_the_world(failures, answered, spoken, self.settings):
            raise fault
        return outcomes

    def _from_batches(
        self, book: QuestionBook, form: _Form[A], questions: Mapping[str, _Question[A]]
    ) -> dict[str, LlmAnswer[A] | JdAssetsError]:
        """Write down what the Batch API is to be asked; once nothing is waited for, what has failed is left."""
        asked = [
            Asked(key, form.prompt.label, self._server.request(form.prompt, each.text, form.schema))
            for key, each in questions.items()
        ]
        failures = book.ask(asked)
        if waiting := len(questions) - len(failures):
            told = "a question waits" if waiting == 1 else f"{waiting} questions wait"
            raise AwaitsBatch(f"{told} for the Batch API; the postings are done again when it has answered")
        return {key: AnswerRefused(failures[key]) for key in questions}

    @contextmanager
    def _claims(self) -> Iterator[str]:
        """A name to claim questions with; the claims are kept alive until the block ends."""
        holder, ended = uuid.uuid4().hex, threading.Event()

        def renew() -> None:
            while not ended.wait(CLAIM_SECONDS / 3):
                with suppress(JdAssetsError, psycopg.Error):  # the database away for a while: the next turn may do
                    self._cache.renew(holder)

        keeper = threading.Thread(target=renew, daemon=True)
        keeper.start()
        try:
            yield holder
        finally:
            ended.set()

    def _ask_once(
        self, form: _Form[A], key: str, question: _Question[A], outage: Outage, budget: Budget, holder: str
    ) -> tuple[str, LlmAnswer[A] | JdAssetsError]:
        """Ask unless another process is asking the same or has; then its answer is this one's."""
        while outage.failure is None:
            is_ours = self._cache.claim(key, holder)
            try:
                if known := self._from_cache(form, {key: question}):
                    return key, _at_no_cost(known[key])
                if is_ours:
                    return key, self._ask_server(form, key, question, outage, budget)
            finally:
                if is_ours:
                    self._cache.release(key, holder)
            time.sleep(_WAIT_SECONDS)
        return key, outage.failure

    def _ask_server(
        self, form: _Form[A], key: str, question: _Question[A], outage: Outage, budget: Budget
    ) -> LlmAnswer[A] | JdAssetsError:
        """Ask, and keep what was answered before anybody else may ask the same."""
        call: LlmCall | None = None
        try:
            budget.check()
            began = time.monotonic()
            completion = self._server.complete(form.prompt, question.text, form.schema)
            call = call_of(key, completion)  # before anything is validated: what was answered was paid for
            self.bill.add(call.cost_usd, time.monotonic() - began)
            answer = answer_of(completion, form.answer_model, question.check)
        except Exception as error:  # one text's failure is its outcome and must not end the others' batch
            failure = as_failure(error)
            outage.note(failure)
            self._cache.put_many([replace(call, failure=str(failure))] if call else [])
            return failure
        outage.note(None)
        self._cache.put_many([call])
        return answer


def _at_no_cost(answer: LlmAnswer[A]) -> LlmAnswer[A]:
    free = {"cached_calls": 1, "input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0}
    return replace(answer, usage=answer.usage.model_copy(update=free))
