"""Proposals that need no admin any more: the library came to hold them, or an admin said no to another spelling."""

import re
from collections.abc import Mapping, Sequence

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.library.snapshot import Library, Role
from jd_assets.review.nearest import spelled_as
from jd_assets.review.proposal_store import Proposal
from jd_assets.text.normalise import without_accents
from jd_assets.text.spelling_key import spelling_key

#: Kinds of which a proposal for one role says nothing about another role.
_OF_A_ROLE: frozenset[ProposalKind] = frozenset({"alias", "sub_role", "kra"})


class Resolved:
    """What the library holds and what was rejected, ready to look proposals up in."""

    def __init__(self, library: Library, proposals: Sequence[Proposal]) -> None:
        self._library = library
        self._roles: Mapping[int, Role] = {role.role_id: role for role in library.roles}
        self._skills = {
            spelling_key(spelling): (skill.name, spelling)
            for skill in library.skills.values()
            for spelling in (*(alias for alias, _ in skill.aliases), skill.name)
        }
        rejected = [item for item in proposals if item.status == "rejected" and item.kind != "decision"]
        # Of several spellings the first is named: the later ones were rejected with it.
        self._rejected = {_identity(item): item for item in reversed(rejected)}

    def reason(self, proposal: Proposal) -> str | None:
        """Why nobody needs to look at a proposal; None where somebody does."""
        rejected = self._rejected.get(_identity(proposal))
        if rejected and proposal.status == "pending":
            return f"'{rejected.label}' was rejected (proposal {rejected.proposal_id})"
        if self._in_library(proposal):
            return f"The library holds '{proposal.label}' by now"
        return None

    def other_spelling(self, proposal: Proposal) -> tuple[str, str] | None:
        """The library skill, and the name of it, of which a proposed skill is a spelling that it does not know."""
        known = self._skills.get(spelling_key(proposal.label)) if proposal.kind == "skill" else None
        if known is None or self._in_library(proposal) or not may_spell(proposal.label, known[1]):
            return None
        return known

    def other_roles(self, proposal: Proposal) -> list[str]:
        """Slugs of the other roles that have a proposed title as an alias."""
        if proposal.kind not in ("alias", "sub_role"):
            return []
        holders = self._library.alias_index.get(proposal.key, ())
        return sorted({role.slug for role, _ in holders if role.role_id != proposal.role_id})

    def _in_library(self, proposal: Proposal) -> bool:
        """Whether runs made now would not propose it any more."""
        if proposal.kind == "skill":
            return " ".join(proposal.label.lower().split()) in self._library.skill_spellings
        if proposal.kind == "role":
            return proposal.key in self._library.role_by_slug
        role = self._roles.get(proposal.role_id or 0)
        if role is None or proposal.kind == "decision":
            return False
        if proposal.kind == "kra":
            return proposal.label in role.kras
        return any(alias.normalised == proposal.key for alias in role.aliases)


def may_spell(label: str, name: str) -> bool:
    """Whether a name of the same key means the same.

    A proper name has no plural and is no phrase of small words: "Canvas" is not Canva, "data flow" not Dataflow. One
    that ends in an s may have lost it: "Kubernete". Of other names only the end may be of another number: a
    "securities analysis" is none of security, and a "logistic" model none of logistics.
    """
    own, other = (_letters(text) for text in (label, name))
    if not any(letter.isupper() for letter in name):
        return _same_but_for_number(own, other)
    if " " not in name and own not in (other, other.removesuffix("s")):
        return False
    return not (" " in label and " " not in name and label == label.lower()) and _same_but_for_number(own, other)


def _letters(text: str) -> str:
    """A name without accents, possessives, case and what separates its words."""
    return re.sub(r"['’]s\b|[\W_]+", "", without_accents(text).replace("&", "and")).casefold()


def _same_but_for_number(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer == f"{shorter}s":
        return not longer.endswith("ics")
    return shorter == longer or longer.removesuffix("es") == shorter or longer.removesuffix("ies") == shorter[:-1]


def _identity(proposal: Proposal) -> tuple[ProposalKind, int | None, str]:
    role_id = proposal.role_id if proposal.kind in _OF_A_ROLE else None
    return proposal.kind, role_id, spelled_as(proposal.kind, proposal.label)
