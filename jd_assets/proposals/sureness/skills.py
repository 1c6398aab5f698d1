"""Grades the skills that a posting names and the library lacks: a name in a list of known skills is surely one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.run import Run
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.library.snapshot import Library, Skill
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.proposals.sureness.known_names import is_known, is_part_of_name
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.text.employers import employer_key
from jd_assets.text.gazetteer import places
from jd_assets.text.lexicon import lexicon
from jd_assets.text.plurals import singular
from jd_assets.text.tables import rows_of
from jd_assets.text.words import ACTION_VERBS, FIELD_GERUNDS

#: What stands between two members of a list.
_LINK = re.compile(r"\s*(?:(?:,|/|;|\||•|·|&|\band\b|\bor\b|\n|\*|-)\s*){1,3}", re.IGNORECASE)
#: A name followed by its examples is the kind of them and no skill: "design tools such as Figma", "databases (SQL)".
_EXAMPLES = re.compile(
    r"\s*(?:,?\s*(?:such as|including|like|e\.?\s?g\.?|i\.?\s?e\.?)\b|\((?:e\.?\s?g|i\.?\s?e|such|like))"
)
_GLUED, _GLUED_IN_PHRASE = (
    re.compile(r"[A-Z]{3}[a-z]{3}|\.\.|[a-z]\.[A-Z][a-z]|[—–]|^(?:and|or|with|in|of|for)[A-Z]|^[a-z]{8,}[A-Z]"),
    re.compile(r"[a-zA-Z]{2}[A-Z][a-z]{2}"),
)
_TO = re.compile(r"\bto\s+$", re.IGNORECASE)
#: Members of a list that are looked at to each side.
_REACH = 4
#: Known skills in the same list from which a name is a skill like them: of a phrase, which mostly is a doing of the
#: employer's, more than of a word; a name that is written as one needs fewer.
_NEIGHBOURS_OF_A_PHRASE, _NEIGHBOURS, _NEIGHBOURS_OF_A_NAME = 3, 2, 1
#: Concepts among them from which a phrase is one too.
_CONCEPTS = 2
#: Characters before and behind a name in which its list is announced or ended.
_FAR = 160
#: What ends a list of subjects or industries: "… or related fields", "… or gaming industry".
_FIELDS_AFTER = re.compile(
    r"""[^.;:\n]*?\b(?:related|similar|equivalent|relevant|comparable|other)\s+(?:\w+\s+)?
        (?:fields?|disciplines?|subjects?|degrees?|majors?|industr(?:y|ies)|sectors?)\b
      | (?:,|\s+(?:and|or)\b)[\w,/\ &-]{0,40}?\bindustr(?:y|ies)\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: What announces one, or a list of customers and makers: "Education:", "industries like", "our products (".
_OTHERS_BEFORE = re.compile(
    r"\b(?:education(?:al)?(?:\s+\w+)?\s*['\",]*:|(?:industries|sectors|companies|startups|clients|customers|partners|"
    r"employers|brands|our\s+products)\W{0,2}(?:such\s+as|like|including|include|:|\())[^.;\n]*$",
    re.IGNORECASE,
)
#: Up to so many letters an abbreviation may stand for anything.
_SHORT = 4
#: What is done or had in any trade: "preparation", "coordination".
_OF_DOING = re.compile(r"^[a-z]+(?:tion|sion|ment|ness|ance|ence|ing|ship)$")
#: Words of a phrase from which it is a statement.
_LONGEST = 4
#: A phrase that ends so names a kind of thing, its use or its amount, and nothing to be learned.
_VAGUE = frozenset(
    """tools tool languages language packages package software formats format libraries library processes process
    instruments technologies technology systems system solutions solution frameworks framework platforms platform
    applications application environments environment concepts techniques methods methodologies principles practices
    standards requirements issues skills data reporting works work industry industries projects project activities
    experience knowledge services service products product areas functions components suite suites etc other tasks
    problems complex support purchase equipment teams people stakeholders customers clients business clearance
    citizenship degree diploma personality attitude""".split()
)


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    skill_id: str | None


