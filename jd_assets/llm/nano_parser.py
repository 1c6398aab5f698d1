"""The nano parse by an LLM: the model's answer, kept as far as the posting's text bears it out."""

from collections.abc import Sequence

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.llm.answer import LlmAnswer
from jd_assets.llm.client import LlmClient
from jd_assets.llm.nano_answer import NanoParsedAnswer, nano_parsed_of
from jd_assets.llm.posting_text import posting_text
from jd_assets.llm.prompts import load_prompt
from jd_assets.parsing.evidence_rule import merge_answer
from jd_assets.parsing.gate import is_beyond_doubt
from jd_assets.parsing.rules import read_posting
from jd_assets.parsing.structure.locate import Quotations

PROMPT = "nano_parse"


class OpenAiNanoParser:
    """Reads postings with a model and holds every claim of it against the text."""

    def __init__(self, client: LlmClient) -> None:
        self._client = client

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        """One outcome a posting, in their order.

        The rules read each posting first. What they find empty, too short or in a language that is not supported is
        not sent to the model: no answer could change that, and it would cost.
        """
        outcomes = [_read(posting) for posting in postings]
        asked = [
            (index, rules)
            for index, rules in enumerate(outcomes)
            if isinstance(rules, NanoParse) and not is_beyond_doubt(rules.nano_parsed.JD_type_reason)
        ]
        texts = [posting_text(postings[index]) for index, _ in asked]
        answers = self._client.ask_many(load_prompt(PROMPT), texts, NanoParsedAnswer)
        for (index, rules), answer in zip(asked, answers, strict=True):
            outcomes[index] = _merged(postings[index], rules, answer)
        return outcomes


def _read(posting: Posting) -> NanoParse | JdAssetsError:
    try:
        return read_posting(posting)
    except Exception as error:  # a fault of one posting must not sink the others
        return as_failure(error)


def _merged(
    posting: Posting, rules: NanoParse, answer: LlmAnswer[NanoParsedAnswer] | JdAssetsError
) -> NanoParse | JdAssetsError:
    if isinstance(answer, JdAssetsError):
        return answer
    claimed = nano_parsed_of(answer.parsed)
    dropped: list[str] = []
    if _contradicts_title(posting, rules, claimed.role):
        dropped.append(f"role: {claimed.role}")
        claimed = claimed.model_copy(update={"role": None})
    try:
        merged = merge_answer(posting, rules, claimed)
    except Exception as error:  # a fault of one posting must not sink the others
        return as_failure(error)
    return merged.model_copy(update={"usage": answer.usage, "dropped_claims": [*dropped, *merged.dropped_claims]})


def _contradicts_title(posting: Posting, rules: NanoParse, claimed: str | None) -> bool:
    """True where the posting says what its role is called, and nowhere says what the model claims.

    A role decides the case, so a text that talks the model into another one must not win over the title it carries.
    Where a posting states no title, naming the role is the model's work and nothing there can prove it.
    """
    if claimed is None or rules.nano_parsed.role is None:
        return False
    return Quotations("\n".join([posting.title or "", posting.text])).find(claimed) is None
