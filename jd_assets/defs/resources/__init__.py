"""Dagster resources: typed settings that build plain clients."""
