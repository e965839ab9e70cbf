"""What zeros cost and bring before any training: the dense model pruned in one go to several levels, as INT8."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import onnx

from recommender.encoder._runtime import Runtime
from recommender.sparsify.calibrate import calibrate
from recommender.sparsify.export import encode_with, runtimes
from recommender.sparsify.graph import build
from recommender.sparsify.model import dense_folder, load_dense
from recommender.sparsify.prune import prune
from recommender.sparsify.quality import known_item, stsb
from recommender.sparsify.texts import Texts
from recommender.sparsify.verify import processor_ms

LENGTH = 80
"""Tokens of the text that is timed: as many as a film's text has in the median."""


def curve(
    levels: Sequence[float],
    rows: Sequence[Sequence[int]],
    texts: Texts,
    folder: Path,
    progress: Callable[[str], None] = print,
) -> list[dict[str, Any]]:
    """One point a level: {"zeros", "stsb_dev", "film_mrr", "ms": {runtime: processor milliseconds of one text}}.

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
        for name, engine in runtimes(file, cores=1, lengths=(LENGTH,)).items():
            engines.setdefault(name, {})[level] = engine
        encode = encode_with(engines["onnxruntime"][level], dense_folder() / "tokenizer.json")
        mrr, _ = known_item(encode, texts.keyword_queries())
        points.append({"zeros": level, "stsb_dev": stsb(encode, texts, "dev"), "film_mrr": mrr, "ms": {}})
        progress(f"{level:.0%} zeros: {points[-1]}")
    for name, by_level in engines.items():
        for point, least in zip(points, processor_ms(list(by_level.values()), LENGTH), strict=True):
            point["ms"][name] = least
    return points


def _make(level: float, rows: Sequence[Sequence[int]], file: Path, progress: Callable[[str], None]) -> None:
    model = load_dense()
    if level:
        prune(model, rows, level, progress)
    calibrate(model, rows)
    onnx.save(build(model), str(file))
