"""Whether what is stored agrees with itself, asked of a live database by hand and every night.

Each check names a thing that is never false, the rows that break it and what mends them. Nothing is written, but for
`--recount`. Start at `checks` (the list) and `run` (how they are asked); their statements lie in
`sql/queries/audit.sql`.
"""
