"""Dagster resources: typed settings that build plain clients of the LLM, the embedder and the role library.

What they build knows nothing of Dagster and is what stages and pages take. Nothing is opened at import.
Start at `role_library`, which every asset asks for its connection.
"""
