"""What approving writes for the kinds of proposals that are single rows: titles, KRAs and specialisations of roles."""

from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import LibraryChange
from jd_assets.library.snapshot import Library
from jd_assets.review.edits import Edits
from jd_assets.review.proposals import Together
from jd_assets.review.titles import add_titles
from jd_assets.text.titles import normalise_alias


def approve_alias(change: LibraryChange, library: Library, together: Together, edits: Edits) -> None:
    """The title is an alias of its role."""
    titles = [
        (proposal.role_id, edits.get("name", proposal.label))
        for proposal in together.proposals
        if proposal.role_id is not None
    ]
    add_titles(change, library, titles, collision=edits.get("collision") == "yes")


def approve_kra(change: LibraryChange, _: Library, together: Together, edits: Edits) -> None:
    """The text, as most postings have it or as the admin writes it, is a KRA of each role."""
    text = edits.get("text", together.labels[0])
    change.add("role_kra", [{"role_id": role_id, "kra": text} for role_id in together.role_ids])


def approve_sub_role(change: LibraryChange, _: Library, together: Together, edits: Edits) -> None:
    """The title is a specialisation of its role: postings under it are not queued any more."""
    rows = []
    for proposal in together.proposals:
        # The title that was queued is recognised, whatever the admin calls the specialisation.
        normalised = normalise_alias(proposal.label)
        if not normalised:
            raise PermanentFailure(f"{proposal.label!r} names no specialisation: reject it, or merge it into its role")
        name = edits.get("name", proposal.label)
        rows.append({"role_id": proposal.role_id, "sub_role": name, "normalised": normalised})
    change.add("role_sub_role", rows)


def approve_decision(change: LibraryChange, library: Library, together: Together, edits: Edits) -> None:
    """The queued decisions are right as they are: that is remembered, and the library stays."""
