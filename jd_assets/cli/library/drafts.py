"""`jd-assets library drafts`: the draft roles, readably."""

import click
from rich.console import Console

from jd_assets.cli.environment import prepare
from jd_assets.cli.terminal import safe
from jd_assets.database.connection import connector
from jd_assets.proposals.drafting.cluster import MIN_EMPLOYERS
from jd_assets.proposals.drafting.due import StoredDraft
from jd_assets.proposals.drafting.store import read_drafts


@click.command()
def drafts() -> None:
    """List the draft roles with their evidence, those that most employers back first."""
    console = Console(width=None if Console().is_terminal else 120)
    stored = read_drafts(connector(prepare()))
    if not stored:
        console.print(f"No draft roles: none is backed by {MIN_EMPLOYERS} employers yet, or new_role_draft did not run")
    for row in stored:
        _print_draft(console, row)


def _print_draft(console: Console, row: StoredDraft) -> None:
    draft = row.draft
    employers = [*draft.employers, *(["not named"] if draft.unknown_employer else [])]
    console.print(
        f"[bold]{safe(draft.display_name)}[/] ({safe(draft.slug)})  {row.status} · "
        f"{draft.employer_count} employers · {draft.posting_count} postings · Dagster run {row.dagster_run_id}"
    )
    lines = {
        "employers": ", ".join(employers),
        "aliases": ", ".join(f"{alias.alias} ({alias.postings})" for alias in draft.aliases),
        "skills": ", ".join(f"{skill.skill} ({skill.weight})" for skill in draft.skills) or "none",
        "nearest": ", ".join(f"{role.slug} {role.similarity:.2f}" for role in draft.nearest_roles) or "none",
    }
    for name, text in lines.items():
        console.print(f"  [dim]{name}[/] {safe(text)}")
    console.print("  [dim]KRAs, with the employers that say each[/]")
    for kra in draft.kras:
        console.print(f"    {kra.employers}  {safe(kra.kra)}")
    console.print()
