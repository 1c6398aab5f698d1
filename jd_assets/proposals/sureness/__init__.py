"""How sure a run is that what it saw is worth an admin's time, graded when it is seen and kept with the sighting.

A module a kind of thing: `skills`, `titles` (of sub-roles, aliases and new roles) and `kras`, which also writes a duty
in the form that the library's KRAs have. `grades` says what the grades are worth. What is doubtful is stored like the
rest and shown to admins when a second employer says it (`review/rank.py`).
"""
