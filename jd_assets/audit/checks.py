"""The checks of the audit that are one statement each: what they ask, and what to do when the answer is no."""

from dataclasses import dataclass, field

_AGAIN = "materialise these partitions again (jd-assets run --force on their files, or a backfill)"
_TOUCHED = "somebody changed the tables past the pipeline: find out who, then "


@dataclass(frozen=True)
class AuditCheck:
    """Something that must hold.

    Attributes:
        name: As in reports; statement `audit_<name>`, `evidence.py` or `library/ledger_audit.py` finds the breaches.
        holds: The sentence that is true of a sound database.
        advice: What to do where it is not.
        is_note: True of what may well be so in a sound database, and is to be known all the same.
    """

    name: str
    holds: str
    advice: str
    is_note: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class QueryCheck(AuditCheck):
    """A check by a statement that gives one text a breach.

    Attributes:
        statement: Its name in sql/queries/audit.sql.
    """

    statement: str


QUERY_CHECKS = (
    QueryCheck(
        "undone",
        "Every posting that was taken in was brought to an end.",
        "a run was killed, or the world was away: `jd-assets failed` says why, `jd-assets retry` does them again",
        "audit_undone",
    ),
    QueryCheck(
        "failed_postings",
        "Every posting went through.",
        "each has its reason: `jd-assets failed --kind permanent`",
        "audit_failed_postings",
        is_note=True,
    ),
    QueryCheck(
        "stage_rows",
        "A run that has a row in a stage has one in every earlier stage.",
        _TOUCHED + _AGAIN,
        "audit_stage_rows",
    ),
    QueryCheck(
        "failures",
        "A record fails exactly where a stage failed, with the same reason.",
        f"stages were materialised one by one, or a run is at work: {_AGAIN}",
        "audit_failures",
    ),
    QueryCheck(
        "records",
        "A record says what the rows of its stages say.",
        f"stages were materialised one by one, or a run is at work: {_AGAIN}",
        "audit_records",
    ),
    QueryCheck(
        "decided_roles",
        "Every decided role is in the library by its id and slug.",
        f"a role was renamed or deleted by hand: put it back, or {_AGAIN}",
        "audit_decided_roles",
    ),
    QueryCheck(
        "library_versions",
        "Every scoring and decision names a version that the library had.",
        f"the library was restored from a backup that is older than the runs: {_AGAIN}",
        "audit_library_versions",
    ),
    QueryCheck(
        "library_version_gaps",
        "No version of the library is missing before the current one.",
        "rows of library_version were deleted: put them back from a backup",
        "audit_library_version_gaps",
    ),
    QueryCheck(
        "library_orphans",
        "Every row of the library belongs to a role, skill and dimension that is there.",
        "foreign keys were switched off: delete the rows, or put back what they belong to",
        "audit_library_orphans",
    ),
    QueryCheck(
        "ledger_roles",
        "The ledger has one row for each run that was counted, for the decided role, and no other.",
        f"{_TOUCHED}{_AGAIN}",
        "audit_ledger_roles",
    ),
    QueryCheck(
        "ledger_embedders",
        "Vectors of different embedders are not mixed.",
        f"{_TOUCHED}{_AGAIN}",
        "audit_ledger_embedders",
    ),
    QueryCheck(
        "proposal_keys",
        "A proposal is there once for its kind, role and name.",
        "the unique key of jd.proposal is gone: merge the rows and put it back",
        "audit_proposal_keys",
    ),
    QueryCheck(
        "proposal_statuses",
        "A proposal is pending, approved, merged or rejected.",
        "the check of jd.proposal is gone: correct the rows and put it back",
        "audit_proposal_statuses",
    ),
    QueryCheck(
        "proposals_unseen",
        "A pending proposal is backed by a posting.",
        _TOUCHED + "run `jd-assets audit --recount`",
        "audit_proposals_unseen",
    ),
    QueryCheck(
        "proposal_spellings",
        "A proposal is called as most of its sightings spell it, with the detail of the surest.",
        _TOUCHED + "run `jd-assets audit --recount`",
        "audit_proposal_spellings",
    ),
    QueryCheck(
        "sightings",
        "The sightings of a run are those that its persistence row lists.",
        f"{_TOUCHED}{_AGAIN}",
        "audit_sightings",
    ),
    QueryCheck(
        "collisions",
        "The collision log says what the decisions say.",
        f"{_TOUCHED}{_AGAIN}",
        "audit_collisions",
    ),
    QueryCheck(
        "links",
        "Observed links are for the decided role, and as many as the run says.",
        f"{_TOUCHED}{_AGAIN}",
        "audit_links",
    ),
    QueryCheck(
        "costs",
        "The costs of an output are the sums of what its stages used.",
        f"stages were materialised one by one: {_AGAIN}",
        "audit_costs",
    ),
)

EVIDENCE = AuditCheck(
    "evidence",
    "Evidence is the posting's text between its offsets.",
    f"a posting's text was changed by hand, or an engine is at fault: {_AGAIN}",
)

#: Reposts, standing and sums are made anew from what is stored of every posting.
_RECOUNT = f"postings were deleted by hand, or {_TOUCHED}run `jd-assets audit --recount`"

REPOST_GROUPS = AuditCheck(
    "repost_groups", "Postings are in one group exactly where their texts are reposts of each other.", _RECOUNT
)
LEDGER_COUNTED = AuditCheck(
    "ledger_counted", "Of a group of reposts one posting counts, and of an employer no more than the cap.", _RECOUNT
)
CENTROID_COUNTS = AuditCheck(
    "centroid_counts", "The n of every centroid is the number of its rows in the ledger that count.", _RECOUNT
)
CENTROID_SUMS = AuditCheck(
    "centroid_sums", "Every centroid is the exact sum and mean of its vectors that count.", _RECOUNT
)

CHECKS: tuple[AuditCheck, ...] = (
    *QUERY_CHECKS,
    EVIDENCE,
    REPOST_GROUPS,
    LEDGER_COUNTED,
    CENTROID_COUNTS,
    CENTROID_SUMS,
)
