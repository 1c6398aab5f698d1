"""Which stored decisions another version of the library would make otherwise, and the replay of one.

Decisions are made again from what each posting was scored from, without reading or embedding it anew.
Start at `compare`; the dry run of a review and `library_change_sensor` ask it. Nothing is written here but by
`learning`, which lets decisions that a title confirmed teach the evidence model.
"""
