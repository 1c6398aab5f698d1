"""The evidence that a posting is a role: alias, KRA, skill, wording and centroid signals, each a score in 0..1.

Each signal is one operation on matrices over a batch and all roles. What follows from the scores is decided in
`decision`. Start at `index` (a library version made ready) and `signals`; `fit` holds the fitted weights.
"""
