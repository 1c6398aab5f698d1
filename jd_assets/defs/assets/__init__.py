"""The asset graph: each asset takes the batch of its partitions, calls one stage and returns its batch."""
