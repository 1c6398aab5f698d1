"""The library learns to decide: postings that a role's own title confirms teach the evidence model.

They are read as examples, without their title and with what the library makes of them, and a model taught by some is
measured on others. Start at `evidence_model`, which the asset of that name and `jd-assets library teach` call.
"""
