"""What a posting costs with a model: tokens and dollars, by number of calls and by service tier.

    .venv/bin/python benchmarks/llm_cost.py ../shared [--model gpt-6-luna]

Requests are those that the engine sends for the gold postings, answers are what a model that makes no fault would
write of their labels. Tokens are counted as characters / 4, which OpenAI gives as the rule for English; what a run
really took stands in `usage` of its rows and in the table `llm_call`. Prices are those of genai-prices for today; the
batch tier, which it does not know, is half of the standard one by OpenAI's price list.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold_answers import Answers, Gold, gold_postings, posting_of
from pydantic import BaseModel

from jd_assets.llm.nano_answer import NanoParsedAnswer, PostingAnswer
from jd_assets.llm.nano_parser import PROMPT as PARSE
from jd_assets.llm.posting_text import posting_text
from jd_assets.llm.prompts import as_data, load_prompt
from jd_assets.llm.settings import DEFAULT_MODEL, OPENAI_URL
from jd_assets.llm.skill_extractor import PROMPT as SKILLS
from jd_assets.llm.skill_extractor import SkillsAnswer
from jd_assets.llm.strict_schema import strict_schema
from jd_assets.llm.usage import cost_usd

CHARS_A_TOKEN = 4
#: Tokens from which on OpenAI takes a repeated beginning of a request from its cache.
CACHED_FROM = 1_024
#: Words of a sentence that the prompt asks for.
QUOTED_WORDS = 20
#: Price beside the standard one.
BATCH = 0.5


@dataclass(frozen=True)
class Tokens:
    """Tokens of one posting: sent, of these the same for all postings, and answered."""

    sent: float
    fixed: float
    answered: float

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.sent + other.sent, self.fixed + other.fixed, self.answered + other.answered)


def call(prompt: str, answer_model: type[BaseModel], gold: Gold, answer: Mapping[str, Any]) -> Tokens:
    """The tokens of one call on one posting."""
    fixed = load_prompt(prompt, answer_model).text + json.dumps(strict_schema(answer_model))
    sent = as_data(posting_text(posting_of(gold)))
    written = answer_model.model_validate(answer).model_dump_json()
    return Tokens((len(fixed) + len(sent)) / CHARS_A_TOKEN, len(fixed) / CHARS_A_TOKEN, len(written) / CHARS_A_TOKEN)


def calls(gold: Gold, model: Answers) -> Iterator[tuple[str, Tokens]]:
    """The tokens of a posting, read in one call and in two."""
    fields = model.parse(gold).model_dump(mode="json", exclude={"language", "warnings", "stated_by"})
    skills = [claim.model_dump() | {"quote": _first_words(claim.quote)} for claim in model.skills(gold)]
    yield "one call", call(PARSE, PostingAnswer, gold, {**fields, "skills": skills})
    yield (
        "two calls",
        call(PARSE, NanoParsedAnswer, gold, fields) + call(SKILLS, SkillsAnswer, gold, {"skills": skills}),
    )


def _first_words(quote: str) -> str:
    return " ".join(quote.split()[:QUOTED_WORDS])


def price(model: str, tokens: Tokens, tier: str, cached: bool) -> float | None:
    """Dollars of one posting."""
    repeated = int(tokens.fixed) if cached and tokens.fixed >= CACHED_FROM else 0
    counts = {
        "prompt_tokens": int(tokens.sent),
        "completion_tokens": int(tokens.answered),
        "prompt_tokens_details": {"cached_tokens": repeated},
    }
    dollars = cost_usd(model, counts, OPENAI_URL, "flex" if tier == "flex" else None)
    return dollars * BATCH if dollars is not None and tier == "batch" else dollars


def main() -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser(description="What a posting costs with a model.")
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--model", default=DEFAULT_MODEL)
    asked = arguments.parse_args()
    golds = [gold for gold in gold_postings(asked.shared) if gold["is_jd"]]
    model = Answers(asked.shared, golds, 0.0, 0.0)
    total: dict[str, Tokens] = {}
    for gold in golds:
        for name, tokens in calls(gold, model):
            total[name] = total.get(name, Tokens(0, 0, 0)) + tokens
    print(
        f"{asked.model}, mean of {len(golds)} postings; dollars of 1,000 postings, with the prompt cached in brackets"
    )
    for name, tokens in total.items():
        mean = Tokens(*(value / len(golds) for value in (tokens.sent, tokens.fixed, tokens.answered)))
        shown = [f"{tier} {_dollars(asked.model, mean, tier)}" for tier in ("standard", "flex", "batch")]
        print(
            f"{name}: {mean.sent:.0f} tokens in ({mean.fixed:.0f} of them fixed), {mean.answered:.0f} out; "
            + ", ".join(shown)
        )


def _dollars(model: str, tokens: Tokens, tier: str) -> str:
    plain, cached = (price(model, tokens, tier, is_cached) for is_cached in (False, True))
    return "no known price" if plain is None or cached is None else f"${1_000 * plain:.2f} ({1_000 * cached:.2f})"


if __name__ == "__main__":
    main()
