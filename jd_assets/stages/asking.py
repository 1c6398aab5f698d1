"""Every way in which a model is asked today: prompts, answer schemas and merge rules."""

from functools import cache

from jd_assets.contracts.base import asked_with
from jd_assets.contracts.run_record import RunRecord
from jd_assets.llm import nano_parser, role_choice, skill_extractor, skill_typing
from jd_assets.llm.nano_answer import NanoParsedAnswer, PostingAnswer
from jd_assets.llm.prompts import load_prompt
from jd_assets.llm.role_choice import RoleChoiceAnswer
from jd_assets.llm.skill_extractor import SkillsAnswer
from jd_assets.llm.skill_typing import TypingAnswer
from jd_assets.parsing import evidence_rule
from jd_assets.skills.claims import merge


@cache
def ways_to_ask() -> frozenset[str]:
    """What a row's usage may say that it was read with; a row that says anything else is stale, and no other."""
    ways = (
        (nano_parser.PROMPT, PostingAnswer, evidence_rule.VERSION),
        (nano_parser.PROMPT, PostingAnswer, merge.VERSION),
        (nano_parser.PROMPT, NanoParsedAnswer, evidence_rule.VERSION),
        (skill_extractor.PROMPT, SkillsAnswer, merge.VERSION),
        (role_choice.PROMPT, RoleChoiceAnswer, None),
        (skill_typing.PROMPT, TypingAnswer, None),
    )
    prompts = [(load_prompt(name, answer), merged) for name, answer, merged in ways]
    named = {asked_with(prompt.label, prompt.schema_version, merged) for prompt, merged in prompts}
    return frozenset(name for name in named if name)


def is_made_with(record: RunRecord, fingerprint: str) -> bool:
    """Whether a run made now would be made with the same code, library, models and prompts."""
    return record.fingerprint == fingerprint and ways_to_ask().issuperset(record.prompts)
