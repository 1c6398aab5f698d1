"""The calls of client applications: payloads in and out, by the pipeline's own stages and rows."""
