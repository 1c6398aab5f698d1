"""What the model is asked to fill in for a posting, and how its answer becomes the contract's `nano_parsed`.

What each field means is said here, once: the descriptions are written into the prompt (`llm.described`). The model
answers without offsets, which it cannot count. Where it leaves out a field of ours, adds one of its own, or writes null
for an empty list, the answer is still good; a value that is wrong in kind makes it invalid. A field that is there and
empty is an answer ("the posting does not say"); a field that is missing was not answered.
"""

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from jd_assets.contracts.nano_parse import (
    ClaimedSkill,
    EmploymentType,
    NanoParsed,
    PayPeriod,
    Requirement,
    Seniority,
    WorkArrangement,
)

_WORDS = {
    "seniority": get_args(Seniority),
    "work_arrangement": get_args(WorkArrangement),
    "employment_type": get_args(EmploymentType),
}
_WORDS_OF_THE_POSTING = "the words of the posting that say so, letter for letter"
_UNPLACED: dict[str, Any] = {
    **dict.fromkeys(("bullet_count", "word_count", "start", "end"), 0),
    "heading_was_present": False,
    "source_marker": {"first_5_words": "", "last_5_words": ""},
}
#: What is asked for where skills are asked for, alone or with the rest.
SKILLS = (
    "every skill that the posting names for the holder of the job, specific ones above all, each once; each part of a "
    'list by itself: "C, C++ or Java" is three skills. A skill is something a person can know or do and that a library '
    "of skills would list: languages, frameworks, tools, platforms, protocols, methods, fields of knowledge, and soft "
    "skills that are asked for. Not: the employer's own products, customers, benefits, the hiring process, "
    "equal-opportunity text, and what is named only to say that it is not needed"
)
_IS_A_MUST = '"preferred" only where the posting says that it is no must'


