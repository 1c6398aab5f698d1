"""`nano_parse`: what the parser reads out of a posting (`nano_parsed` of API 1)."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from jd_assets.contracts.base import KEYS_AS_STORED, LlmUsage, Payload, Section

Requirement = Literal["required", "preferred"]
Seniority = Literal["intern", "junior", "mid", "senior", "lead", "staff", "manager"]
WorkArrangement = Literal["remote", "hybrid", "onsite"]
PayPeriod = Literal["hour", "day", "week", "month", "year"]
EmploymentType = Literal["full_time", "part_time", "contract", "temporary", "internship", "freelance"]


class Industry(Payload):
    """An industry of the domain taxonomy."""

    aliases: list[str]
    domain: str


class Domain(Payload):
    """The industries a posting is about."""

    primary: Industry | None = None
    secondary: Industry | None = None


class Education(Payload):
    """One education requirement, normalised, with the sentence that states it."""

    level: str = Field(description='Lowest level that suffices, e.g. "Bachelor\'s"')
    qualification: str = Field(description="Degrees and field, e.g. 'BSC/MSC - Computer Science (or related)'")
    raw: str = Field(description="The posting's own words")
    requirement: Requirement


class Certification(Payload):
    """A certificate that the posting asks for."""

    name: str
    raw: str
    requirement: Requirement


class Experience(Payload):
    """Years of experience asked for the role; null where the posting does not say."""

    max: float | None = None
    min: float | None = None
    raw: str | None = None


class JobLocation(Payload):
    """A place of work."""

    raw: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    country_code: str | None = Field(default=None, description="ISO 3166-1 alpha-2")


class Ctc(Payload):
    """Pay as stated (cost to company)."""

    min: float | None = None
    max: float | None = None
    currency: str | None = Field(default=None, description="ISO 4217")
    period: PayPeriod | None = None
    raw: str


class SourceMarker(Payload):
    """The first and last words of a block, to find it again."""

    first_5_words: str
    last_5_words: str


class ResponsibilityBlock(Payload):
    """A block of responsibilities, cut from the posting's text and counted there."""

    bullet_count: int
    heading: str | None
    heading_was_present: bool
    source_marker: SourceMarker
    text: str
    word_count: int
    start: int = Field(description="Offset of the block's first character in the posting's text")
    end: int = Field(description="Offset past its last character")
    text_en: str | None = Field(
        default=None, description="The block in English, where the posting is in another language"
    )


class NanoParsed(Payload):
    """`nano_parsed` of API 1; keys below `urls` are additions."""

    #: An answer of a model is told from silence by it.
    knows_fields_set: ClassVar[bool] = True

    JD_type: Literal["pass", "fail"]
    about_company: str | None = None
    certifications: list[Certification] = []
    company_name: str | None = None
    ctc: Ctc | None = None
    domain: Domain = Domain()
    education: list[Education] = []
    experience: Experience = Experience()
    job_locations: list[JobLocation] = []
    role: str | None = None
    role_as_stated: str | None = Field(
        default=None, description="The title in the posting's own language, where `role` is its English name"
    )
    role_aliases: list[str] = []
    role_archetype: str | None = Field(default=None, description="Role family, e.g. 'Engineering'")
    roles_and_responsibilities: list[ResponsibilityBlock] = []
    urls: list[str] = []
    JD_type_reason: str | None = Field(default=None, description="Why the gate failed; null on a pass")
    warnings: list[str] = Field(default=[], description="What a reader should know, e.g. 'names two roles'")
    seniority: Seniority | None = None
    work_arrangement: WorkArrangement | None = None
    employment_type: EmploymentType | None = None
    languages: list[str] = Field(default=[], description="Human languages asked for")
    language: str = Field(default="en", description="ISO 639-1 code of the posting's own language")
    date_posted: date | None = Field(default=None, description="Day the feed says it was posted")
    valid_through: date | None = Field(default=None, description="Last day on which the feed says it is open")
    stated_by: Annotated[dict[str, Literal["feed"]], KEYS_AS_STORED] = Field(
        default={}, description="Fields of this payload that a feed states, which were not read out of the text"
    )


class Span(Payload):
    """A sentence or list item of the posting, by offsets, with its section."""

    start: int
    end: int
    section: Section
    bullet: bool = Field(default=False, description="It is an item of a list")


class ClaimedSkill(Payload):
    """A skill as a model names it, before the text was asked whether it says so."""

    name: str = Field(description="Usual English name")
    mention: str = Field(default="", description="The words of the posting that name it")
    quote: str = Field(default="", description="The sentence that holds them")
    is_primary: bool


class NanoParse(Payload):
    """The stage's row: the parsed posting, its sentences, and how it was read."""

    nano_parsed: NanoParsed
    spans: list[Span] = Field(default=[], description="All sentences in order of the text; headings are not among them")
    title_given: bool = Field(default=False, description="A title came beside the text; else the role was read in it")
    company_names: list[str] = Field(default=[], description="Names of the posting's own employer, masked in skills")
    dropped_claims: list[str] = Field(default=[], description="What the engine claimed and the text does not bear out")
    claimed_skills: list[ClaimedSkill] | None = Field(
        default=None, description="Skills that the model named in the same answer; null where it was not asked for them"
    )
    usage: LlmUsage = LlmUsage()
