"""Text to unit vectors, on DeepSparse or ONNX Runtime, from the one model file in weights/.

    encoder = load_encoder()
    vectors = encoder.encode(["a slow film about grief", "heist comedy"])

Importing this room is cheap: runtimes, tokenizer and model are loaded by `load_encoder`, which must be called after a
server has forked its workers (an engine does not survive a fork).
"""

from recommender.encoder._encoder import Encoder
from recommender.encoder._errors import EncoderError
from recommender.encoder._load import RUNTIMES, load_encoder
from recommender.encoder._onnxruntime import usable_cores
from recommender.encoder._weights import WEIGHTS

__all__ = ["RUNTIMES", "WEIGHTS", "Encoder", "EncoderError", "load_encoder", "usable_cores"]
