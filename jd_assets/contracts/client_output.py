"""`client_output`: what client applications show of a run, each value with the places of the posting it rests on."""

from typing import Annotated, Literal

from pydantic import Field

from jd_assets.contracts.base import KEYS_AS_STORED, Evidence, Payload
from jd_assets.contracts.nano_parse import Requirement

Maturity = Literal["legacy", "mature", "mainstream", "growing", "emerging"]
PlacedBy = Literal["library", "neighbours", "category", "roles"]
WorkKind = Literal["build", "design", "run", "analyse", "assure", "improve", "lead", "collaborate", "support"]

MATURITIES: tuple[Maturity, ...] = ("legacy", "mature", "mainstream", "growing", "emerging")
"""The stages of a technology's life as the library types them, oldest first."""


class Part(Payload):
    """A part of the client output: says something, or says why it says nothing."""

    not_stated: str | None = Field(default=None, description="Why nothing is said here; null where something is")


class ClusterSkill(Payload):
    """A skill of a cluster."""

    skill_name: str
    skill_id: str | None = Field(description="Library skill; null for a skill the library lacks")
    requirement: Requirement
    share: float = Field(ge=0, le=1, description="Its part of the weight of all skills of the posting")
    placed_by: PlacedBy | None = Field(
        description="Who says that it lies in the dimension: the library, the library skills nearest to it, or the "
        "other skills of its category, which it joins where it would be alone, else the roles that touch both "
        "dimensions"
    )
    also_in: list[str] = Field(default=[], description="Ids of its other dimensions")
    evidence: list[Evidence] = []


class SkillCluster(Part):
    """The skills of one dimension; `not_stated` marks the cluster of skills that have none."""

    dimension_id: str | None
    name: str | None
    share: float = Field(ge=0, le=1)
    skills: list[ClusterSkill]


class SkillClusters(Part):
    """The posting's skills by dimension; each skill is in one cluster and the shares sum to 1."""

    clusters: list[SkillCluster] = Field(default=[], description="Largest share first")


class WorkVerb(Payload):
    """A verb of the responsibilities; nouns of doing ("maintenance of") count as verbs."""

    verb: str = Field(description="Its base form")
    weight: float = Field(description="Its part of the sentence, whose verbs weigh 1 together")
    sentence_start: int
    sentence_end: int
    evidence: Evidence


class WorkShare(Payload):
    """How much of the work is of one kind."""

    kind: WorkKind
    share: float = Field(gt=0, le=1)
    verbs: list[WorkVerb]


class NatureOfWork(Part):
    """What the holder does, by the verbs of the responsibilities; the shares sum to 1."""

    shares: list[WorkShare] = Field(default=[], description="Largest first; a kind that is not there has no share")
    sentences: int = Field(default=0, description="Sentences of responsibilities")
    sentences_read: int = Field(default=0, description="Those of them with a verb of a known kind")


class AiDriver(Payload):
    """One thing that raises the AI index."""

    kind: Literal["skill", "responsibility", "role"]
    name: str
    points: float = Field(ge=0, description="What it adds; all together are the index")
    evidence: list[Evidence] = []


class AiIndex(Part):
    """How much of the job is AI work."""

    index: float | None = Field(default=None, ge=0, le=100, description="0: none of it; null: nothing to judge by")
    summary: str | None = Field(default=None, description="What drives it, in a sentence")
    drivers: list[AiDriver] = Field(default=[], description="Most points first")


class MaturityDriver(Payload):
    """A technology that the maturity is read from."""

    skill_name: str
    skill_id: str
    maturity: Maturity
    typical_lifespan: str
    volatility: str
    share: float = Field(ge=0, le=1, description="Its part of the weight of all rated technologies")
    evidence: list[Evidence] = []


class TechStackMaturity(Part):
    """Where the named technologies stand in their life, from legacy to emerging."""

    score: float | None = Field(default=None, ge=0, le=100, description="0: all legacy; 100: all emerging")
    label: Maturity | None = None
    distribution: Annotated[dict[str, float], KEYS_AS_STORED] = Field(
        default={}, description="Share of the weight by maturity"
    )
    lifespans: Annotated[dict[str, float], KEYS_AS_STORED] = Field(
        default={}, description="Share of the weight by typical lifespan"
    )
    volatilities: Annotated[dict[str, float], KEYS_AS_STORED] = Field(
        default={}, description="Share of the weight by volatility"
    )
    drivers: list[MaturityDriver] = Field(default=[], description="Those that move the score most first")
    unrated: list[str] = Field(default=[], description="Technologies that the library lacks, and so does not rate")


class EvidencePlace(Evidence):
    """A place of the posting and what rests on it."""

    bears_out: list[str] = Field(description="e.g. 'skill: Python', 'work: build', 'AI', 'KRA'")


class EvidenceIndex(Part):
    """Every place that the client output rests on, in order of the text."""

    places: list[EvidencePlace] = []


class KraSentence(Payload):
    """A sentence of the posting that is close to a KRA."""

    similarity: float = Field(description="Cosine of the two embeddings")
    evidence: Evidence


class KraDescription(Part):
    """A KRA of the decided role and what the posting says about it."""

    kra_text: str
    description: str | None = Field(default=None, description="A line in the posting's own words")
    evidence: Evidence | None = Field(default=None, description="Where that line stands")
    matches: list[KraSentence] = Field(default=[], description="Closest first")


class KraDescriptions(Part):
    """The KRAs of the decided role, in the order of the library."""

    role_slug: str | None = None
    kras: list[KraDescription] = []


class VocabularyTerm(Payload):
    """A skill with its typing, flat."""

    term: str
    skill_id: str | None
    category: str
    sub_category: str
    skill_nature: str
    typical_lifespan: str
    version_strategy: str
    volatility: str
    is_default: bool = Field(description="No source typed it: the values are defaults")
    is_primary: bool
    negated: bool = Field(description="Named only to say that it is not wanted")
    tag: Literal["in_db", "new"]
    evidence: list[Evidence] = []


class VocabularyBreakdown(Part):
    """The legacy breakdown: every term of the posting in one flat list."""

    terms: list[VocabularyTerm] = []


class ClientOutput(Payload):
    """The fourth payload of a run."""

    run_id: str
    skill_clusters: SkillClusters
    nature_of_work: NatureOfWork
    ai_index: AiIndex
    tech_stack_maturity: TechStackMaturity
    evidence: EvidenceIndex
    kra_descriptions: KraDescriptions
    vocabulary: VocabularyBreakdown
