"""`role_scoring`: the evidence for each role (`stage3_signals` of API 1)."""

from typing import Annotated

from pydantic import Field

from jd_assets.contracts.base import KEYS_AS_STORED, Payload


class KraMatch(Payload):
    """A sentence of the posting and the KRA of a role it is closest to."""

    kra_text: str
    sentence: str
    similarity: float = Field(description="Cosine of the two embeddings")


class RoleMatch(Payload):
    """A role with one signal's score; which optional keys are filled depends on the signal."""

    display_name: str
    kra_matches: list[KraMatch] | None = None
    matched_count: int | None = None
    matched_skills: list[str] | None = None
    role_id: int
    score: float
    slug: str
    total_count: int | None = None


class AliasMatch(RoleMatch):
    """A role whose alias the title is like; keys are additions."""

    alias: str = Field(description="The library alias that was hit")
    title: str = Field(description="The title of the posting that hit it")
    kind: str = Field(description="'exact', 'contained', 'fuzzy' or 'semantic'")
    specialisation: str | None = Field(default=None, description="What the title adds to the alias")


class Stage3Signals(Payload):
    """`stage3_signals` of API 1; `centroid_match_roles` is an addition."""

    alias_found: bool
    alias_match_roles: list[AliasMatch] = []
    kra_match_roles: list[RoleMatch] = []
    skill_match_roles: list[RoleMatch] = []
    centroid_match_roles: list[RoleMatch] = []


class RankedRole(Payload):
    """A role with its combined score and each signal's part in it."""

    slug: str
    role_id: int
    display_name: str
    score: float
    parts: Annotated[dict[str, float], KEYS_AS_STORED] = Field(
        description="what each signal adds; the evidence model may take away"
    )


class ScoringInputs(Payload):
    """What a posting was scored from, enough to score it by another library without its text.

    Packed values are little-endian arrays in base64, see `scoring/inputs.py`.
    """

    title: str | None = None
    other_titles: list[str] = []
    title_given: bool = Field(description="The title came beside the text")
    skills: Annotated[dict[str, bool], KEYS_AS_STORED] = Field(
        description="Library skills by id; false for one that is only preferred"
    )
    unknown_skills: list[str] = Field(description="Skills that the library lacked, as the posting writes them")
    vocabulary: str = Field(description="Fingerprint of the skills of the library: what postings were searched for")
    sentences: str = Field(description="Packed: the first 8 bytes of the SHA-256 of each sentence that the model read")
    estimated: str = Field(default="", description="Packed: for each other sentence, how many tokens, and their ids")
    terms: str = Field(description="Packed: hash and count of each term of these sentences")
    kra_scores: str = Field(description="Packed: hash of each role's KRAs, and the posting's score for them")
    centroid_scores: str = Field(description="Packed: role id and score of each role whose centroid spoke")


class RoleScoring(Payload):
    """The stage's row: signals cut to the top roles, and the ranking that the decision reads."""

    stage3_signals: Stage3Signals
    ranked_roles: list[RankedRole] = []
    library_version: int
    embedder: str = Field(description="Model and precision of the vectors")
    inputs: ScoringInputs | None = Field(default=None, description="Null where the gate failed: nothing was scored")
