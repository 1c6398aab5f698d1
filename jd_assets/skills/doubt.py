"""Where the rules found too few skills for a posting's length, so that a model is worth its price: engine `auto`."""

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.skills.sentence_scope import SILENT_SECTIONS

#: Skills in 1,000 characters of what speaks of the job, below which some were missed: of the 56 gold postings 15 are
#: below it, and the rules find .63 of their skills, and .79 of those of the others.
FEW_SKILLS = 6.0


def has_few_skills(parse: NanoParse, found: SkillExtraction) -> bool:
    """Whether fewer skills were found than a text of this length commonly names."""
    heard = sum(span.end - span.start for span in parse.spans if span.section not in SILENT_SECTIONS)
    return len(found.final_skills) * 1_000 < FEW_SKILLS * heard
