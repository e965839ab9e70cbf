"""The shipped encoder beside what a user would pick instead: quality, speed and memory, in one run.

Run it with `make bench NAME=encoder`. The same texts on the same cores for all: the dense model through
sentence-transformers on torch, and in INT8 through its ONNX Runtime and OpenVINO backends, each in a process of
its own that is called in turns with ours (benchmarks/encoder_peers.py, .venv-peers). No cache answers. It needs the
shared data. Every figure of ours is from the one runtime that "runtime" names (--runtime), but those that name another;
"by_runtime" has the speeds of both. The last line is one JSON object; every ratio is a fraction, and a speed says how
many times as fast we are. `--docs docs` writes the tables and the curve into docs/encoder.md as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file
    sys.path.insert(0, str(ROOT))

from benchmarks.encoder_dense import dense_on_onnxruntime  # noqa: E402
from benchmarks.encoder_docs import write_docs  # noqa: E402
from recommender.encoder import WEIGHTS, Encoder, load_encoder  # noqa: E402
from recommender.sparsify.quality import QUALITY, measure  # noqa: E402
from recommender.sparsify.texts import Texts  # noqa: E402
from recommender.sparsify.zeros import count_zeros  # noqa: E402

PEERS = {"torch": "sentence-transformers, torch FP32", "onnx_int8": "its ONNX Runtime INT8",
         "openvino_int8": "its OpenVINO INT8"}  # fmt: skip
OURS = {"deepsparse": "ours on DeepSparse", "onnxruntime": "ours on ONNX Runtime"}
BARE = {"onnx_int8_bare": "its ONNX Runtime INT8 file, run as ours is"}
BLOCK = 10
"""Queries that one encoder answers before it is the next one's turn."""
SETTLE_S = 0.05
"""A pause at each change of turns: threads of the one before still spin for some milliseconds."""
BATCH_SIZES = (8, 16, 32, 64)
CALIBRATION = 200


