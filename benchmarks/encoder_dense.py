"""The dense INT8 file of sentence-transformers on bare ONNX Runtime, run by the same code as our own file.

So that what differs is the file alone: the same tokenizer, batches, threads and pooling on both sides.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.encoder_peers import MAX_TOKENS, ONNX_INT8
from recommender.encoder._onnxruntime import OnnxRuntime, usable_cores
from recommender.encoder._runtime import Ids, Vectors, padded, pooled
from recommender.encoder._texts import Tokens


class _Dense(OnnxRuntime):
    """Our runtime over their file: all of ONNX Runtime's optimizations, and the inputs that the file wants."""

    def __init__(self, model: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._pool = ThreadPoolExecutor(usable_cores())

    def _embed_batch(self, rows: Sequence[Ids]) -> Vectors:
        ids, mask = padded(rows, max(len(row) for row in rows))
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = {i.name for i in self._session.get_inputs()}
        states = self._session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
        return pooled(states, mask)


def dense_on_onnxruntime(folder: Path, tokenizer: Path) -> Callable[[Sequence[str]], np.ndarray]:
    """An encode function over the file that the peers' process has made in the folder."""
    runtime, tokens = _Dense(folder / ONNX_INT8), Tokens(tokenizer, MAX_TOKENS)
    return lambda texts: runtime.embed(tokens(texts))
