"""An exact cache of queries: the same text gives the same vector, so nothing can go stale."""

import threading
from collections import OrderedDict

from recommender.encoder._runtime import Vectors

MAX_CHARACTERS = 1000
"""Longer texts are films being embedded, once each: they would only push queries out."""


class Cache:
    """The vectors of the texts used last, at most `size` of them. Safe to use from many threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> Vectors | None:
        """(dim,) float32, or None for a text that is not kept."""
        with self._lock:
            vector = self._vectors.get(text)
            if vector is not None:
                self._vectors.move_to_end(text)
            return vector

    def put(self, text: str, vector: Vectors) -> None:
        """Keep a copy of the vector; the text used longest ago makes room for it."""
        if self._size <= 0 or len(text) > MAX_CHARACTERS:
            return
        with self._lock:
            self._vectors[text] = vector.copy()
            self._vectors.move_to_end(text)
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
