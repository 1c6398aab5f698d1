"""The stages as pure functions over batches, one module a stage; Dagster is kept out by a lint rule.

A stage takes the batches of earlier stages under their names and returns one outcome a posting, payload or failure.
`batch` sees to it that one posting sinks no other, `runs` joins batches into runs. Start at `nano_parse`.
"""