def main() -> None:
    """Set up, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the shared data")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-peers" / "bin" / "python", help="their Python")
    parser.add_argument("--queries", type=int, default=200, help="single queries")
    parser.add_argument("--texts", type=int, default=1000, help="film texts")
    parser.add_argument("--rounds", type=int, default=3, help="times all texts are embedded")
    parser.add_argument("--speed-only", action="store_true", help="leave quality out, which takes minutes")
    parser.add_argument("--runtime", choices=OURS, default="onnxruntime", help="whose figures the JSON gives as ours")
    parser.add_argument("--docs", type=Path, help="folder with encoder.md, into which the tables and the curve go")
    arguments = parser.parse_args()
    begun = time.monotonic()
    if not arguments.data.is_dir():
        sys.exit(f"error: {arguments.data} is not here: name the shared data with --data")
    machine = _machine(arguments.peers)
    print(machine, flush=True)
    texts = Texts(arguments.data, ROOT / "fixtures" / "catalogue")
    queries, films = _queries(texts, arguments.queries), _films(texts, arguments.texts)
    with tempfile.TemporaryDirectory(prefix="moviemind-bench-") as folder, ExitStack() as stack:
        peers = {name: stack.enter_context(Peer(arguments.peers, Path(folder))) for name in PEERS}
        _step("making the INT8 peers' files")
        peers["torch"].do("make", texts=films[:CALIBRATION])
        for name, peer in peers.items():
            peer.do("load", peer=name)
        ours = _ours()
        if arguments.runtime not in ours:
            sys.exit(f"error: {arguments.runtime} cannot be had here: choose --runtime {' or '.join(ours)}")
        figures: dict[str, Any] = {
            "runtime": arguments.runtime,
            "zeros": count_zeros(WEIGHTS / "encoder.onnx")["all"],
        }
        absolute: dict[str, tuple[float, float]] = {}
        if not arguments.speed_only:
            _step("quality")
            absolute = _quality(ours[arguments.runtime], peers["torch"], texts, Path(folder))
            figures |= {name: mine / theirs for name, (theirs, mine) in absolute.items()}
        calls = {name: _caller(encoder.encode) for name, encoder in ours.items()}
        calls |= {name: peer.time for name, peer in peers.items()}
        calls["onnx_int8_bare"] = _caller(dense_on_onnxruntime(Path(folder), WEIGHTS / "tokenizer.json"))
        _step(f"{len(queries)} queries, one by one, in turns")
        query_ms = _one_by_one(calls, queries)
        _step(f"{len(films)} film texts at once, in turns")
        batch_ms, batch_size = _all_at_once(calls, films, arguments.rounds)
        agreement = _agreement(ours, films)
        _step("memory of fresh processes")
        memory = _memory(peers["torch"], queries, ours)
    by_runtime = {name: _ratios(name, query_ms, batch_ms) for name in ours}
    figures |= {
        **by_runtime[arguments.runtime],
        "ort_x": min(taken["onnx_int8_bare"] / taken["onnxruntime"] for taken in (query_ms, batch_ms)),
        "agreement": agreement,
        "memory": memory["deepsparse"] / memory["torch"] if "deepsparse" in memory else None,
        "memory_ort": memory["onnxruntime"] / memory["torch"],
        "by_runtime": by_runtime,
    }
    taken: dict[str, Any] = {"query_ms": query_ms, "batch_ms": batch_ms, "batch_size": batch_size, "memory_mb": memory}
    _report(figures, query_ms, batch_ms, memory)
    print(f"took {(time.monotonic() - begun) / 60:.1f} minutes")
    if arguments.docs:
        write_docs(arguments.docs, WEIGHTS / "measures.json", machine, figures, taken, absolute)
    print(json.dumps(figures))


class Peer:
    """A process that runs one peer, spoken to in lines of JSON."""

    def __init__(self, python: Path, folder: Path) -> None:
        if not python.exists():
            sys.exit(f"error: {python} is not here: run `make bench NAME=encoder`, which makes it")
        self.python, self.folder = python, folder
        self._process = subprocess.Popen(
            [python, ROOT / "benchmarks" / "encoder_peers.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"},
        )

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def do(self, what: str, **told: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        assert self._process.stdin
        assert self._process.stdout
        command = {"do": what, "folder": str(self.folder), "threads": _cores(), **told}
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the peer process ended at {what!r}")
        return dict(json.loads(line))

    def time(self, texts: Sequence[str], batch_size: int) -> float:
        """Milliseconds of one encode()."""
        return float(self.do("time", texts=list(texts), batch_size=batch_size)["ms"])


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _ours() -> dict[str, Encoder]:
    """Our encoder on each runtime that is here, everything compiled."""
    encoders: dict[str, Encoder] = {}
    for runtime in ("onnxruntime", "auto"):
        encoder = load_encoder(runtime)
        encoder.warm_up_rest(wait=True)
        encoders.setdefault(encoder.runtime, encoder)
    return encoders


def _queries(texts: Texts, count: int) -> list[str]:
    """Short asks of the vocabulary's words, 16 tokens at most, none twice."""
    words = sorted({word for film in texts.catalogue for word in film.words})
    return [f"a film about {words[i % len(words)]} and {words[(7 * i + 3) % len(words)]}" for i in range(count)]