def skill_grades(run: Run, library: Library) -> dict[str, Grade]:
    """The grade of each skill of a run that the library lacks, by its name.

    A phrase of small words that stands in no list of known skills is no more likely for being said by many: it is a
    word of the trade's talk ("business insights").
    """
    text, skills = run.posting.text, run.skill_extraction.final_skills
    spans = sorted(
        (_Span(found.start, found.end, skill.skill_id) for skill in skills for found in skill.evidence),
        key=lambda span: (span.start, span.end),
    )
    own = employer_key(run.employer).split()
    return {
        skill.skill_name: _grade(skill, text, spans, own, library)
        for skill in skills
        if skill.skill_id is None and not skill.negated
    }


def _grade(skill: FinalSkill, text: str, spans: Sequence[_Span], employer: Sequence[str], library: Library) -> Grade:
    name, spellings = skill.skill_name, library.skill_spellings
    words = [word.casefold() for word in re.findall(r"[^\W_][\w+#.'-]*", name)]
    is_none = not words or _is_statement(words) or _is_general(name, words, library) or is_known(name, spellings)
    is_none = is_none or name.casefold().startswith("non-") or (name.istitle() and is_part_of_name(name, spellings))
    if is_none or any(_is_kind_or_deed(text, words, found) for found in skill.evidence):
        return Grade.UNLIKELY
    listed = max((_listed(found, spans, text, library) for found in skill.evidence), key=len, default=[])
    graded = _grade_in_list(skill, words, text, listed, library)
    is_other = name.casefold() in places() or set(words) & set(employer) or _is_glued(name) or len(words) > _LONGEST
    is_other = is_other or any(_is_of_others(text, found) for found in skill.evidence)
    is_other = is_other or name.casefold() in _studied() or is_part_of_name(name, spellings)
    return min(graded, Grade.DOUBTFUL) if is_other else graded


def _grade_in_list(
    skill: FinalSkill, words: Sequence[str], text: str, neighbours: Sequence[Skill], library: Library
) -> Grade:
    """The grade of a name or phrase beside known skills.

    A phrase is one among things that are known ("k-means, isolation forest, PCA"): in a list of what is done, as often
    as not, it is something that is done at this employer's ("reporting, presentation creation").
    """
    name, listed = skill.skill_name, len(neighbours)
    if _is_name(name, skill.evidence, text):
        if name.istitle() and _OF_DOING.search(singular(name.lower())):
            return Grade.UNLIKELY
        if singular(name.casefold()) in _plain_words(library):
            return Grade.DOUBTFUL
        plain = " " in name or re.search(r"\d|(?<=\w)[A-Z]", name) is None
        enough = _NEIGHBOURS_OF_A_PHRASE if re.search(r"[ -][a-z]{3}", name) else _NEIGHBOURS
        enough = enough if plain or len(name) <= _SHORT else _NEIGHBOURS_OF_A_NAME
        return Grade.SURE if listed >= enough and _is_asked(skill.evidence) else Grade.DOUBTFUL
    if listed < _NEIGHBOURS or (len(words) == 1 and _OF_DOING.search(name)):
        return Grade.UNLIKELY
    begins = any(_begins_with_verb(found.text) for found in skill.evidence)
    alike = _alike(name, neighbours)
    is_sure = len(words) > 1 and not begins and alike and listed >= _NEIGHBOURS_OF_A_PHRASE
    is_sure = is_sure and _is_asked(skill.evidence)
    return Grade.SURE if is_sure else Grade.DOUBTFUL


def _alike(name: str, neighbours: Sequence[Skill]) -> bool:
    """A phrase stands among concepts; one with a capital at each word among products is the name of one."""
    concepts = sum(skill.skill_nature == "CONCEPT" for skill in neighbours)
    products = sum(skill.skill_nature not in FIELDS_OF_WORK for skill in neighbours)
    return concepts >= _CONCEPTS or (name.istitle() and products >= _NEIGHBOURS_OF_A_PHRASE)


def _is_of_others(text: str, found: Evidence) -> bool:
    """In a list of what one may have studied, of industries, or of who else is in the business."""
    before, after = text[max(0, found.start - _FAR) : found.start], text[found.end : found.end + _FAR]
    return bool(_FIELDS_AFTER.match(after) or _OTHERS_BEFORE.search(before))


@cache
def _studied() -> frozenset[str]:
    """What one takes a degree in."""
    names = (name for row in rows_of("fields_of_study") for cell in row.values() for name in cell.split("|"))
    return frozenset(name.strip().casefold() for name in names)


