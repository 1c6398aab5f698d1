"""The LLM engine: settings, one bounded and priced call, an answer cache, and the three stages that ask."""
