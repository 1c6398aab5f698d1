"""The payloads of the pipeline as pydantic models, named as in the three API payloads of the contract."""