def _is_statement(words: Sequence[str]) -> bool:
    """A verb and what it acts on: "synthesize complex issues", "predicting churn", "experience writing"."""
    first, sense = words[0], lexicon().verbs.get(words[0])
    if first.endswith("ly") or (len(words) > 1 and words[-1].endswith("ly") and _is_verb(first)):
        return True
    if len(words) == 1 or first in FIELD_GERUNDS:
        return False
    may_be_noun = sense is not None and sense.noun_too
    return _is_verb(first) and not may_be_noun


def _is_general(name: str, words: Sequence[str], library: Library) -> bool:
    """A sort of thing ("data systems") or a word of everybody's ("modeling"), however many employers write it."""
    is_plain = name.islower() and len(words) == 1 and singular(words[0]) in _plain_words(library)
    return words[-1] in _VAGUE or is_plain


def _is_asked(evidence: Sequence[Evidence]) -> bool:
    """It is asked for: lists in duties and about the employer are as often of its products, teams and results."""
    return any(found.section in (Section.REQUIRED, Section.PREFERRED) for found in evidence)


def _begins_with_verb(text: str) -> bool:
    """A verb with the capital of a sentence's beginning: "Conduct thorough regression" leads a list of doings."""
    first, _, rest = text.partition(" ")
    return first.istitle() and rest == rest.lower() and _is_verb(first.lower()) and first.lower() not in FIELD_GERUNDS


def _is_verb(word: str) -> bool:
    return word in ACTION_VERBS or word in lexicon().verbs


def _is_kind_or_deed(text: str, words: Sequence[str], found: Evidence) -> bool:
    """The kind of what follows, or what stands behind "to": that is done, not known ("to drive business results")."""
    is_deed = len(words) > 1 and _is_verb(words[0]) and _TO.search(text[max(0, found.start - 4) : found.start])
    return bool(is_deed) or _has_examples(text, found)


def _has_examples(text: str, found: Evidence) -> bool:
    # A plural name before a bracket with a list is their kind too.
    after = text[found.end : found.end + 24]
    return _EXAMPLES.match(after) is not None and found.text.endswith("s")


def _is_glued(name: str) -> bool:
    """Two words that lost the end between them: "Life CycleRest", "AdministrationSystem monitoring", "do—from"."""
    return _GLUED.search(name) is not None or (" " in name and _GLUED_IN_PHRASE.search(name) is not None)


def _is_name(name: str, evidence: Sequence[Evidence], text: str) -> bool:
    """Written as names are: capitals within, digits, or a capital where no sentence or line begins."""
    if re.search(r"\d|(?<=\w)[A-Z]", name):
        return True
    if not name[0].isupper() or " " in name:
        return False
    lower = re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text) is not None
    return not lower and any(
        re.search(r"[\w,(/&]\s*$", text[max(0, found.start - 3) : found.start]) for found in evidence
    )


def _plain_words(library: Library) -> frozenset[str]:
    """Words that the library's own sentences write small: a capital makes no name of "Streams" or "Loans"."""
    return _words_of("\n".join(kra for role in library.roles for kra in (role.archetype, *role.kras)))


@lru_cache(maxsize=2)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in re.findall(r"(?<![\w.])[a-z]{3,}(?![\w.])", text))


def _listed(found: Evidence, spans: Sequence[_Span], text: str, library: Library) -> list[Skill]:
    """Known skills in the list that a name stands in; languages that people speak are none."""
    at = next((at for at, span in enumerate(spans) if (span.start, span.end) == (found.start, found.end)), None)
    if at is None:
        return []
    sides = (spans[at + 1 : at + 1 + _REACH], spans[max(0, at - _REACH) : at][::-1])
    skills = (
        library.skill(span.skill_id) for side in sides for span in _linked(spans[at], side, text) if span.skill_id
    )
    return [skill for skill in skills if skill is not None and _is_subject(skill)]


def _linked(span: _Span, side: Sequence[_Span], text: str) -> Iterator[_Span]:
    for other in side:
        first, second = (span, other) if other.start >= span.end else (other, span)
        if _LINK.fullmatch(text[first.end : second.start]) is None:
            return
        yield other
        span = other


def _is_subject(skill: Skill) -> bool:
    return "language" not in skill.sub_category.casefold().replace("programming language", "")
