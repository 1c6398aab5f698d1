"""Postings and a small vocabulary for the LLM tests."""

from jd_assets.contracts.posting import Posting
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary

BAKER = """Baker

Crumb & Crust bakes bread for the cafés of Leeds.

Responsibilities
- Prepare sourdough and rye bread every morning
- Plan the night shift with Excel and keep the ovens clean

Requirements
- 3 years of experience as a baker
- Experience with deck ovens, sourdough and stock control
- A food hygiene certificate
"""

VOCABULARY = Vocabulary.build(
    [
        SkillEntry("excel", "Excel", "Enterprise Applications", "Spreadsheets", "TOOL", "cased"),
        SkillEntry("cobol", "COBOL", "Programming Languages", "Mainframe Languages", "LANGUAGE"),
        SkillEntry("kubernetes", "Kubernetes", "DevOps & Infrastructure", "Containers", "PLATFORM"),
    ]
)


def posting_of(text: str, **given: str) -> Posting:
    """A posting with this text, and what came with it."""
    return Posting.model_validate(
        {"run_id": "run", "source": "test", "source_id": "1", "content_hash": "0", "text": text, **given}
    )