def _films(texts: Texts, count: int) -> list[str]:
    """Film texts: openings spread over all years, long enough that their median has 57 words or more."""
    long = [opening.text for opening in texts.openings if len(opening.text.split()) >= 40]
    chosen = long[:: max(len(long) // count, 1)][:count]
    median = statistics.median(len(text.split()) for text in chosen)
    if median < 57:
        sys.exit(f"error: the film texts have {median} words in the median, 57 are wanted")
    return chosen


def _caller(encode: Callable[[Sequence[str]], np.ndarray]) -> Callable[[Sequence[str], int], float]:
    def call(texts: Sequence[str], batch_size: int) -> float:
        begun = time.perf_counter()
        encode(texts)
        return (time.perf_counter() - begun) * 1000

    return call


Calls = dict[str, Callable[[Sequence[str], int], float]]


def _one_by_one(calls: Calls, queries: Sequence[str]) -> dict[str, float]:
    """Median milliseconds of one query; the encoders take turns, some queries each."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for start in range(0, len(queries), BLOCK):
        block = queries[start : start + BLOCK]
        for name, call in calls.items():
            time.sleep(SETTLE_S)
            call(block[-1:], 1)  # awake again
            times[name] += [call([query], 1) for query in block]
    return {name: statistics.median(taken) for name, taken in times.items()}


def _all_at_once(calls: Calls, films: Sequence[str], rounds: int) -> tuple[dict[str, float], dict[str, int]]:
    """Median milliseconds of all texts in one call, in turns, and the batch size that suits each peer best."""
    best: dict[str, int] = {}
    for name, call in calls.items():
        sizes = BATCH_SIZES if name in PEERS else (0,)
        taken = {size: min(call(films[:128], size) for _ in range(2)) for size in sizes}
        best[name] = min(taken, key=lambda size: taken[size])
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            time.sleep(SETTLE_S)
            times[name].append(call(films, best[name]))
    return {name: statistics.median(taken) for name, taken in times.items()}, best


def _quality(encoder: Encoder, dense: Peer, texts: Texts, folder: Path) -> dict[str, tuple[float, float]]:
    """The dense model's quality and ours, of each measure."""

    def encode_dense(many: Sequence[str]) -> np.ndarray:
        file = folder / "dense.npy"
        dense.do("vectors", texts=list(many), file=str(file))
        return np.asarray(np.load(file), dtype=np.float32)

    theirs, mine = measure(encode_dense, texts), measure(encoder.encode, texts)
    for name in QUALITY:
        print(f"  {name:<12} dense {theirs[name]:.4f}  ours {mine[name]:.4f}  {mine[name] / theirs[name]:.1%}")
    return {name: (theirs[name], mine[name]) for name in QUALITY}


def _agreement(ours: dict[str, Encoder], films: Sequence[str]) -> float | None:
    """The worst cosine between the two runtimes; None where there is one only."""
    if len(ours) < 2:
        return None
    first, second = (encoder.encode(films) for encoder in ours.values())
    return float((first * second).sum(axis=1).min())


def _memory(torch: Peer, queries: Sequence[str], ours: dict[str, Encoder]) -> dict[str, float]:
    """Megabytes of processes that did nothing but load an encoder and embed some queries."""
    fresh = Peer(torch.python, torch.folder)
    with fresh:
        fresh.do("load", peer="torch")
        fresh.do("time", texts=list(queries[:50]), batch_size=1)
        taken = {"torch": float(fresh.do("memory")["mb"])}
    for name in ours:
        command = [sys.executable, "-m", "benchmarks.encoder_memory", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        taken[name] = float(done.stdout.splitlines()[-1])
    return taken


def _ratios(ours: str, query_ms: dict[str, float], batch_ms: dict[str, float]) -> dict[str, float]:
    """How many times as fast one of our runtimes is as the peers."""
    int8 = [name for name in PEERS if name.endswith("int8")]
    return {
        "query_x": query_ms["torch"] / query_ms[ours],
        "batch_x": batch_ms["torch"] / batch_ms[ours],
        "query_int8_x": min(query_ms[name] for name in int8) / query_ms[ours],
        "batch_int8_x": min(batch_ms[name] for name in int8) / batch_ms[ours],
    }


def _machine(peers: Path) -> str:
    listed = subprocess.run(
        [peers, "-c", "import importlib.metadata as m\nfor n in ('torch','sentence-transformers','onnxruntime',"
         "'openvino','nncf'): print(n, m.version(n), end='; ')"],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    ours = []
    for name in ("deepsparse", "onnxruntime", "numpy", "tokenizers"):
        try:
            ours.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    cpu = next(
        (line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")), platform.machine()
    )
    return f"{cpu}, {_cores()} cores, Python {platform.python_version()}\n  ours: {'; '.join(ours)}\n  peers: {listed}"


def _cpuinfo() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _step(what: str) -> None:
    print(f"{what} ...", flush=True)


def _report(
    figures: dict[str, Any], query_ms: dict[str, float], batch_ms: dict[str, float], memory: dict[str, float]
) -> None:
    print(f"{'':<44}{'a query, ms':>12}{'all texts, ms':>15}{'memory, MB':>12}")
    for name, label in {**PEERS, **BARE, **OURS}.items():
        if name in query_ms:
            megabytes = f"{memory[name]:.0f}" if name in memory else ""
            print(f"{label:<44}{query_ms[name]:>12.2f}{batch_ms[name]:>15.0f}{megabytes:>12}")
    for name, value in figures.items():
        if name != "by_runtime":
            print(f"  {name:<14}{value if isinstance(value, str) or value is None else round(value, 4)}")
    for name, ratios in figures["by_runtime"].items():
        print(f"  {OURS[name]}: " + ", ".join(f"{ratio} {value:.2f}" for ratio, value in ratios.items()))


if __name__ == "__main__":
    main()
