"""Sentence vectors: the packaged model through ONNX, any other through sentence-transformers, and their cache.

An embedder is an id and `encode`; vectors of different ids never mix. The export is made once, at set-up.
Start at `embedder`; everything that compares meanings takes one.
"""
