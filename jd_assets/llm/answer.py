"""From a completion to a validated answer, or to the failure that says why it is none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from jd_assets.contracts.base import LlmUsage
from jd_assets.failures import PermanentFailure, TransientFailure, reason_of
from jd_assets.llm.completion import Completion

A = TypeVar("A", bound=BaseModel)

#: Looks at a parsed answer and raises ValueError with the reason if it cannot be used.
AnswerCheck = Callable[[A], None]

#: Characters of an unusable answer that its failure repeats, enough to see what kind of text came instead.
_SHOWN_CHARS = 80

_NUL = "\\u0000"


@dataclass(frozen=True)
class LlmAnswer(Generic[A]):
    """A valid answer: as a model, as it came, and what it cost."""

    parsed: A
    raw: str
    usage: LlmUsage


class AnswerRefused(PermanentFailure):
    """The model will not answer this text, or not within its length."""


class AnswerUnusable(TransientFailure):
    """The model answered something else than was asked for; another try may go better."""


def answer_of(completion: Completion, answer_model: type[A], check: AnswerCheck[A] | None) -> LlmAnswer[A]:
    """The validated answer of a completion.

    Raises:
        AnswerRefused: A refusal, a filter, or an answer cut at its length limit.
        AnswerUnusable: Empty, not JSON, or JSON of another shape.
    """
    refused(completion)
    spent = _spent(completion.usage)
    if not completion.raw.strip():
        raise AnswerUnusable(f"The model's answer is empty {spent}")
    try:
        parsed = parsed_answer(completion.raw, answer_model, check)
    except ValueError as error:
        raise AnswerUnusable(f"{reason_for(error)}: {_shown(completion.raw)} {spent}") from error
    return LlmAnswer(parsed, completion.raw, completion.usage)


def refused(completion: Completion) -> None:
    """Look whether the model answered at all.

    Raises:
        AnswerRefused: A refusal, a filter, or an answer cut at its length limit.
    """
    spent = _spent(completion.usage)
    if completion.refusal:
        raise AnswerRefused(f"The model refuses to answer: {_shown(completion.refusal)} {spent}")
    if completion.finish_reason == "content_filter":
        raise AnswerRefused(f"The provider's content filter held the answer back {spent}")
    if completion.finish_reason == "length":
        raise AnswerRefused(f"The answer was cut at the model's length limit: use another JD_LLM_MODEL {spent}")


def parsed_answer(raw: str, answer_model: type[A], check: AnswerCheck[A] | None) -> A:
    """The answer as a model.

    Raises:
        ValueError: It is not JSON, has another shape, or the check says no.
    """
    if _NUL in raw:
        raise ValueError("it holds a NUL character, which no database takes")
    parsed = answer_model.model_validate_json(_json_of(raw))
    if check:
        check(parsed)
    return parsed


def reason_for(error: ValueError) -> str:
    """Why an answer is not valid, with the path of the first field that is wrong."""
    if not isinstance(error, ValidationError):
        return f"The model's answer cannot be used, {reason_of(PermanentFailure(error))}"
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return "The model's answer is not JSON"
    path = ".".join(str(part) for part in first["loc"])
    return f"The model's answer does not fit, {path or 'the whole'}: {first['msg']}"


def _json_of(raw: str) -> str:
    """The outermost object: servers that are not asked for JSON alone put it between fences or sentences."""
    start, end = raw.find("{"), raw.rfind("}")
    return raw[start : end + 1] if 0 <= start < end else raw


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= _SHOWN_CHARS else words[:_SHOWN_CHARS] + "…")


def _spent(usage: LlmUsage) -> str:
    cost = "at an unknown price" if usage.cost_usd is None else f"${usage.cost_usd:.6f}"
    return f"({usage.input_tokens} + {usage.output_tokens} tokens, {cost})"
