"""The client output: skill clusters, nature of work, AI index, maturity, KRAs and vocabulary of one run.

Pure functions over the rows of a run and its posting's text; every claim has its place in the text or says why it is
not stated. Verbs and their senses lie in `text`. Start at `assemble`, which puts the parts together for `run_record`.
"""
