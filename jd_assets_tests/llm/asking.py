"""What the tests of the client ask: one text, or several, for the smallest answer there is."""

from collections.abc import Sequence

from pydantic import BaseModel

from jd_assets.failures import JdAssetsError
from jd_assets.llm.answer import LlmAnswer
from jd_assets.llm.client import LlmClient
from jd_assets.llm.prompts import Prompt


class Colour(BaseModel):
    """The smallest answer."""

    name: str


PROMPT = Prompt("colour", 1, "Name the colour.")
RED = '{"name": "red"}'


def ask_all(client: LlmClient, texts: Sequence[str]) -> list[LlmAnswer[Colour] | JdAssetsError]:
    """The outcome for each text."""
    return client.ask_many(PROMPT, texts, Colour)


def ask(client: LlmClient, text: str = "a red thing") -> LlmAnswer[Colour]:
    """The answer for one text; raises where there is none."""
    outcome = ask_all(client, [text])[0]
    if isinstance(outcome, JdAssetsError):
        raise outcome
    return outcome
