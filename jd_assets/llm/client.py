"""Asks the model, many questions at a time: cache first, then the server, then a check of every answer."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import Any, Generic

from jd_assets.contracts.base import LlmUsage
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.llm.answer import A, AnswerCheck, LlmAnswer, answer_of, parsed_answer
from jd_assets.llm.cache import AnswerCache, LlmCall, NoCache, answer_key
from jd_assets.llm.completion import ChatServer, Completion
from jd_assets.llm.outage import Outage
from jd_assets.llm.prompts import Prompt
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.strict_schema import strict_schema

_logger = logging.getLogger(__name__)

#: Answers are saved in groups of this size, so that a crash loses at most this many paid ones.
_SAVE_EVERY = 25


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
    """Asks one model with one set of settings; may be used from several threads."""

    def __init__(self, settings: LlmSettings, cache: AnswerCache | None = None) -> None:
        self.settings = settings
        self._cache = cache or NoCache()
        self._server = ChatServer(settings)

    def ask_many(
        self,
        prompt: Prompt,
        user_texts: Sequence[str],
        answer_model: type[A],
        checks: Sequence[AnswerCheck[A]] | None = None,
    ) -> list[LlmAnswer[A] | JdAssetsError]:
        """Ask the same about each text, `max_concurrency` at a time; one outcome a text, in their order.

        The texts are sent as data and never as instruction. One that occurs twice is asked about once. After a
        failure that holds for every call (a refused key, an unknown model, a server that is down), the texts not yet
        asked about get the same failure.

        Args:
            prompt: The instruction, the same for all texts.
            user_texts: What it is applied to.
            answer_model: What an answer must look like; sent as a strict JSON Schema.
            checks: One a text: raises ValueError for an answer of the right shape that is no answer to that text.
        """
        form = _Form(prompt, answer_model, strict_schema(answer_model))
        keys = [answer_key(self.settings, prompt, text, form.schema) for text in user_texts]
        checked: Sequence[AnswerCheck[A] | None] = checks or [None] * len(keys)
        questions = {key: _Question(text, check) for key, text, check in zip(keys, user_texts, checked, strict=True)}
        known = self._from_cache(form, questions)
        missing = {key: question for key, question in questions.items() if key not in known}
        outcomes: dict[str, LlmAnswer[A] | JdAssetsError] = {**known, **self._from_server(form, missing)}
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
        self, form: _Form[A], questions: Mapping[str, _Question[A]]
    ) -> dict[str, LlmAnswer[A] | JdAssetsError]:
        if not questions:
            return {}
        outcomes: dict[str, LlmAnswer[A] | JdAssetsError] = {}
        unsaved: list[LlmCall] = []
        outage = Outage()
        with ThreadPoolExecutor(min(self.settings.max_concurrency, len(questions))) as pool:
            futures = [pool.submit(self._ask_server, form, key, asked, outage) for key, asked in questions.items()]
            try:
                for future in as_completed(futures):
                    key, outcome, call = future.result()
                    outcomes[key] = outcome
                    if call:
                        unsaved.append(call)
                    if len(unsaved) >= _SAVE_EVERY:
                        self._cache.put_many(unsaved)
                        unsaved = []
                        _logger.info("%s: %d of %d answers", form.prompt.label, len(outcomes), len(questions))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                self._cache.put_many(unsaved)
        return outcomes

    def _ask_server(
        self, form: _Form[A], key: str, question: _Question[A], outage: Outage
    ) -> tuple[str, LlmAnswer[A] | JdAssetsError, LlmCall | None]:
        if outage.failure:
            return key, outage.failure, None
        call: LlmCall | None = None
        try:
            completion = self._server.complete(form.prompt, question.text, form.schema)
            call = _call(key, completion)  # before anything is validated: what was answered was paid for
            answer = answer_of(completion, form.answer_model, question.check)
        except Exception as error:  # one text's failure is its outcome and must not end the others' batch
            failure = as_failure(error)
            outage.note(failure)
            return key, failure, call and replace(call, failure=str(failure))
        outage.note(None)
        return key, answer, call


def _at_no_cost(answer: LlmAnswer[A]) -> LlmAnswer[A]:
    free = {"cached_calls": 1, "input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0}
    return replace(answer, usage=answer.usage.model_copy(update=free))


def _call(key: str, completion: Completion) -> LlmCall:
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
