"""The decision table: from signals to a case, a role, a confidence and the sentence that says why.

Pure functions; what was scored comes from `scoring`, what an LLM chose through `llm2`. Thresholds stand in
`thresholds` with where they come from. Start at `table`, then `outcome`; the stage `case_decision` calls them.
"""
