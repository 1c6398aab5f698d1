"""Brings whole public taxonomies of occupations into the library: read, planned against what it holds, written.

`esco` and `onet` read the original files, `plan` decides what the library takes, `write` hands it to
`library.changes`. What the library holds wins; the same file again changes nothing. Start at `plan`.
"""
