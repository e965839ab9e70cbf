"""What a runtime owes the encoder, and the arithmetic that both runtimes share."""

import ctypes
import logging
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
Ids = Sequence[int]


class Runtime(Protocol):
    """Executes the model file. Safe to call from many threads at once."""

    name: str

    def embed(self, rows: Sequence[Ids]) -> Vectors:
        """Token ids, one list a text, to (texts, dim) float32 unit rows in the same order."""
        ...

    def warm_up_rest(self, *, wait: bool = False) -> None:
        """Get ready what was left out to be ready early, in the background or now. Called once, after any fork."""
        ...


def padded(rows: Sequence[Ids], length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids as (rows, length) int64, zeros behind each text, and the mask: 1 for a token, 0 for padding."""
    ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros((len(rows), length), dtype=np.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return ids, mask


def pooled(states: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    """Mean of the real tokens' states at unit length: (rows, length, dim) and (rows, length) to (rows, dim)."""
    # As a product of (1, length) with (length, dim) per row: no copy of the states, and the mean's divisor drops out.
    sums = np.matmul(mask[:, None, :].astype(np.float32), states)[:, 0, :]
    length = np.sqrt(np.add.reduce(sums * sums, axis=1, keepdims=True))  # as np.linalg.norm does, after many questions
    unit: Vectors = sums / np.maximum(length, 1e-12)
    return unit


def give_back_memory() -> None:
    """Hand the system what loading a model used for a moment; glibc would keep it for later."""
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):  # another C library
        logger.debug("no malloc_trim here")
