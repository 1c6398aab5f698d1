"""The calls of client applications: payloads in and out, by the pipeline's own stages and rows.

Routes only translate: postings are taken in by `ingest`, go through `stages.pipeline` and are answered from what was
stored. The OpenAPI document is made from the models here. Start at `calls`; the door itself is `web.security`.
"""
