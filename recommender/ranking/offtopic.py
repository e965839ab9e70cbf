"""Whether words are rather what people ask of other machines: held against sentences of both sorts.

Nearness to sentences of one encoder holds for the next encoder better than a bound on one cosine does: the sentences
are embedded anew, and the direction between the two sorts is found from them when they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

import numpy as np

from recommender.shapes import Floats

NEAREST = 2  # sentences of a sort of which the mean cosine counts
RIDGE = 1.0  # how far the direction is held back from following single sentences

_LEARNING = Lock()

Encode = Callable[[Sequence[str]], Floats | None]


@dataclass(frozen=True, slots=True)
class Sorts:
    """Embedded sentences of both sorts: what is asked of others, of us; and the direction from ours to theirs."""

    others: Floats
    ours: Floats
    direction: Floats
    middle: Floats

    def nearer(self, vector: Floats) -> float:
        """By how much a text is nearer to what is asked of others than to what is asked of us."""
        return _nearest(self.others, vector) - _nearest(self.ours, vector)

    def lean(self, vector: Floats) -> float:
        """How far a text lies in their direction: about -1 for ours, 1 for theirs."""
        return float((vector - self.middle) @ self.direction)


def _nearest(sentences: Floats, vector: Floats) -> float:
    cosines = sentences @ vector
    cosines.partition(len(cosines) - NEAREST)
    return sum(sorted(cosines[-NEAREST:].tolist())) / NEAREST  # in order: the same sum to the bit


@cache
def sentences(name: str) -> tuple[str, ...]:
    """The sentences of a file of this room."""
    text = (files("recommender.ranking") / name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("# "))


def _sorts(others: Floats, ours: Floats) -> Sorts:
    """Both sorts count alike, however many sentences each has."""
    texts = np.vstack([others, ours]).astype(np.float64)
    aim = np.repeat([1.0, -1.0], [len(others), len(ours)])
    weight = np.repeat([0.5 / len(others), 0.5 / len(ours)], [len(others), len(ours)]) * len(texts)
    middle = np.average(texts, axis=0, weights=weight)
    weighed = (texts - middle) * weight[:, None]
    spread = weighed.T @ (texts - middle) + RIDGE * np.eye(texts.shape[1])
    direction = np.linalg.solve(spread, weighed.T @ aim)
    return Sorts(others, ours, direction.astype(np.float32), middle.astype(np.float32))


@lru_cache(maxsize=4)
def _learned(encode: Encode) -> Sorts:
    others, ours = sentences("asked_of_others.txt"), sentences("asked_of_us.txt")
    vectors = encode([*others, *ours])
    if vectors is None:
        raise LookupError  # not kept: an encoder may come
    return _sorts(vectors[: len(others)], vectors[len(others) :])


def learn(encode: Encode) -> None:
    """Embed the sentences now, so that the first question does not wait for them."""
    sorts(encode)


def sorts(encode: Encode) -> Sorts | None:
    """The sentences as this encoder has them, embedded once; None without an encoder."""
    with _LEARNING:  # who asks while they are being embedded waits, and does not embed them again
        try:
            return _learned(encode)
        except LookupError:
            return None
