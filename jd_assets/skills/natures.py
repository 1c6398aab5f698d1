"""What kinds of skills there are, as far as the rules tell them apart."""

FIELDS_OF_WORK = frozenset({"CONCEPT", "PRACTICE", "DOMAIN", "SOFT"})
"""Natures whose names are plain words of prose too; tools, languages and the like are proper names."""
