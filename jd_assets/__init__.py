"""Reads job descriptions, decides which role of a role library each one is, and says why."""
