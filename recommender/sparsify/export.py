"""From a trained model to the files that serve: the graph, the tokenizer, the manifest with its self-check."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from recommender.encoder._onnxruntime import OnnxRuntime
from recommender.encoder._runtime import Runtime
from recommender.encoder._texts import Tokens
from recommender.encoder._weights import sha256
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.graph import build
from recommender.sparsify.model import MAX_TOKENS, SentenceEncoder, dense_folder
from recommender.sparsify.zeros import count_zeros

MAX_BYTES = 26_000_000
# Short, and of one clear meaning each: rounding differs a little between processors, and least on such texts.
CHECK_TEXTS = (
    "a heist comedy",
    "war film",
    "two friends walk through Paris all night",
    "zombies",
    "a slow, quiet drama about grief and forgiveness",
    "the",
)


def export(model: SentenceEncoder, folder: Path) -> dict[str, Any]:
    """Write encoder.onnx, tokenizer.json and manifest.json; returns their measures.

    Raises:
        RecipeError: the model file is larger than what may be shipped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model_file, tokenizer_file = folder / "encoder.onnx", folder / "tokenizer.json"
    onnx.save(build(model), str(model_file))
    size = model_file.stat().st_size
    if size > MAX_BYTES:
        raise RecipeError(f"{model_file} has {size:,} bytes, more than the {MAX_BYTES:,} that may be shipped.")
    shutil.copyfile(dense_folder() / "tokenizer.json", tokenizer_file)
    zeros = count_zeros(model_file)
    vectors = {
        name: np.round(runtime.embed(Tokens(tokenizer_file, MAX_TOKENS)(CHECK_TEXTS)).astype(np.float64), 5).tolist()
        for name, runtime in runtimes(model_file).items()
    }
    files = {file.name: {"sha256": sha256(file), "bytes": file.stat().st_size} for file in (model_file, tokenizer_file)}
    manifest = {
        "dim": model.shape.width,
        "max_tokens": MAX_TOKENS,
        "zeros": zeros["all"],
        "files": files,
        "self_check": {"texts": CHECK_TEXTS, "vectors": vectors},
    }
    # One vector a line: readable in a diff, and not 384 lines each.
    text = json.dumps(manifest, separators=(", ", ": ")).replace("], [", "],\n[").replace('}, "', '},\n"')
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return {"bytes": size, "zeros": zeros, "runtimes": sorted(vectors)}


def runtimes(model_file: Path, *, cores: int | None = None, lengths: Sequence[int] | None = None) -> dict[str, Runtime]:
    """Each runtime that can be had here, on this file, by name.

    Args:
        cores: as many as this process may use by default.
        lengths: for which DeepSparse compiles; those that serve by default.
    """
    from importlib.util import find_spec

    found: dict[str, Runtime] = {"onnxruntime": OnnxRuntime(model_file, threads=cores)}
    if find_spec("deepsparse") is not None:
        from recommender.encoder._deepsparse import LENGTHS, DeepSparseRuntime

        found["deepsparse"] = DeepSparseRuntime(model_file, streams=cores, lengths=lengths or LENGTHS)
    return found


def encode_with(runtime: Runtime, tokenizer_file: Path) -> Callable[..., NDArray[np.float32]]:
    """An encode function over a runtime, in slices."""
    tokens = Tokens(tokenizer_file, MAX_TOKENS)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        return np.concatenate([runtime.embed(tokens(texts[i : i + 256])) for i in range(0, len(texts), 256)])

    return encode
