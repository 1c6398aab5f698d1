"""The asset graph: one module an asset, named like its stage, its table and its contract.

Each asset takes the batches of its partitions, calls one function of `jd_assets.stages` and returns a batch with
what is worth seeing of it. Start at `posting` and go down the graph; `defs.stage_asset` holds what all share.
"""
