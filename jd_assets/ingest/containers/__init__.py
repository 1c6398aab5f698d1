"""What postings come in: files of every kind, compressed or packed, as items or as documents.

`kind` tells what a file is by its content, `drop` is a file on its way, and each other module reads one kind. What an
item means is the business of `ingest/feeds`.
"""
