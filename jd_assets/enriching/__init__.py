"""The orchestrator's steps for a skill: keep, split, merge, type, place, relate, derive, warn.

A skill of the library is shown with its typing; one that the library lacks is described by its name, its neighbours,
its list and what its sentence calls it, then by the LLM. Start at `new_skill`, which runs the steps in order.
"""
