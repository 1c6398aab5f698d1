"""Asset checks on the things that must never be false.

Checks of a batch are evaluated by its asset, those of all that is stored by jobs and schedules. What they look at is
asked of `audit` and `library`; here stands only how Dagster is told. Start at `tables`.
"""
