"""The model on ONNX Runtime: any length as it comes, batches of texts of like length."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from recommender.encoder._runtime import Ids, Vectors, padded, pooled

TOKENS_A_BATCH = 1024
"""Bounds the memory of a call, and keeps a layer's activations in the cache."""


class OnnxRuntime:
    """One session, its threads shared by all callers."""

    name = "onnxruntime"

    def __init__(self, model: Path, *, threads: int | None = None) -> None:
        """Load the model; whatever ONNX Runtime raises when it cannot goes through.

        Args:
            threads: cores for one call; all that this process may use by default.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or usable_cores()
        options.inter_op_num_threads = 1
        # Idle threads sleep instead of spinning: several processes share the cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Without VNNI a product of uint8 and int8 overflows in sixteen bits; this takes the slower way that does not.
        options.add_session_config_entry("session.x64quantprecision", "1")
        # Its arena keeps the largest batch's memory for ever; the model's own buffers are small enough to do without.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def embed(self, rows: Sequence[Ids]) -> Vectors:
        parts = []
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        for group in _groups(order, rows):
            ids, mask = padded([rows[i] for i in group], max(len(rows[i]) for i in group))
            parts.append(pooled(self._session.run(["states"], {"input_ids": ids, "attention_mask": mask})[0], mask))
        together = np.concatenate(parts)
        vectors = np.empty_like(together)
        vectors[order] = together
        return vectors

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


def usable_cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
