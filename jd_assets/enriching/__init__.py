"""The orchestrator's steps for a skill: keep, split, merge, type, place, relate, derive, warn."""
