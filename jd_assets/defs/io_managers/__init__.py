"""How the batches of stages get in and out of their tables in Dagster.

One I/O manager for all stages: a batch is written by one set-based statement and read by one.
The reading and writing itself lies in `database.stage_tables`.
"""
