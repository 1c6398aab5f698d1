"""The centroid ledger: each job counted exactly once, for the role that its posting is decided to be now.

`ledger` writes a batch's rows, `counting` says which of them count, `sums` keeps the centroids as exact integers,
`without_batch` gives what a batch is scored against, `ledger_audit` computes all of it from scratch.
"""
