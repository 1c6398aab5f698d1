"""Small postings whose sections are given, so that skill rules are tested apart from the parser."""

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed, Span
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.vocabulary import MatchRule, SkillEntry, Vocabulary

Part = tuple[Section | None, str]


def entry(name: str, nature: str = "TOOL", match: MatchRule = "", aliases: str = "") -> SkillEntry:
    """A skill with aliases as the library's CSV writes them: "=" before one bound to case, "?" to context."""
    rules: dict[str, MatchRule] = {"=": "cased", "?": "context"}
    spelled = [alias for alias in aliases.split("|") if alias]
    return SkillEntry(
        skill_id=name.lower().replace(" ", "-").replace("+", "p").replace("#", "sharp").strip("."),
        name=name,
        category="Programming Languages" if nature == "LANGUAGE" else "Software Engineering",
        sub_category="Samples",
        skill_nature=nature,
        match=match,
        aliases=tuple((a[1:], rules[a[0]]) if a[0] in rules else (a, "") for a in spelled),
    )


def posted(*parts: Part, company: str | None = None) -> tuple[Posting, NanoParse]:
    """A posting of one sentence a line; a part without a section is a heading."""
    text = "\n".join(line for _, line in parts)
    spans: list[Span] = []
    at = 0
    for section, line in parts:
        if section is not None:
            spans.append(Span(start=at, end=at + len(line), section=section))
        at += len(line) + 1
    posting = Posting(run_id="r", source="test", source_id="1", content_hash="h", text=text)
    return posting, NanoParse(
        nano_parsed=NanoParsed(JD_type="pass"), spans=spans, company_names=[company] if company else []
    )


def extracted(vocabulary: Vocabulary, *parts: Part, company: str | None = None) -> SkillExtraction:
    """What the rules read out of such a posting."""
    posting, parsed = posted(*parts, company=company)
    return extract_skills(posting, parsed, vocabulary)


def required(vocabulary: Vocabulary, sentence: str) -> dict[str, FinalSkill]:
    """The skills of one requirement, by name."""
    found = extracted(vocabulary, (Section.REQUIRED, sentence))
    return {skill.skill_name: skill for skill in found.final_skills}
