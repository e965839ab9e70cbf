"""The model on DeepSparse: one compiled engine for each of a few lengths.

With several streams all engines are on one scheduler, one core a stream. Measured (docs/encoder.md): an engine that
spreads one call over all cores collapses when several threads call it; with a core a stream the calls of 2 to 8 threads
share the machine. Engines with a scheduler each pin their streams to the same cores and fight for them: texts of mixed
lengths took four times as long.

With one stream there is no scheduler: the engine works in the thread that calls it. A scheduler's threads go on looking
for work for some ten milliseconds after each call, and all of that is taken from whoever else wants the core: a text of
2 ms cost 4 to 8 (docs/serving.md). An engine does not survive a fork.
"""

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from recommender.encoder._onnxruntime import usable_cores
from recommender.encoder._runtime import Ids, Vectors, give_back_memory, padded, pooled

logger = logging.getLogger(__name__)

LENGTHS = (12, 24, 80, 128)
"""Tokens for which an engine is compiled. The last one serves any text and is the only one made before ready.

Most questions have 5 to 12 tokens, a long one 17 to 24, most films' texts fewer than 80. Each costs memory.
"""


class DeepSparseRuntime:
    """Engines by length; a text goes to the shortest compiled one that holds it."""

    name = "deepsparse"

    def __init__(self, model: Path, *, streams: int | None = None, lengths: Sequence[int] = LENGTHS) -> None:
        """Compile the longest length; whatever DeepSparse raises when it cannot goes through.

        Args:
            streams: calls that run at once, a core each; as many as this process may use by default.
            lengths: rising; the last is the model's greatest.
        """
        # The vendor is not told of our use. It must be set before the first import, anywhere in the process.
        os.environ.setdefault("NM_DISABLE_ANALYTICS", "True")
        from deepsparse import Context

        self._model = model
        streams = streams or usable_cores()
        self._scheduler = Context(num_cores=streams, num_streams=streams) if streams > 1 else None
        self._lengths = tuple(lengths)
        self._engines: dict[int, Any] = {}
        self._compile(self._lengths[-1])
        # One text a call: texts of mixed lengths need no common padding, and the streams keep all cores busy.
        self._pool = ThreadPoolExecutor(streams, thread_name_prefix="encoder")
        self.problems: list[str] = []

    def _compile(self, length: int) -> None:
        with tempfile.TemporaryDirectory(prefix="moviemind-encoder-") as folder:
            # An engine rewrites the input shapes in the file that it is given, so it never sees the shipped one.
            copy = Path(folder) / self._model.name
            shutil.copyfile(self._model, copy)
            engine = self._engine_of(str(copy), [[1, length], [1, length]])
        give_back_memory()  # 10 to 30 MB a length
        # A new dict in one step: readers in other threads hold the old one or the new one, never a half-made one.
        self._engines = dict(sorted({**self._engines, length: engine}.items()))

    def _engine_of(self, model: str, shapes: list[list[int]]) -> Any:
        if self._scheduler is not None:
            from deepsparse import MultiModelEngine

            return MultiModelEngine(model, batch_size=1, context=self._scheduler, input_shapes=shapes)
        from deepsparse import Engine, Scheduler

        return Engine(model, batch_size=1, num_cores=1, scheduler=Scheduler.single_stream, input_shapes=shapes)

    def embed(self, rows: Sequence[Ids]) -> Vectors:
        if len(rows) == 1:
            return self._embed_one(rows[0])
        return np.concatenate(list(self._pool.map(self._embed_one, rows)))

    def _embed_one(self, row: Ids) -> Vectors:
        length, engine = next((n, e) for n, e in self._engines.items() if n >= len(row))
        ids, mask = padded([row], length)
        return pooled(engine.run([ids, mask], val_inp=False)[0], mask)  # `padded` makes what the model takes

    def warm_up_rest(self, *, wait: bool = False) -> None:
        """Compile the shorter lengths, in a thread or now; until each is there, a longer one serves its texts."""
        if wait:
            self._compile_rest()
        else:
            threading.Thread(target=self._compile_rest, name="encoder-warm-up", daemon=True).start()

    def _compile_rest(self) -> None:
        """One length that cannot be compiled becomes a problem, and ends it."""
        for length in self._lengths[:-1]:
            try:
                self._compile(length)
            except Exception as error:
                self.problems.append(
                    f"{self._model}: DeepSparse cannot compile length {length} ({error}); longer engines serve "
                    "its texts, only slower. Free some memory and restart."
                )
                logger.warning(self.problems[-1])
                return
