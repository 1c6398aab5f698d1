"""The client output: what client applications show of a run, computed from its stages and the posting's text."""
