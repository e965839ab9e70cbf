"""What the shipped files are worth: zeros, quality beside the dense model, agreement of the runtimes, speed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.encoder._runtime import Runtime
from recommender.sparsify.batches import embed_all
from recommender.sparsify.export import encode_with, runtimes
from recommender.sparsify.model import SentenceEncoder
from recommender.sparsify.quality import Encode, measure, relative
from recommender.sparsify.texts import Texts
from recommender.sparsify.zeros import count_zeros

AGREEMENT_TEXTS = 1000
SHAPES = {"query_16": 16, "text_64": 64, "text_128": 128}


def dense_measures(dense: SentenceEncoder, texts: Texts) -> dict[str, float]:
    """The dense model's quality: what everything else is held against."""
    return measure(lambda many: embed_all(dense, many).numpy(), texts)


def quality_measures(encode: Encode, texts: Texts, dense: dict[str, float]) -> dict[str, Any]:
    """Quality of an encode function, absolute and as fractions of the dense model's."""
    measured = measure(encode, texts)
    return {"absolute": measured, "relative": relative(measured, dense)}


def agreement_texts(texts: Texts, count: int = AGREEMENT_TEXTS) -> list[str]:
    """Held-out openings, spread evenly over the years."""
    held_out = [opening.text for opening in texts.openings if opening.held_out]
    return held_out[:: max(len(held_out) // count, 1)][:count]


def verify(
    folder: Path,
    dense: SentenceEncoder,
    dense_file: Path,
    texts: Texts,
    baseline: dict[str, float],
    progress: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Measure the files in a folder as they lie there.

    Args:
        folder: with encoder.onnx and tokenizer.json.
        dense: the dense model, for the cosine to it.
        dense_file: the dense model exported the same way, INT8 without zeros, for the comparison of speed.
        baseline: what `dense_measures` found.
    """
    model_file, tokenizer_file = folder / "encoder.onnx", folder / "tokenizer.json"
    engines = runtimes(model_file)
    sample = agreement_texts(texts)
    vectors = {name: encode_with(engine, tokenizer_file)(sample) for name, engine in engines.items()}
    serving = "onnxruntime"  # the one that is to be had everywhere; the other agrees with it as measured below
    progress(f"embedded {len(sample)} texts on {' and '.join(engines)}")
    reference = embed_all(dense, sample).numpy()
    measures: dict[str, Any] = {
        "bytes": model_file.stat().st_size,
        "zeros": count_zeros(model_file),
        "runtime": serving,
        "cosine_to_dense": {name: float((v * reference).sum(1).mean()) for name, v in vectors.items()},
        "agreement": _agreement(vectors),
    }
    progress(f"{measures['zeros']['all']:.1%} zeros; quality comes next")
    measures["quality"] = quality_measures(encode_with(engines[serving], tokenizer_file), texts, baseline)
    progress("quality measured; speed comes next")
    measures["speed"] = speed({"sparse": engines, "dense_int8": runtimes(dense_file)})
    return measures


def _agreement(vectors: dict[str, NDArray[np.float32]]) -> dict[str, float] | None:
    """Cosine between the two runtimes' vectors; None where there is but one."""
    if len(vectors) < 2:
        return None
    first, second = vectors.values()
    cosines = (first * second).sum(1)
    return {"texts": len(cosines), "mean": float(cosines.mean()), "worst": float(cosines.min())}


def speed(engines: dict[str, dict[str, Runtime]], rounds: int = 60) -> dict[str, dict[str, dict[str, float]]]:
    """Milliseconds of the fastest of so many calls, by runtime, shape and model.

    The models take turns, call by call, and the fastest call is the one that other work on the machine disturbed least.
    """
    for runtimes_of_one in engines.values():
        for engine in runtimes_of_one.values():
            # Not in the background: every length must be compiled before the first measurement.
            engine.warm_up_rest(wait=True)
    shared = set.intersection(*(set(found) for found in engines.values()))
    taken: dict[str, dict[str, dict[str, float]]] = {}
    for runtime in sorted(shared):
        for shape, length in SHAPES.items():
            rows = [[101, *([2143] * (length - 2)), 102]]
            times: dict[str, list[float]] = {model: [] for model in engines}
            for turn in range(rounds + 10):
                for model, found in engines.items():
                    begun = time.perf_counter()
                    found[runtime].embed(rows)
                    if turn >= 10:  # the first ones warm up
                        times[model].append(time.perf_counter() - begun)
            taken.setdefault(runtime, {})[shape] = {model: min(t) * 1000 for model, t in times.items()}
    return taken
