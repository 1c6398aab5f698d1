"""Sentence vectors: the packaged model through ONNX, any other model through sentence-transformers, and their cache."""
