"""The fields of `nano_parsed`, one module each, read from a document.

A reader takes the `Document` (and what came beside the text) and returns its field of the contract with its place.
Word tables lie in `text/data`. `docs/architecture.md` lists the places that a new field touches.
"""
