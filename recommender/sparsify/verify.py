"""What the shipped files are worth: zeros, quality beside the dense model, agreement of the runtimes, speed."""

import time
from collections.abc import Callable, Sequence
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
        "parent_layers": len(dense.layers),
        "runtime": serving,
        "cosine_to_dense": {name: float((v * reference).sum(1).mean()) for name, v in vectors.items()},
        "agreement": _agreement(vectors),
    }
    progress(f"{measures['zeros']['all']:.1%} zeros; quality comes next")
    measures["quality"] = quality_measures(encode_with(engines[serving], tokenizer_file), texts, baseline)
    progress("quality measured; speed comes next")
    measures["speed"] = speed({"sparse": model_file, "dense_int8": dense_file})
    return measures


def _agreement(vectors: dict[str, NDArray[np.float32]]) -> dict[str, float] | None:
    """Cosine between the two runtimes' vectors; None where there is but one."""
    if len(vectors) < 2:
        return None
    first, second = vectors.values()
    cosines = (first * second).sum(1)
    return {"texts": len(cosines), "mean": float(cosines.mean()), "worst": float(cosines.min())}


def speed(files: dict[str, Path]) -> dict[str, dict[str, dict[str, float]]]:
    """Processor milliseconds of a text on one core, by runtime, shape and model."""
    engines = {model: runtimes(file, cores=1, lengths=tuple(SHAPES.values())) for model, file in files.items()}
    for found in engines.values():
        for engine in found.values():
            # Not in the background: every length must be compiled before the first measurement.
            engine.warm_up_rest(wait=True)
    shared = set.intersection(*(set(found) for found in engines.values()))
    return {
        runtime: {
            shape: dict(zip(engines, processor_ms([e[runtime] for e in engines.values()], length), strict=True))
            for shape, length in SHAPES.items()
        }
        for runtime in sorted(shared)
    }


def processor_ms(engines: Sequence[Runtime], length: int, rounds: int = 60) -> list[float]:
    """Processor milliseconds that each engine takes for a text of so many tokens: the least of so many calls, in turns.

    Not the time that passes: the machine on which a model is made is seldom idle, and this hardly minds.
    """
    rows = [[101, *([2143] * (length - 2)), 102]]
    best = [float("inf")] * len(engines)
    for _ in range(rounds):
        for number, engine in enumerate(engines):
            begun = time.process_time()
            engine.embed(rows)
            best[number] = min(best[number], time.process_time() - begun)
    return [seconds * 1000 for seconds in best]
