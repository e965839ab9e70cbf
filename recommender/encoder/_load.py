"""Choosing a runtime, and refusing a model that does not do what it did when it was made."""

import logging
from importlib.util import find_spec
from pathlib import Path

from recommender.encoder._encoder import Encoder
from recommender.encoder._errors import EncoderError
from recommender.encoder._runtime import Runtime
from recommender.encoder._texts import Tokens
from recommender.encoder._weights import MANIFEST, REMEDY, WEIGHTS, Weights, load_weights

logger = logging.getLogger(__name__)

RUNTIMES = ("auto", "deepsparse", "onnxruntime")
SELF_CHECK_COSINE = 0.999


def load_encoder(
    runtime: str = "auto",
    weights: Path = WEIGHTS,
    *,
    streams: int | None = None,
    cache_size: int = 0,
    deepsparse_allowed: bool = True,
) -> Encoder:
    """Verify the files, start a runtime, and hold its vectors for known texts against those in the manifest.

    Call it after a fork. It takes well under a second with ONNX Runtime, a few with DeepSparse, which compiles.
    Where DeepSparse was wanted but cannot serve, ONNX Runtime does, and `problems` of the encoder says why.

    Args:
        runtime: "deepsparse", "onnxruntime", or "auto": DeepSparse where it is installed and allowed.
        weights: folder with encoder.onnx, tokenizer.json and manifest.json.
        streams: cores to use, one DeepSparse stream each; all that this process may use by default.
        cache_size: how many queries' vectors to keep; 0 keeps none.
        deepsparse_allowed: False where DeepSparse's licence (evaluation and development) does not cover the use.
    Raises:
        ValueError: an unknown runtime's name.
        EncoderError: the files are missing, damaged or of another make, or no runtime can execute them.
    """
    if runtime not in RUNTIMES:
        raise ValueError(f"Unknown runtime {runtime!r}: choose one of {', '.join(RUNTIMES)}.")
    verified = load_weights(weights)
    tokens = Tokens(verified.tokenizer_file, verified.max_tokens)
    problems: list[str] = []
    engine = None
    if _wants_deepsparse(runtime, deepsparse_allowed, problems):
        engine = _deepsparse(verified, tokens, streams, problems)
        if engine is not None:
            why = "asked for" if runtime == "deepsparse" else "it is installed, and its licence allows this use"
            logger.info("Encoder on DeepSparse: %s; model %s.", why, verified.model)
    if engine is None:
        engine = _onnxruntime(verified, tokens, streams)
    for problem in problems:
        logger.warning(problem)
    return Encoder(engine, tokens, verified, cache_size=cache_size, problems=problems)


def _wants_deepsparse(runtime: str, allowed: bool, problems: list[str]) -> bool:
    """Whether to try DeepSparse. A wish that cannot be granted becomes a problem; a default, one line in the log."""
    if runtime == "onnxruntime":
        logger.info("Encoder on ONNX Runtime: asked for.")
        return False
    installed = find_spec("deepsparse") is not None
    if installed and allowed:
        return True
    reason = "its licence does not cover this use" if installed else "it is not installed"
    if runtime == "deepsparse":
        remedy = "set ENCODER_RUNTIME=onnxruntime" + ("" if installed else ", or install deepsparse")
        problems.append(f"DeepSparse was asked for but cannot be used ({reason}); ONNX Runtime serves: {remedy}.")
    else:
        logger.info("Encoder on ONNX Runtime: DeepSparse cannot be used, %s.", reason)
    return False


def _deepsparse(weights: Weights, tokens: Tokens, streams: int | None, problems: list[str]) -> Runtime | None:
    from recommender.encoder._deepsparse import DeepSparseRuntime

    remedy = "ONNX Runtime serves: see the reason, or set ENCODER_RUNTIME=onnxruntime"
    try:
        engine = DeepSparseRuntime(weights.model_file, streams=streams)
        self_check(engine, weights, tokens)
    except EncoderError as error:
        problems.append(f"{error} Meanwhile ONNX Runtime serves.")
        return None
    except Exception as error:  # whatever a native library may raise: the other runtime can still serve
        problems.append(f"{weights.model_file}: DeepSparse cannot run it ({_first_line(error)}); {remedy}.")
        return None
    return engine


def _onnxruntime(weights: Weights, tokens: Tokens, streams: int | None) -> Runtime:
    from recommender.encoder._onnxruntime import OnnxRuntime

    try:
        engine = OnnxRuntime(weights.model_file, threads=streams)
        self_check(engine, weights, tokens)
    except EncoderError:
        raise
    except Exception as error:  # a missing package, a missing CPU feature: the caller gets one line
        raise EncoderError(
            f"{weights.model_file}: ONNX Runtime cannot run it ({_first_line(error)}): "
            f"{REMEDY}, or reinstall onnxruntime."
        ) from error
    logger.info("Encoder on ONNX Runtime, model %s.", weights.model)
    return engine


def self_check(engine: Runtime, weights: Weights, tokens: Tokens) -> None:
    """Embed the manifest's texts; each must come out as it did when the model was made.

    Raises:
        EncoderError: a cosine below SELF_CHECK_COSINE, or vectors of the wrong shape: it computes something else.
    """
    expected = weights.check_vectors.get(engine.name)
    if expected is None:
        manifest = weights.model_file.with_name(MANIFEST)
        raise EncoderError(f"{manifest} has no self-check for {engine.name}: {REMEDY}.")
    vectors = engine.embed(tokens(weights.check_texts))
    if vectors.shape != expected.shape:
        raise EncoderError(f"{weights.model_file} gives vectors of {vectors.shape}, not {expected.shape}: {REMEDY}.")
    cosines = (vectors * expected).sum(axis=1)
    if not cosines.min() >= SELF_CHECK_COSINE:  # so that NaN fails too
        raise EncoderError(
            f"{weights.model_file} fails its self-check on {engine.name} (cosine {cosines.min():.4f} to the known "
            f"vectors, {SELF_CHECK_COSINE} wanted: this machine computes something else): {REMEDY}, or set "
            "ENCODER_RUNTIME to the other runtime."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0][:200] or type(error).__name__
