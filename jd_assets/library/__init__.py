"""The role library: a version of it as one object, the one module that writes it, and the log of its changes.

Seed files, taxonomies, the centroid ledger and reposts have folders of their own. Nothing here knows of a posting's
words: `skills` and `scoring` build their matchers from a snapshot. Start at `snapshot`, then `changes`.
"""
