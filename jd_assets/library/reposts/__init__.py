"""Groups of postings that advertise one job again.

`signature` says when two postings are one job, `grouping` makes groups of pairs, `find` keeps the groups in the
database as postings come, change and go. The ledger counts one posting a group.
"""
