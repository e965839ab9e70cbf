"""Dense sentence-transformers model to sparse INT8 ONNX model, at build time: `python -m recommender.sparsify --help`.

The one room that may import torch. Nothing that serves imports it.
"""
