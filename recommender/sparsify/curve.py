"""What zeros cost and bring before any training: the dense model pruned in one go to several levels, as INT8."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import onnx

from recommender.encoder._runtime import Runtime
from recommender.sparsify.calibrate import calibrate
from recommender.sparsify.export import encode_with
from recommender.sparsify.graph import build
from recommender.sparsify.model import dense_folder, load_dense
from recommender.sparsify.prune import prune
from recommender.sparsify.quality import known_item, stsb
from recommender.sparsify.texts import Texts

LENGTH = 80
"""Tokens of the text that is timed: as many as a film's text has in the median."""
ROUNDS = 60


def curve(
    levels: Sequence[float],
    rows: Sequence[Sequence[int]],
    texts: Texts,
    folder: Path,
    progress: Callable[[str], None] = print,
) -> list[dict[str, Any]]:
    """One point a level: {"zeros", "stsb_dev", "film_mrr", "ms": {runtime: milliseconds of one text on one core}}.

    Quality is absolute, on ONNX Runtime; STS-B dev alone, so that nothing is chosen by the test half.

    Args:
        levels: shares of zeros; 0 is the dense model as INT8.
        rows: token ids of calibration texts.
        folder: where the models are put, "curve-70.onnx" and the like.
    """
    points: list[dict[str, Any]] = []
    engines: dict[str, dict[float, Runtime]] = {}
    for level in levels:
        file = folder / f"curve-{level * 100:g}.onnx"
        _make(level, rows, file, progress)
        for name, engine in _one_core(file).items():
            engines.setdefault(name, {})[level] = engine
        encode = encode_with(engines["onnxruntime"][level], dense_folder() / "tokenizer.json")
        mrr, _ = known_item(encode, texts.keyword_queries())
        points.append({"zeros": level, "stsb_dev": stsb(encode, texts, "dev"), "film_mrr": mrr, "ms": {}})
        progress(f"{level:.0%} zeros: {points[-1]}")
    for name, by_level in engines.items():
        for point, fastest in zip(points, _fastest(list(by_level.values())), strict=True):
            point["ms"][name] = fastest
    return points


def _make(level: float, rows: Sequence[Sequence[int]], file: Path, progress: Callable[[str], None]) -> None:
    model = load_dense()
    if level:
        prune(model, rows, level, progress)
    calibrate(model, rows)
    onnx.save(build(model), str(file))


def _one_core(file: Path) -> dict[str, Runtime]:
    from importlib.util import find_spec

    from recommender.encoder._onnxruntime import OnnxRuntime

    found: dict[str, Runtime] = {"onnxruntime": OnnxRuntime(file, threads=1)}
    if find_spec("deepsparse") is not None:
        from recommender.encoder._deepsparse import DeepSparseRuntime

        found["deepsparse"] = DeepSparseRuntime(file, streams=1, lengths=(LENGTH,))
    return found


def _fastest(engines: Sequence[Runtime]) -> list[float]:
    """Milliseconds of each engine's fastest call of ROUNDS, in turns: the least that other work can have disturbed."""
    rows = [[101, *([2143] * (LENGTH - 2)), 102]]
    best = [float("inf")] * len(engines)
    for _ in range(ROUNDS):
        for number, engine in enumerate(engines):
            begun = time.perf_counter()
            engine.embed(rows)
            best[number] = min(best[number], time.perf_counter() - begun)
    return [seconds * 1000 for seconds in best]
