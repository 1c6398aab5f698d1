"""The library learns to decide: postings that a role's own title confirms teach the evidence model.

Start at `evidence_model`, which the asset of that name and `jd-assets library teach` call.
"""
