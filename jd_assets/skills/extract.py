"""Skill extraction by rules: library skills from one matching pass, others by discovery."""

from collections.abc import Iterable, Iterator

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction, UnmatchedCause, UnmatchedMention
from jd_assets.skills.claims.merge import merge_llm
from jd_assets.skills.discovery.find import Discovery, discover
from jd_assets.skills.group_mentions import final_skills
from jd_assets.skills.library_skills import LibrarySkills, library_skills
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.reading import Reading
from jd_assets.skills.vocabulary import Vocabulary

__all__ = ["extract_skills", "merge_llm"]


def extract_skills(posting: Posting, parsed: NanoParse, vocabulary: Vocabulary) -> SkillExtraction:
    """Read the skills out of a posting; one that is no job description has none."""
    if parsed.nano_parsed.JD_type == "fail":
        return SkillExtraction()
    reading = Reading(posting, parsed)
    known = library_skills(reading, vocabulary)
    found = discover(reading, known.mentions, vocabulary)
    mentions = sorted([*known.mentions, *_new_mentions(reading, found)], key=lambda mention: mention.start)
    return SkillExtraction(
        final_skills=final_skills(reading, mentions), unmatched_mentions=_unmatched(reading, known, found)
    )


def _new_mentions(reading: Reading, found: Iterable[Discovery]) -> Iterator[Mention]:
    for discovery in found:
        if discovery.cause != "not_a_skill":
            how = How.WORDING if discovery.cause else How.ALIAS
            if discovery.graded or discovery.entry is None:
                how = How.GRADED if discovery.graded else How.PHRASE
            yield reading.mention(discovery.start, discovery.end, discovery.entry, how)


def _unmatched(reading: Reading, known: LibrarySkills, found: Iterable[Discovery]) -> list[UnmatchedMention]:
    places: list[tuple[int, int, UnmatchedCause]] = [
        *((match.start, match.end, "not_a_skill") for match in known.in_prose),
        *((match.start, match.end, "boilerplate") for match in known.in_boilerplate),
        *((each.start, each.end, each.cause) for each in found if each.cause is not None),
    ]
    return [_unmatched_mention(reading, *place) for place in sorted(places)]


def _unmatched_mention(reading: Reading, start: int, end: int, cause: UnmatchedCause) -> UnmatchedMention:
    evidence = Evidence.of(reading.text, start, end, reading.section_at(start))
    return UnmatchedMention(text=evidence.text, cause=cause, evidence=evidence)
