"""The nano parse by an LLM: the model's answer, kept as far as the posting's text bears it out."""

from collections.abc import Callable, Sequence

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.llm.answer import LlmAnswer
from jd_assets.llm.client import LlmClient
from jd_assets.llm.nano_answer import NanoParsedAnswer, PostingAnswer, claimed_skills, nano_parsed_of
from jd_assets.llm.posting_text import posting_text
from jd_assets.llm.prompts import Prompt, load_prompt
from jd_assets.llm.settings import LlmSettings
from jd_assets.parsing.evidence_rule import VERSION, merge_answer
from jd_assets.parsing.foreign import unread
from jd_assets.parsing.gate import is_beyond_doubt, is_foreign
from jd_assets.parsing.rules import read_posting

PROMPT = "nano_parse"

#: Whether a posting is put to the model, from what the rules read in it.
IsAsked = Callable[[NanoParse], bool]


def answer_model(settings: LlmSettings) -> type[NanoParsedAnswer]:
    """What a posting's first answer holds: the skills too, unless they have a prompt of their own."""
    return PostingAnswer if settings.calls == "one" else NanoParsedAnswer


def parse_prompt(settings: LlmSettings) -> Prompt:
    """The prompt of these settings."""
    return load_prompt(PROMPT, answer_model(settings))


class OpenAiNanoParser:
    """Reads postings with a model and holds every claim of it against the text."""

    def __init__(self, client: LlmClient, is_asked: IsAsked = lambda _: True) -> None:
        self._client = client
        self._is_asked = is_asked

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        """One outcome a posting, in their order.

        The rules read each posting first. What they find empty, too short or in a language that no engine reads is
        not sent to the model: no answer could change that, and it would cost.
        """
        outcomes = [_read(posting) for posting in postings]
        asked = [
            (index, rules)
            for index, rules in enumerate(outcomes)
            if isinstance(rules, NanoParse)
            and not is_beyond_doubt(rules.nano_parsed.JD_type_reason)
            and self._is_asked(rules)
        ]
        settings = self._client.settings
        texts = [posting_text(postings[index]) for index, _ in asked]
        answers = self._client.ask_many(parse_prompt(settings), texts, answer_model(settings))
        for (index, rules), answer in zip(asked, answers, strict=True):
            outcomes[index] = _merged(postings[index], rules, answer)
        return outcomes


def _read(posting: Posting) -> NanoParse | JdAssetsError:
    """What the rules read; of a posting in a language that only a model reads, next to nothing."""
    try:
        rules = read_posting(posting)
        parsed = rules.nano_parsed
        return unread(posting, rules) if is_foreign(parsed.language, parsed.JD_type_reason) else rules
    except Exception as error:  # a fault of one posting must not sink the others
        return as_failure(error)


def _merged(
    posting: Posting, rules: NanoParse, answer: LlmAnswer[NanoParsedAnswer] | JdAssetsError
) -> NanoParse | JdAssetsError:
    if isinstance(answer, JdAssetsError):
        return answer
    try:
        merged = merge_answer(posting, rules, nano_parsed_of(answer.parsed))
    except Exception as error:  # a fault of one posting must not sink the others
        return as_failure(error)
    usage = answer.usage.model_copy(update={"merge_version": VERSION})
    return merged.model_copy(update={"claimed_skills": claimed_skills(answer.parsed), "usage": usage})
