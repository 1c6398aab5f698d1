"""LLM2: the model decides between roles that the evidence cannot tell apart."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pydantic import BaseModel, ConfigDict, Field

from jd_assets.contracts.base import LlmUsage
from jd_assets.failures import JdAssetsError
from jd_assets.llm.answer import AnswerCheck, LlmAnswer
from jd_assets.llm.client import LlmClient
from jd_assets.llm.prompts import load_prompt

PROMPT = "role_choice"

#: The answer that no candidate describes the work.
NONE_OF_THESE = "none_of_these"


@dataclass(frozen=True)
class RoleCandidate:
    """A role of the library that the posting may be, and the lines of evidence that speak for it."""

    slug: str
    name: str
    archetype: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class RoleQuestion:
    """What is known of the posting and the roles to choose from."""

    title: str | None
    responsibilities: tuple[str, ...]
    candidates: tuple[RoleCandidate, ...]


@dataclass(frozen=True)
class RoleChoice:
    """The decided role, or None for none of the candidates, with the model's reason."""

    slug: str | None
    reason: str
    usage: LlmUsage


class RoleChoiceAnswer(BaseModel):
    """What the model is asked to fill in."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    slug: str
    reason: str = Field(min_length=1)


def choose_roles(client: LlmClient, questions: Sequence[RoleQuestion]) -> list[RoleChoice | JdAssetsError]:
    """Ask the model about each question; one outcome a question, in their order.

    An answer that names a role that was not offered is no answer: it fails, and is not cached.
    """
    texts = [json.dumps(asdict(question), ensure_ascii=False, indent=1) for question in questions]
    checks = [_offered_by(question) for question in questions]
    answers = client.ask_many(load_prompt(PROMPT, RoleChoiceAnswer), texts, RoleChoiceAnswer, checks)
    return [answer if isinstance(answer, JdAssetsError) else _choice(answer) for answer in answers]


def _offered_by(question: RoleQuestion) -> AnswerCheck[RoleChoiceAnswer]:
    offered = {candidate.slug for candidate in question.candidates} | {NONE_OF_THESE}

    def check(answer: RoleChoiceAnswer) -> None:
        if answer.slug not in offered:
            raise ValueError("it names a role that was not among the candidates")

    return check


def _choice(answer: LlmAnswer[RoleChoiceAnswer]) -> RoleChoice:
    slug = None if answer.parsed.slug == NONE_OF_THESE else answer.parsed.slug
    return RoleChoice(slug, answer.parsed.reason, answer.usage)
