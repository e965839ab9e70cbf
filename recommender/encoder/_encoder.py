"""The encoder that the rest of the engine sees."""

from collections.abc import Sequence

import numpy as np

from recommender.encoder._cache import Cache
from recommender.encoder._runtime import Runtime, Vectors
from recommender.encoder._texts import Tokens, clean
from recommender.encoder._weights import Weights

SLICE = 1024
"""Texts tokenized and embedded at a time: the memory of a call does not grow with the number of texts."""


class Encoder:
    """Texts to unit vectors. One encoder may serve any number of threads; make it after a fork, never before."""

    def __init__(
        self,
        runtime: Runtime,
        tokens: Tokens,
        weights: Weights,
        *,
        cache_size: int = 0,
        problems: Sequence[str] = (),
    ) -> None:
        """Use `load_encoder`, which checks what this takes for granted."""
        self._runtime = runtime
        self._tokens = tokens
        self._cache = Cache(cache_size)
        self._cached = cache_size > 0
        self._problems = list(problems)
        self.model = weights.model
        self.dim = weights.dim
        self.zeros = weights.zeros

    @property
    def runtime(self) -> str:
        """What executes the model and has encoded whatever was encoded last: "deepsparse" or "onnxruntime"."""
        return self._runtime.name

    @property
    def problems(self) -> list[str]:
        """Sentences for whoever runs the site: what does not work as asked, and what to do. Empty when all is well."""
        return [*self._problems, *getattr(self._runtime, "problems", [])]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, in order.

        Any str has a vector, the empty one too; what is read of a text ends at the model's 128 tokens. The same text
        gives the same vector, alone or among others, up to rounding (cosine > 0.99 at worst, mostly 1).

        Args:
            texts: any number of str; memory stays bounded, apart from the result's.
        Returns:
            (len(texts), dim) float32, unit rows: a dot product is a cosine.
        Raises:
            ValueError: a text is not a str; the message names its position.
        """
        cleaned = clean(texts)
        vectors = np.empty((len(cleaned), self.dim), dtype=np.float32)
        for start in range(0, len(cleaned), SLICE):
            part = cleaned[start : start + SLICE]
            vectors[start : start + SLICE] = self._encode_cached(part) if self._cached else self._embed(part)
        return vectors

    def warm_up_rest(self, *, wait: bool = False) -> None:
        """Prepare what was not needed to be ready, in the background unless told to wait for it.

        Call it once, in the process that will serve.
        """
        self._runtime.warm_up_rest(wait=wait)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        return self._runtime.embed(self._tokens(texts))

    def _encode_cached(self, texts: Sequence[str]) -> Vectors:
        found = {text: vector for text in texts if (vector := self._cache.get(text)) is not None}
        missing = list(dict.fromkeys(text for text in texts if text not in found))
        if missing:
            for text, vector in zip(missing, self._embed(missing), strict=True):
                found[text] = vector
                self._cache.put(text, vector)
        return np.stack([found[text] for text in texts])
