"""Skill extraction by an LLM: the model's skills, kept where the text names them, with what the rules know of them."""

from collections.abc import Callable, Mapping, Sequence

from pydantic import Field

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.nano_parse import ClaimedSkill, NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.llm.client import LlmClient
from jd_assets.llm.nano_answer import SKILLS, AnsweredPart, AnsweredSkill
from jd_assets.llm.posting_text import posting_text
from jd_assets.llm.prompts import load_prompt
from jd_assets.skills.extract import extract_skills, merge_llm
from jd_assets.skills.vocabulary import Vocabulary

PROMPT = "skill_extraction"

#: Whether the skills of a posting are put to the model, from what was parsed and what the rules found.
IsAsked = Callable[[NanoParse, SkillExtraction], bool]

#: The skills that a model names in a posting, and what that cost.
_Named = tuple[list[ClaimedSkill], LlmUsage]


class SkillsAnswer(AnsweredPart):
    """What the model is asked to fill in."""

    skills: list[AnsweredSkill] = Field(description=SKILLS)


class OpenAiSkillExtractor:
    """Finds skills with rules and a model together; a name of the model's counts where the text bears it out."""

    def __init__(self, client: LlmClient, vocabulary: Vocabulary, is_asked: IsAsked = lambda *_: True) -> None:
        self._client = client
        self._vocabulary = vocabulary
        self._is_asked = is_asked

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        """One outcome a posting, in their order; postings that are no job description are not sent to the model.

        Where the answer on a posting's fields holds its skills too, they are not asked for again.
        """
        outcomes = [self._extract(posting, parsed) for posting, parsed in items]
        named = self._named(items, outcomes)
        for index, answer in named.items():
            rules = outcomes[index]
            if isinstance(rules, SkillExtraction):
                outcomes[index] = self._merged(*items[index], rules, answer)
        return outcomes

    def _named(
        self, items: Sequence[tuple[Posting, NanoParse]], outcomes: Sequence[SkillExtraction | JdAssetsError]
    ) -> Mapping[int, _Named | JdAssetsError]:
        """What the model names, by the place of the posting; those that it is not asked about are left out."""
        named: dict[int, _Named | JdAssetsError] = {}
        asked = []
        for index, (rules, (_, parsed)) in enumerate(zip(outcomes, items, strict=True)):
            if not isinstance(rules, SkillExtraction) or parsed.nano_parsed.JD_type == "fail":
                continue
            if parsed.claimed_skills is not None:
                named[index] = parsed.claimed_skills, _paid_for(parsed.usage)
            elif self._is_asked(parsed, rules):
                asked.append(index)
        texts = [posting_text(items[index][0]) for index in asked]
        answers = self._client.ask_many(load_prompt(PROMPT, SkillsAnswer), texts, SkillsAnswer)
        for index, answer in zip(asked, answers, strict=True):
            named[index] = (
                answer
                if isinstance(answer, JdAssetsError)
                else ([skill.claim() for skill in answer.parsed.skills], answer.usage)
            )
        return named

    def _extract(self, posting: Posting, parsed: NanoParse) -> SkillExtraction | JdAssetsError:
        try:
            return extract_skills(posting, parsed, self._vocabulary)
        except Exception as error:  # a fault of one posting must not sink the others
            return as_failure(error)

    def _merged(
        self, posting: Posting, parsed: NanoParse, rules: SkillExtraction, named: _Named | JdAssetsError
    ) -> SkillExtraction | JdAssetsError:
        if isinstance(named, JdAssetsError):
            return named
        try:
            return merge_llm(posting, parsed, rules, named[0], self._vocabulary, named[1])
        except Exception as error:  # a fault of one posting must not sink the others
            return as_failure(error)


def _paid_for(usage: LlmUsage) -> LlmUsage:
    """The usage of an answer that an earlier stage paid for."""
    return usage.model_copy(
        update={"calls": 0, "cached_calls": 0, "input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0}
    )
