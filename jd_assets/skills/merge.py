"""What a model claims, kept where the text bears it out and merged with what the rules found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jd_assets.contracts.base import LlmUsage, Section
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.skills.discovery.compounds import in_compound
from jd_assets.skills.group_mentions import final_skills
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.reading import Reading
from jd_assets.skills.tokens import Tokens, words_of
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets.skills.wordlists import FILLERS, GENERIC
from jd_assets.text.spelling_key import cased_letters, spelling_key

_DECIDED_BY_SECTION = frozenset({Section.REQUIRED, Section.PREFERRED})


@dataclass(frozen=True, slots=True)
class LlmSkill:
    """A skill as a model names it, with the words of the posting that it says prove it."""

    name: str
    quote: str
    is_primary: bool


def merge_llm(
    posting: Posting,
    parsed: NanoParse,
    extraction: SkillExtraction,
    llm_names: Sequence[LlmSkill],
    vocabulary: Vocabulary,
    usage: LlmUsage,
) -> SkillExtraction:
    """Add the model's skills to those of the rules.

    A claim counts where its name, or a library spelling of the same skill, stands in the text as whole words,
    in a part of the posting that speaks of the job; every other claim is listed in `dropped_claims`.
    """
    reading = Reading(posting, parsed)
    tokens = Tokens(reading.view)
    held = {key for skill in extraction.final_skills for key in _keys(skill)}
    added: dict[str, Mention] = {}
    dropped: list[str] = []
    for claim in llm_names:
        entry = vocabulary.find(claim.name)
        if (entry.skill_id if entry else spelling_key(claim.name)) in held or spelling_key(claim.name) in held:
            continue
        mention = _proof(reading, tokens, claim, entry)
        if mention is None:
            dropped.append(claim.name)
        else:
            added.setdefault(mention.key, mention)
    new = sorted(added.values(), key=lambda mention: mention.start)
    return extraction.model_copy(
        update={
            "final_skills": [*extraction.final_skills, *final_skills(reading, new)],
            "llm_skills": list(dict.fromkeys(claim.name for claim in llm_names)),
            "dropped_claims": [*extraction.dropped_claims, *dict.fromkeys(dropped)],
            "unmatched_mentions": [
                seen
                for seen in extraction.unmatched_mentions
                if not any(new.start < seen.evidence.end and seen.evidence.start < new.end for new in added.values())
            ],
            "usage": usage,
        }
    )


def _keys(skill: FinalSkill) -> Iterator[str]:
    yield spelling_key(skill.skill_name)
    if skill.skill_id:
        yield skill.skill_id


def _proof(reading: Reading, tokens: Tokens, claim: LlmSkill, entry: SkillEntry | None) -> Mention | None:
    """The place that bears a claim out, preferably within its quote."""
    if entry is None and _says_nothing(claim.name):
        return None
    quoted = next(_places(tokens, words_of(claim.quote)), None)
    places = [place for place in _places(tokens, words_of(claim.name)) if _stands(reading, place, claim.name, entry)]
    if not places:
        return None
    within = [place for place in places if quoted and quoted[0] <= place[0] and place[1] <= quoted[1]]
    start, end = (within or places)[0]
    mention = reading.mention(start, end, entry, How.MODEL)
    if mention.section in _DECIDED_BY_SECTION or mention.negated:
        return mention
    return replace(mention, core=claim.is_primary)


def _says_nothing(name: str) -> bool:
    words = words_of(name)
    return " ".join(words) in FILLERS or all(word in GENERIC for word in words)


def _places(tokens: Tokens, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where words stand in a row, as whole tokens."""
    size = len(words)
    for at, word in enumerate(tokens.words if words else ()):
        if word == words[0] and tuple(tokens.words[at : at + size]) == words:
            yield tokens.start(at), tokens.end(at + size - 1)


def _stands(reading: Reading, place: tuple[int, int], name: str, entry: SkillEntry | None) -> bool:
    start, end = place
    if not reading.counts_for_skills(start) or reading.names_employer(start, end):
        return False
    if entry is not None and entry.match in ("cased", "context") and spelling_key(name) == spelling_key(entry.name):
        return cased_letters(reading.text[start:end]) == cased_letters(entry.name) and not in_compound(
            reading.view, start, end
        )
    return not in_compound(reading.view, start, end)
