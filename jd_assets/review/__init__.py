"""The review queue: what admins see of the proposals, and what they decide.

`cards` groups proposals into one card a new thing, `actions` and `undo` settle them through `library.changes`,
`dry_run` and `preview` show what that would change. Command line and pages call these functions. Start at `card`.
"""
