"""A role that postings propose and an admin may approve."""

from pydantic import Field

from jd_assets.contracts.base import Payload


class DraftAlias(Payload):
    """A title under which the role was seen."""

    alias: str
    postings: int


class DraftKra(Payload):
    """Something that holders of the role do, in the words of one posting."""

    kra: str
    employers: int = Field(description="Distinct employers whose postings say it")
    postings: int


class DraftSkill(Payload):
    """A skill that postings of the role name."""

    skill: str
    skill_id: str | None = Field(description="Library skill; null for one that is itself only proposed")
    weight: int = Field(ge=1, le=3, description="As in the library: 3 most postings ask it, 2 many, 1 some")
    share: float = Field(ge=0, le=1, description="Share of the postings read that name it")


class NearRole(Payload):
    """A library role whose KRAs are near to the draft's."""

    role_id: int
    slug: str
    display_name: str
    similarity: float = Field(description="Mean of the best cosines of the draft's KRAs with the role's")


class RoleDraft(Payload):
    """A draft role with the evidence that it was made from."""

    slug: str
    display_name: str
    aliases: list[DraftAlias]
    kras: list[DraftKra]
    skills: list[DraftSkill]
    nearest_roles: list[NearRole]
    employers: list[str] = Field(description="Names of the known employers, as their postings write them")
    unknown_employer: bool = Field(description="Some postings name no employer; together they count as one more")
    employer_count: int
    posting_count: int
    proposal_keys: list[str] = Field(description="Keys of the proposals of kind 'role' that are this role")
    run_ids: list[str] = Field(description="Postings that were read for KRAs and skills")
