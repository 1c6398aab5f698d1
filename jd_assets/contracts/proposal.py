"""Kinds and statuses of proposals, and the actions that change the library; the database checks the same words."""

from typing import Literal, get_args

#: What a posting can put before the admins.
ProposalKind = Literal["skill", "alias", "sub_role", "role", "kra", "decision"]
#: How an admin settles it.
Settled = Literal["approved", "merged", "rejected"]
ProposalStatus = Literal["pending", "approved", "merged", "rejected"]
#: What raises library_version.
ChangeAction = Literal["load", "import", "approve", "merge", "reject", "undo", "teach"]

KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)
STATUSES: tuple[ProposalStatus, ...] = get_args(ProposalStatus)
ACTIONS: tuple[ChangeAction, ...] = get_args(ChangeAction)