class AnsweredPart(BaseModel):
    """Part of an answer: fields of its own are left out, and null is the empty value of a field."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _null_is_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: cls._empty(key) if value is None else value for key, value in data.items()}

    @classmethod
    def _empty(cls, key: str) -> Any:
        field = cls.model_fields.get(key)
        return None if field is None or field.is_required() else field.get_default(call_default_factory=True)


class AnsweredIndustry(AnsweredPart):
    """An industry."""

    aliases: list[str] = Field(default=[], description="other names of that industry")
    domain: str = Field(description="its usual name in English")


class AnsweredDomain(AnsweredPart):
    """The industries a posting is about."""

    primary: AnsweredIndustry | None = None
    secondary: AnsweredIndustry | None = None


class AnsweredEducation(AnsweredPart):
    """One education requirement."""

    level: str = Field(
        description="the lowest degree that suffices: High School, Associate, Diploma, Bachelor's, Master's, PhD"
    )
    qualification: str = Field(description="the degrees and the field of study")
    raw: str = Field(description=_WORDS_OF_THE_POSTING)
    requirement: Requirement = Field(default="required", description=_IS_A_MUST)


class AnsweredCertification(AnsweredPart):
    """One certificate asked for."""

    name: str = Field(description="its usual name")
    raw: str = Field(description=_WORDS_OF_THE_POSTING)
    requirement: Requirement = Field(default="required", description=_IS_A_MUST)


class AnsweredExperience(AnsweredPart):
    """Years of experience."""

    max: float | None = None
    min: float | None = None
    raw: str | None = Field(default=None, description=f"{_WORDS_OF_THE_POSTING}, with the number")


class AnsweredLocation(AnsweredPart):
    """A place of work."""

    raw: str = Field(description="the place as the posting writes it")
    city: str | None = None
    region: str | None = None
    country: str | None = Field(default=None, description="its English name")
    country_code: str | None = Field(default=None, description="two letters (ISO 3166-1)")


class AnsweredCtc(AnsweredPart):
    """Pay as stated."""

    min: float | None = Field(default=None, description='in full: "120K" is 120000')
    max: float | None = None
    currency: str | None = Field(default=None, description="three letters (ISO 4217)")
    period: PayPeriod | None = None
    raw: str = Field(description=f"{_WORDS_OF_THE_POSTING}, with the amounts")


class AnsweredBlock(AnsweredPart):
    """A block of responsibilities; where it stands and how long it is, the posting tells."""

    heading: str | None = Field(default=None, description="its heading as the posting has it")
    text: str = Field(description="the whole block, letter for letter, in the posting's language")
    text_en: str | None = Field(
        default=None,
        description="the block in English, one line an item, if the posting is in another language; else null",
    )


class AnsweredSkill(AnsweredPart):
    """A skill and the words of the posting that name it."""

    name: str = Field(
        description='its usual English name, as short as it is clear, without a version: "Python" of "Python 3.11"'
    )
    mention: str = Field(
        default="",
        description="the words of the posting that name it, letter for letter and no more of them than it takes, in "
        "the posting's language",
    )
    quote: str = Field(
        default="",
        description="the sentence or list item that holds the mention, letter for letter, at most 20 words of it",
    )
    is_primary: bool = Field(
        description="true if it is required or part of the daily work; false if it is nice to have, a plus"
    )

    def claim(self) -> ClaimedSkill:
        """The skill as the contract keeps it."""
        return ClaimedSkill(name=self.name, mention=self.mention, quote=self.quote, is_primary=self.is_primary)


class NanoParsedAnswer(AnsweredPart):
    """`nano_parsed` as the model gives it."""

    JD_type: Literal["pass", "fail"] = Field(
        description='"pass" if the text is a job posting for one position or several, else "fail" (a CV, an article, '
        "an advertisement of goods, a list of links, noise)"
    )
    JD_type_reason: str | None = Field(default=None, description="one short sentence on a fail, else null")
    about_company: str | None = Field(
        default=None, description="the sentences that describe the employer, letter for letter"
    )
    certifications: list[AnsweredCertification] = Field(default=[], description="certificates and licences asked for")
    company_name: str | None = Field(
        default=None, description="the employer, not the agency that advertises; null if the posting hides it"
    )
    ctc: AnsweredCtc | None = Field(default=None, description="pay as stated; null if it is not")
    domain: AnsweredDomain = Field(default=AnsweredDomain(), description="the industry the employer works in")
    education: list[AnsweredEducation] = Field(default=[], description="one entry a requirement of education")
    experience: AnsweredExperience = Field(
        default=AnsweredExperience(),
        description='years asked for the role as a whole, not those for one skill; "5+ years" has min 5 and max null',
    )
    job_locations: list[AnsweredLocation] = Field(default=[], description="places of work, not those of other offices")
    role: str | None = Field(
        default=None,
        description="the job title as the posting has it, without level, place, employment type or reference number; "
        "its usual English name if the posting is in another language",
    )
    role_as_stated: str | None = Field(
        default=None, description="that title letter for letter, if the posting is in another language; else null"
    )
    role_aliases: list[str] = Field(
        default=[],
        description="up to five other usual English titles for the same work, the closest first; these need not be in "
        "the text",
    )
    role_archetype: str | None = Field(
        default=None,
        description="the family of the role: Engineering, Data, Design, Product, Management, Business, Support or "
        "Research",
    )
    roles_and_responsibilities: list[AnsweredBlock] = Field(
        default=[], description="one entry a block of what the holder will do, not what he or she must bring"
    )
    urls: list[str] = Field(default=[], description="links and addresses of web pages in the text")
    seniority: Seniority | None = Field(default=None, description="the level, if title or text says so")
    work_arrangement: WorkArrangement | None = Field(default=None, description="only if stated")
    employment_type: EmploymentType | None = Field(default=None, description="only if stated")
    languages: list[str] = Field(
        default=[], description="human languages that the holder must speak, by their English names"
    )

    @model_validator(mode="before")
    @classmethod
    def _known_word_or_no_answer(cls, data: Any) -> Any:
        """Servers without structured outputs answer "Mid-level"; the rules read these fields too."""
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if _is_known_word(key, value)}


class PostingAnswer(NanoParsedAnswer):
    """All that is asked of a posting, in one answer; one without `skills` is asked for them on its own."""

    skills: list[AnsweredSkill] = Field(default=[], description=SKILLS)


def _is_known_word(key: str, value: Any) -> bool:
    return value is None or key not in _WORDS or (isinstance(value, str) and value in _WORDS[key])


def nano_parsed_of(answer: NanoParsedAnswer) -> NanoParsed:
    """The answer as the contract's model, with the fields set that were answered.

    Where its blocks stand in the text and how long they are is for the evidence rule to find.
    """
    values = answer.model_dump(include=answer.model_fields_set & set(NanoParsedAnswer.model_fields))
    for block in values.get("roles_and_responsibilities", []):
        block.update(_UNPLACED)
    return NanoParsed.model_validate(values)


def claimed_skills(answer: NanoParsedAnswer) -> list[ClaimedSkill] | None:
    """The skills of the answer; None where it was not asked for them, or left the field out."""
    if not isinstance(answer, PostingAnswer) or "skills" not in answer.model_fields_set:
        return None
    return [skill.claim() for skill in answer.skills]
