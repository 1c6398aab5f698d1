"""Sensors: what starts runs without a person.

New files in the inbox, a risen library_version, new roles that enough employers back. Each decides by a function of
`ingest`, `impact` or `proposals`; here stands only what Dagster is asked to run. Start at `drops`.
"""
