"""Puts the skills that no source could type to the LLM, many names a question, and reads its answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jd_assets.contracts.base import LlmUsage
from jd_assets.enriching.new_skill import NewSkill
from jd_assets.enriching.skills_by_type import SkillsByType
from jd_assets.enriching.type_step import FLOOR
from jd_assets.enriching.typing_model import Opinion
from jd_assets.failures import JdAssetsError, reason_of
from jd_assets.llm.answer import LlmAnswer
from jd_assets.llm.skill_typing import UNKNOWN, AnsweredType, SkillTyper, TypingAnswer, TypingQuestion, UntypedSkill

#: Names of one question. The library's vocabulary of some 1,500 tokens goes with each, the names take 50 apiece.
CHUNK = 25


@dataclass
class LlmTypings:
    """What the LLM said, by the lower-case name of the skill, and what it cost, by run.

    Attributes:
        answers: Types within the library's vocabulary.
        warnings: Why a name has none: not answered, answered outside the vocabulary, unknown, or a failed call.
        dropped: Runs with the number of their answers from outside the vocabulary.
        usage: What each run pays: its share, by names, of the questions that it had a part in.
    """

    answers: dict[str, Opinion] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    usage: dict[str, LlmUsage] = field(default_factory=dict)


def type_by_llm(
    typer: SkillTyper | None, untyped: Mapping[str, Sequence[NewSkill]], skills_by_type: SkillsByType
) -> LlmTypings:
    """Ask about every name once, whatever number of runs it occurs in; a failed question leaves its names untyped.

    Args:
        typer: The LLM; None where none is configured, so that nothing is asked.
        untyped: The skills in question, by run_id.
        skills_by_type: The library's skills by type, whose vocabulary is the only one that counts.
    """
    result = LlmTypings()
    askers: dict[str, str] = {}
    sentences: dict[str, str] = {}
    for run_id, skills in untyped.items():
        for skill in skills:
            askers.setdefault(skill.name.lower(), run_id)
            sentences.setdefault(skill.name, skill.surroundings.sentence)
    names = sorted({name.lower(): name for name in sentences}.values())
    if typer is None or not names:
        return result
    chunks = [names[at : at + CHUNK] for at in range(0, len(names), CHUNK)]
    outcomes = typer([_question(chunk, sentences, skills_by_type) for chunk in chunks])
    for chunk, outcome in zip(chunks, outcomes, strict=True):
        _read(chunk, outcome, askers, skills_by_type, result)
    return result


def _question(names: Sequence[str], sentences: Mapping[str, str], skills_by_type: SkillsByType) -> TypingQuestion:
    skills = [UntypedSkill(number, name, sentences[name]) for number, name in enumerate(names)]
    return TypingQuestion(skills_by_type.categories, skills_by_type.natures, skills)


def _read(
    names: Sequence[str],
    outcome: LlmAnswer[TypingAnswer] | JdAssetsError,
    askers: Mapping[str, str],
    skills_by_type: SkillsByType,
    result: LlmTypings,
) -> None:
    if isinstance(outcome, JdAssetsError):
        result.warnings.update({name.lower(): f"The model did not type it: {reason_of(outcome)}" for name in names})
        return
    result.warnings.update({name.lower(): "The model did not type it: it does not know it" for name in names})
    for answer in outcome.parsed.skills:
        if not 0 <= answer.number < len(names) or answer.category == UNKNOWN:
            continue
        key = names[answer.number].lower()
        if skills_by_type.knows(answer.category, answer.sub_category, answer.skill_nature):
            result.answers.setdefault(key, _opinion(answer, outcome.usage))
        else:
            result.dropped[askers[key]] += 1
            result.warnings[key] = "The model's type is none of the library's and was dropped"
    _share([askers[name.lower()] for name in names], outcome.usage, result.usage)


def _opinion(answer: AnsweredType, usage: LlmUsage) -> Opinion:
    """The model's word. How often it is right was not measured, so that it is only as sure as it needs to be."""
    because = f"{usage.model} by {usage.prompt_version}"
    return Opinion("llm", answer.category, FLOOR, because, (), answer.sub_category, answer.skill_nature)


def _share(runs: Sequence[str], usage: LlmUsage, paid: dict[str, LlmUsage]) -> None:
    """Add to each run its part of a question's tokens and cost; together they are what the question cost."""
    names = Counter(runs)
    before = 0
    for run_id, count in names.items():
        until = before + count
        shares = {
            part: getattr(usage, part) * until // len(runs) - getattr(usage, part) * before // len(runs)
            for part in ("input_tokens", "output_tokens")
        }
        own = paid.get(run_id)
        cost = None if usage.cost_usd is None else usage.cost_usd * count / len(runs)
        paid[run_id] = usage.model_copy(
            update={
                "calls": usage.calls + (own.calls if own else 0),
                "cached_calls": usage.cached_calls + (own.cached_calls if own else 0),
                "input_tokens": shares["input_tokens"] + (own.input_tokens if own else 0),
                "output_tokens": shares["output_tokens"] + (own.output_tokens if own else 0),
                "cost_usd": None if cost is None or (own and own.cost_usd is None) else cost + _cost(own),
            }
        )
        before = until


def _cost(usage: LlmUsage | None) -> float:
    return (usage.cost_usd or 0.0) if usage else 0.0
