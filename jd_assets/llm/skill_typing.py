"""Types skills by an LLM: those that the library, their names and their company say too little of."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from pydantic import BaseModel, ConfigDict

from jd_assets.failures import JdAssetsError
from jd_assets.llm.answer import LlmAnswer
from jd_assets.llm.client import LlmClient
from jd_assets.llm.prompts import load_prompt

PROMPT = "skill_typing"

#: What the model answers for a name that it cannot type.
UNKNOWN = "unknown"


@dataclass(frozen=True)
class UntypedSkill:
    """A skill in question; its number is its place among those of one question."""

    number: int
    name: str
    sentence: str


@dataclass(frozen=True)
class TypingQuestion:
    """Some skills, and the library's own vocabulary to type them with: sub-categories by category, and natures."""

    categories: Mapping[str, Sequence[str]]
    natures: Sequence[str]
    skills: Sequence[UntypedSkill]


class AnsweredType(BaseModel):
    """The type of one skill."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    number: int
    category: str
    sub_category: str
    skill_nature: str


class TypingAnswer(BaseModel):
    """What the model is asked to fill in."""

    model_config = ConfigDict(extra="ignore")

    skills: list[AnsweredType]


#: Answers questions, one outcome a question, in their order.
SkillTyper = Callable[[Sequence[TypingQuestion]], list[LlmAnswer[TypingAnswer] | JdAssetsError]]


def skill_typer(client: LlmClient | None) -> SkillTyper | None:
    """A function that answers questions, as many at a time as the client allows; None without a client."""
    return None if client is None else partial(type_skills, client)


def type_skills(
    client: LlmClient, questions: Sequence[TypingQuestion]
) -> list[LlmAnswer[TypingAnswer] | JdAssetsError]:
    """Ask the model each question; one outcome a question, in their order."""
    texts = [json.dumps(asdict(question), ensure_ascii=False) for question in questions]
    return client.ask_many(load_prompt(PROMPT, TypingAnswer), texts, TypingAnswer)
