"""Skill extraction by an LLM: the model's names beside the rules' finds, kept where the text names them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.llm.answer import LlmAnswer
from jd_assets.llm.client import LlmClient
from jd_assets.llm.posting_text import posting_text
from jd_assets.llm.prompts import load_prompt
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.merge import LlmSkill, merge_llm
from jd_assets.skills.vocabulary import Vocabulary

PROMPT = "skill_extraction"


class AnsweredSkill(BaseModel):
    """A skill and the words of the posting that name it."""

    model_config = ConfigDict(extra="ignore")

    name: str
    quote: str
    is_primary: bool


class SkillsAnswer(BaseModel):
    """What the model is asked to fill in."""

    model_config = ConfigDict(extra="ignore")

    skills: list[AnsweredSkill]


class OpenAiSkillExtractor:
    """Finds skills with rules and a model together; a name of the model's counts where the text bears it out."""

    def __init__(self, client: LlmClient, vocabulary: Vocabulary) -> None:
        self._client = client
        self._vocabulary = vocabulary

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        """One outcome a posting, in their order; postings that are no job description are not sent to the model."""
        outcomes = [self._extract(posting, parsed) for posting, parsed in items]
        asked = [
            (index, rules)
            for index, rules in enumerate(outcomes)
            if isinstance(rules, SkillExtraction) and items[index][1].nano_parsed.JD_type == "pass"
        ]
        texts = [posting_text(items[index][0]) for index, _ in asked]
        answers = self._client.ask_many(load_prompt(PROMPT), texts, SkillsAnswer)
        for (index, rules), answer in zip(asked, answers, strict=True):
            outcomes[index] = self._merged(*items[index], rules, answer)
        return outcomes

    def _extract(self, posting: Posting, parsed: NanoParse) -> SkillExtraction | JdAssetsError:
        try:
            return extract_skills(posting, parsed, self._vocabulary)
        except Exception as error:  # a fault of one posting must not sink the others
            return as_failure(error)

    def _merged(
        self,
        posting: Posting,
        parsed: NanoParse,
        rules: SkillExtraction,
        answer: LlmAnswer[SkillsAnswer] | JdAssetsError,
    ) -> SkillExtraction | JdAssetsError:
        if isinstance(answer, JdAssetsError):
            return answer
        names = [LlmSkill(skill.name, skill.quote, skill.is_primary) for skill in answer.parsed.skills]
        try:
            return merge_llm(posting, parsed, rules, names, self._vocabulary, answer.usage)
        except Exception as error:  # a fault of one posting must not sink the others
            return as_failure(error)
