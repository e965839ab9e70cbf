"""The model on ONNX Runtime: any length as it comes, batches of texts of like length, one core a batch.

Measured (docs/encoder.md): two batches on a core each are done sooner than two in turn on both cores, and threads that
call at the same time do not get into each other's way.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from recommender.encoder._runtime import Ids, Vectors, give_back_memory, padded, pooled

TOKENS_A_BATCH = 512
"""Bounds the memory of a call, and keeps a layer's activations in the core's own cache."""

EXACT = frozenset({"avx512_vnni", "avx_vnni", "amx_int8"})
"""Processor features, as Linux names them, that multiply eight-bit integers without overflow."""


class OnnxRuntime:
    """One session for all callers; a call with many texts is spread over the cores."""

    name = "onnxruntime"

    def __init__(self, model: Path, *, threads: int | None = None) -> None:
        """Load the model; whatever ONNX Runtime raises when it cannot goes through.

        Args:
            threads: batches of one call that run at once, a core each; all that this process may use by default.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        if not multiplies_exactly():
            # A product of uint8 and int8 overflows in sixteen bits; this takes the slower way that does not. With AMX
            # it would be three times as slow, and for nothing.
            options.add_session_config_entry("session.x64quantprecision", "1")
        # MatMulInteger, Cast, Mul and Add become one operator only where the Mul's scales are a node of their own, as
        # the file has them. Folding constants comes first and takes that node away: a quarter of the time of a text.
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"], disabled_optimizers=["ConstantFolding"]
        )
        give_back_memory()  # 10 MB
        self._pool = ThreadPoolExecutor(threads or usable_cores(), thread_name_prefix="encoder")

    def embed(self, rows: Sequence[Ids]) -> Vectors:
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        batches = [[rows[i] for i in group] for group in _groups(order, rows)]
        if len(batches) == 1:
            parts = [self._embed_batch(batches[0])]
        else:
            # The longest first, so that the cores finish together.
            parts = list(self._pool.map(self._embed_batch, reversed(batches)))[::-1]
        vectors = np.empty((len(rows), parts[0].shape[1]), dtype=np.float32)
        vectors[order] = np.concatenate(parts)
        return vectors

    def _embed_batch(self, rows: Sequence[Ids]) -> Vectors:
        ids, mask = padded(rows, max(len(row) for row in rows))
        return pooled(self._session.run(["states"], {"input_ids": ids, "attention_mask": mask})[0], mask)

    def warm_up_rest(self, *, wait: bool = False) -> None:
        """Nothing is compiled by shape here."""


def _groups(order: Sequence[int], rows: Sequence[Ids]) -> Iterator[list[int]]:
    """Row numbers, sorted by length, in batches of TOKENS_A_BATCH tokens at most, padding included, or of one row."""
    group: list[int] = []
    for i in order:
        if group and (len(group) + 1) * len(rows[i]) > TOKENS_A_BATCH:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def multiplies_exactly(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether this processor sums products of eight bits in 32: with VNNI or AMX. False where it cannot be told."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    flags = next((line.split() for line in lines if line.startswith("flags")), [])
    return not EXACT.isdisjoint(flags)


def usable_cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
