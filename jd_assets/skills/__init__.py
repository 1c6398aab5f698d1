"""Skills read out of postings: a vocabulary matched in one pass, rules on context, and discovery of what it lacks.

Works on the spans of `parsing`; how a skill is typed is a matter of `enriching`. The vocabulary is built from a
library in `library.vocabulary`. Start at `extract`, then `matcher`, `context` and `discovery`.
"""
