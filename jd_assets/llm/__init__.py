"""The LLM engine: settings, one bounded and priced call, the answer cache, and the stages that ask.

Questions are prompts of `prompts/` with a strict schema; answers are cached by all that they depend on, errors never.
What an answer may claim of a posting is checked by `parsing.evidence_rule`. Start at `client` and `completion`.
"""
