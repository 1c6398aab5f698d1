"""What the model is asked to fill in for a posting, and how its answer becomes the contract's `nano_parsed`.

The model answers without offsets, which it cannot count. Where it leaves out a field of ours, adds one of its own, or
writes null for an empty list, the answer is still good; a value that is wrong in kind makes it invalid.
"""

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator

from jd_assets.contracts.nano_parse import EmploymentType, NanoParsed, Requirement, Seniority, WorkArrangement

_WORDS = {
    "seniority": get_args(Seniority),
    "work_arrangement": get_args(WorkArrangement),
    "employment_type": get_args(EmploymentType),
}


class _Answered(BaseModel):
    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class AnsweredIndustry(_Answered):
    """An industry."""

    aliases: list[str] = []
    domain: str


class AnsweredDomain(_Answered):
    """The industries a posting is about."""

    primary: AnsweredIndustry | None = None
    secondary: AnsweredIndustry | None = None


class AnsweredEducation(_Answered):
    """One education requirement."""

    level: str
    qualification: str
    raw: str
    requirement: Requirement = "required"


class AnsweredCertification(_Answered):
    """One certificate asked for."""

    name: str
    raw: str
    requirement: Requirement = "required"


class AnsweredExperience(_Answered):
    """Years of experience."""

    max: float | None = None
    min: float | None = None
    raw: str | None = None


class AnsweredLocation(_Answered):
    """A place of work."""

    raw: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    country_code: str | None = None


class AnsweredCtc(_Answered):
    """Pay as stated."""

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    period: Literal["hour", "day", "week", "month", "year"] | None = None
    raw: str


class AnsweredMarker(_Answered):
    """First and last words of a block."""

    first_5_words: str = ""
    last_5_words: str = ""


class AnsweredBlock(_Answered):
    """A block of responsibilities; its counts and marker are made anew from the posting."""

    bullet_count: int = 0
    heading: str | None = None
    heading_was_present: bool = False
    source_marker: AnsweredMarker = AnsweredMarker()
    text: str
    word_count: int = 0


class NanoParsedAnswer(_Answered):
    """`nano_parsed` as the model gives it."""

    JD_type: Literal["pass", "fail"]
    JD_type_reason: str | None = None
    about_company: str | None = None
    certifications: list[AnsweredCertification] = []
    company_name: str | None = None
    ctc: AnsweredCtc | None = None
    domain: AnsweredDomain = AnsweredDomain()
    education: list[AnsweredEducation] = []
    experience: AnsweredExperience = AnsweredExperience()
    job_locations: list[AnsweredLocation] = []
    role: str | None = None
    role_aliases: list[str] = []
    role_archetype: str | None = None
    roles_and_responsibilities: list[AnsweredBlock] = []
    urls: list[str] = []
    seniority: Seniority | None = None
    work_arrangement: WorkArrangement | None = None
    employment_type: EmploymentType | None = None
    languages: list[str] = []

    @field_validator("seniority", "work_arrangement", "employment_type", mode="before")
    @classmethod
    def _known_word_or_nothing(cls, value: Any, info: ValidationInfo) -> Any:
        """Servers without structured outputs answer "Mid-level"; the rules read these fields too."""
        return value if value in _WORDS[info.field_name or ""] else None


def nano_parsed_of(answer: NanoParsedAnswer) -> NanoParsed:
    """The answer as the contract's model; where its blocks stand in the text is for the evidence rule to find."""
    values = answer.model_dump()
    for block in values["roles_and_responsibilities"]:
        block |= {"start": 0, "end": 0}
    return NanoParsed.model_validate(values)
