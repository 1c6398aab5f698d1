"""The stages as pure functions over batches; orchestration lives in `jd_assets.defs.assets`."""
