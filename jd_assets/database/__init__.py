"""Postgres: the embedded server, connections, migrations, named statements and the stage tables.

No rule about postings or roles stands here, and no SQL: that lies in `sql/`. A connection is one transaction.
Start at `connection` (what everything else takes) and `stage_tables` (how batches are read and written).
"""
