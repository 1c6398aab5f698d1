"""What of the library is AI: which skills, how much of a role, and which words of a sentence."""

import re
from dataclasses import dataclass, field

from jd_assets.client_output.skills import PostingSkill
from jd_assets.library.snapshot import Library, Skill

AI_CATEGORY = "Machine Learning & AI"
AI_DIMENSIONS = frozenset(
    {"machine-learning", "deep-learning", "natural-language-processing", "computer-vision", "generative-ai", "mlops"}
)
#: Sub-categories of the AI category whose skills serve any work with data: pandas, NumPy, Jupyter.
GENERAL_SUB_CATEGORIES = frozenset({"Data Science Libraries", "Data Science Tools"})

#: Relatedness of a skill that the library has in the AI category and in an AI dimension, and of one that only borders
#: on AI: in one of the two (linear algebra, vector databases), of general use, or new and typed by its neighbours.
CORE, BORDERING = 1.0, 0.5

#: Words that say that a sentence speaks of AI work, beside the names of AI skills.
AI_TERMS = re.compile(
    r"(?<![\w-])(?:(?:gen(?:erative)?[ -])?ai|a\.i\.|ml|genai|nlp|llms?|rag|mlops|llmops|artificial intelligence"
    r"|machine[ -]learning|deep[ -]learning|reinforcement learning|(?:large |small )?language models?|neural net\w*"
    r"|natural language(?: processing)?|computer vision|(?:predictive|prediction|recommendation|classification"
    r"|forecasting|foundation|vision|speech) (?:models?|modell?ing)|recommend(?:er|ation) (?:systems?|engines?)"
    r"|chat ?bots?|conversational agents?|prompt engineering|feature engineering|model (?:training|inference|serving"
    r"|fine-tuning)|(?:train|fine-tune|training|fine-tuning) (?:and \w+ )?models?)(?!\w)"
)


def relatedness(skill: PostingSkill) -> float:
    """How much of a posting's skill is AI: 0, `BORDERING` or `CORE`."""
    if skill.entry is not None:
        return of_library(skill.entry)
    derived = skill.derived
    return BORDERING if derived is not None and derived.category == AI_CATEGORY else 0.0


def of_library(skill: Skill) -> float:
    """The same for a skill of the library."""
    named = skill.category == AI_CATEGORY
    placed = not AI_DIMENSIONS.isdisjoint(skill.dimensions)
    if named and placed and skill.sub_category not in GENERAL_SUB_CATEGORIES:
        return CORE
    return BORDERING if named or placed else 0.0


@dataclass(frozen=True)
class AiRoles:
    """How much of each role of a library is AI, computed once a role."""

    library: Library
    _shares: dict[str, float | None] = field(default_factory=dict, repr=False)

    def share(self, slug: str | None) -> float | None:
        """The part of a role's skill weight that is AI; null for a role that the library lacks or has no skills of."""
        if slug is None:
            return None
        if slug not in self._shares:
            self._shares[slug] = self._share(slug)
        return self._shares[slug]

    def _share(self, slug: str) -> float | None:
        role = self.library.role_by_slug.get(slug)
        if role is None or not role.skills:
            return None
        skills = self.library.skills
        ai = sum(of_library(skills[key]) * weight for key, weight in role.skills.items() if key in skills)
        return ai / sum(role.skills.values())
