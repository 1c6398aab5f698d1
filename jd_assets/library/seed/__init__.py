"""Loads the seed library of `sql/library/*.csv`, in one transaction, as often as one likes.

`files` and `rows` read, `plan` compares with what the library holds and what admins decided since (`held`), `load`
writes through `library.changes`. Decisions of admins stand against newer files. Start at `load`.
"""
