"""The evidence that a posting is a role: alias, KRA, skill and centroid signals, each a score in 0..1."""
