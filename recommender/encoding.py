"""The encoder of this process: made once, after the fork, and shared by all its threads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from django.conf import settings

from recommender.encoder import Encoder, EncoderError, load_encoder, usable_cores
from recommender.ranking.offtopic import learn
from recommender.shapes import Floats

logger = logging.getLogger(__name__)

QUERIES_KEPT = 1000  # vectors of the latest questions, exact texts only

_lock = threading.Lock()
_encoder: Encoder | None = None
_refusal: str = ""
_runtime: str = ""
_processes = 1


def prefer(runtime: str) -> None:
    """Choose the runtime of this process before its first text; shell commands do not pay for compiling."""
    global _runtime
    _runtime = runtime


def get_encoder() -> Encoder:
    """The process's encoder, loaded at the first call.

    Raises:
        EncoderError: no runtime can execute the shipped model; the reason stays the same for this process.
    """
    global _encoder, _refusal
    with _lock:
        if _refusal:
            raise EncoderError(_refusal)
        if _encoder is None:
            try:
                _encoder = load_encoder(
                    _runtime or settings.ENCODER_RUNTIME,
                    streams=max(1, usable_cores() // _processes),
                    cache_size=QUERIES_KEPT,
                    deepsparse_allowed=settings.DEEPSPARSE_ALLOWED,
                )
            except EncoderError as error:
                _refusal = str(error)
                logger.error("no encoder: %s", error)
                raise
        return _encoder


def encode_query(texts: Sequence[str]) -> Floats | None:
    """(n, dim) unit rows, or None when no encoder can be had: answers then rest on films, genres and themes alone."""
    try:
        return get_encoder().encode(texts)
    except EncoderError:
        return None


def warm_up(processes: int = 1) -> None:
    """Load the encoder in the background, so that the first question does not wait for it.

    Of so many processes on this machine each takes its share of the cores: a text that finds several streams keeps all
    of them busy (measured: twice the processor time with two), and the other process waits.
    """
    global _processes
    _processes = processes

    def load() -> None:
        if encode_query(["a warm word"]) is not None:
            logger.info("encoder ready on %s", get_encoder().runtime)
            learn(encode_query)
            get_encoder().warm_up_rest()  # engines for shorter texts, quicker ones, while the first serves

    threading.Thread(target=load, name="encoder-warm-up", daemon=True).start()


def state() -> dict[str, object]:
    """What /readyz says of the encoder, without loading it: {"ok", "runtime", "model"} and its problems."""
    encoder = _encoder
    if encoder is None:
        return {"ok": False, "runtime": None, "model": None, "problems": [_refusal or "the encoder is still loading"]}
    return {"ok": True, "runtime": encoder.runtime, "model": encoder.model, "problems": list(encoder.problems)}
