"""What a run of benchmarks/encoder.py leaves in docs/encoder.md: its tables, and the curve as an SVG."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- run: begin -->", "<!-- run: end -->"
CURVE = "images/encoder-curve.svg"
FLOORS = {
    "zeros": (0.80, 0.90), "stsb_dev": (0.98, 0.995), "stsb_test": (0.98, 0.995), "film_mrr": (0.97, 1.0),
    "film_hit10": (0.97, 1.0), "wiki_mrr": (0.97, 1.0), "wiki_hit10": (0.97, 1.0), "query_x": (6, 10),
    "batch_x": (3.5, 8), "query_int8_x": (1.5, 2.5), "batch_int8_x": (1.4, 2.5), "ort_x": (1.0, 1.1),
    "agreement": (0.96, 0.99), "memory": (0.65, 0.5), "memory_ort": (0.33, 0.25),
}  # fmt: skip
TOLD = {
    "zeros": "zeros among the linear layers' weights",
    "stsb_dev": "STS-B dev, Spearman, relative to dense",
    "stsb_test": "STS-B test, Spearman, relative to dense",
    "film_mrr": "keywords to opening, MRR, relative to dense",
    "film_hit10": "keywords to opening, hit@10, relative to dense",
    "wiki_mrr": "last sentence to the rest, MRR, relative to dense",
    "wiki_hit10": "last sentence to the rest, hit@10, relative to dense",
    "query_x": "one query, times as fast as sentence-transformers on torch",
    "batch_x": "all texts, times as fast as sentence-transformers on torch",
    "query_int8_x": "one query, times as fast as the fastest dense INT8 peer",
    "batch_int8_x": "all texts, times as fast as the fastest dense INT8 peer",
    "ort_x": "ONNX Runtime: our file beside the dense INT8 file, the smaller of the two",
    "agreement": "cosine between the two runtimes, at worst",
    "memory": "memory on DeepSparse, of sentence-transformers'",
    "memory_ort": "memory on ONNX Runtime, of sentence-transformers'",
}
SMALLER_IS_BETTER = ("memory", "memory_ort")
LABELS = {
    "torch": "sentence-transformers, torch FP32",
    "onnx_int8": "its ONNX Runtime INT8",
    "openvino_int8": "its OpenVINO INT8",
    "onnx_int8_bare": "its ONNX Runtime INT8 file, run as ours is",
    "onnxruntime": "**ours on ONNX Runtime**",
    "deepsparse": "**ours on DeepSparse**",
}


def write_docs(
    docs: Path,
    measures_file: Path,
    machine: str,
    figures: dict[str, Any],
    taken: dict[str, dict[str, float]],
    absolute: dict[str, tuple[float, float]],
) -> None:
    """Put the run's tables between the marks in encoder.md, and draw the curve beside it.

    Args:
        measures_file: the shipped model's measures; its "curve" is what is drawn.
        figures: the run's JSON object.
        taken: "query_ms", "batch_ms", "batch_size" and "memory_mb", each by encoder.
        absolute: of each measure of quality, the dense model's and ours; empty when it was left out.
    """
    page = docs / "encoder.md"
    text = page.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise SystemExit(f"error: {page} has no {BEGIN} and {END}, between which the tables go")
    tables = "\n\n".join([_machine(machine), _floors(figures), _speeds(taken), _quality(absolute)]).rstrip()
    page.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")
    measures = json.loads(measures_file.read_text(encoding="utf-8"))
    if "curve" in measures:
        (docs / CURVE).parent.mkdir(parents=True, exist_ok=True)
        (docs / CURVE).write_text(draw(measures), encoding="utf-8")


def _machine(machine: str) -> str:
    return "```text\n" + "\n".join(line.rstrip("; ") for line in machine.splitlines()) + "\n```"


def _floors(figures: dict[str, Any]) -> str:
    lines = [f"Ours on {LABELS[figures['runtime']].strip('*').removeprefix('ours on ')}.\n"]
    lines += ["| measure | key | this run | floor | aim | |", "| --- | --- | --- | --- | --- | --- |"]
    for key, (floor, aim) in FLOORS.items():
        value = figures.get(key)
        if value is None:
            continue
        met = value <= floor if key in SMALLER_IS_BETTER else value >= floor
        shown = f"{value:.2f}" if key.endswith("_x") else f"{value:.3f}"
        lines.append(f"| {TOLD[key]} | `{key}` | {shown} | {floor} | {aim} | {'' if met else '**below the floor**'} |")
    return "\n".join(lines)


def _speeds(taken: dict[str, dict[str, float]]) -> str:
    lines = ["| encoder | one query, ms | all texts, ms | batch size | memory, MB |", "| --- | --- | --- | --- | --- |"]
    for name, label in LABELS.items():
        if name in taken["query_ms"]:
            size = taken["batch_size"][name] or "by length"
            memory = f"{taken['memory_mb'][name]:.0f}" if name in taken["memory_mb"] else ""
            query, batch = taken["query_ms"][name], taken["batch_ms"][name]
            lines.append(f"| {label} | {query:.2f} | {batch:.0f} | {size} | {memory} |")
    return "\n".join(lines)


def _quality(absolute: dict[str, tuple[float, float]]) -> str:
    if not absolute:
        return ""
    lines = ["| quality | dense | ours | relative |", "| --- | --- | --- | --- |"]
    for key, (dense, ours) in absolute.items():
        what = TOLD[key].removesuffix(", relative to dense")
        lines.append(f"| {what} | {dense:.4f} | {ours:.4f} | {ours / dense:.1%} |")
    return "\n".join(lines)


Points = Sequence[tuple[float, float]]


def draw(measures: dict[str, Any]) -> str:
    """The curve as an SVG of two panels over the share of zeros: quality before any training, and speed.

    Rings are the shipped model, that is, after training.
    """
    points, dense, shipped = measures["curve"]["points"], measures["dense"]["quality"], measures["verify"]
    here = shipped["zeros"]["all"]
    quality: dict[str, Points] = {
        "STS-B dev": [(p["zeros"], p["stsb_dev"] / dense["stsb_dev"]) for p in points],
        "keywords to opening, MRR": [(p["zeros"], p["film_mrr"] / dense["film_mrr"]) for p in points],
    }
    rings = [(here, shipped["quality"]["relative"][key]) for key in ("stsb_dev", "film_mrr")]
    names = {"deepsparse": "DeepSparse", "onnxruntime": "ONNX Runtime"}
    speed: dict[str, Points] = {
        label: [(p["zeros"], p["ms"][name]) for p in points]
        for name, label in names.items()
        if all(name in p["ms"] for p in points)
    }
    left = _panel(0, "quality, relative to dense (rings: after training)", quality, 1.4, rings)
    highest = max(ms for line in speed.values() for _, ms in line)
    right = _panel(400, "processor ms for one text of 80 tokens", speed, highest * 1.2, [])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 300" font-family="sans-serif" font-size="12" '
        'role="img"><title>Share of zeros against quality and speed</title>'
        f'<rect width="800" height="300" fill="#fff"/>{left}{right}</svg>\n'
    )


COLOURS = ("#0b57a4", "#b3401a")


def _panel(left: int, title: str, lines: dict[str, Points], top: float, rings: Points) -> str:
    """One panel of 400 x 300: zeros from 0 to 100 % to the right, 0 to `top` upwards."""

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return left + 50 + point[0] * 320, 250 - point[1] / top * 200

    parts = [f'<text x="{left + 50}" y="24" font-weight="bold">{title}</text>']
    for step in range(5):
        value = top * step / 4
        _, y = at((0, value))
        parts.append(f'<path d="M{left + 50} {y:.1f}h320" stroke="#ddd"/>')
        parts.append(f'<text x="{left + 44}" y="{y + 4:.1f}" text-anchor="end">{value:.2f}</text>')
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, _ = at((share, 0))
        parts.append(f'<text x="{x:.1f}" y="268" text-anchor="middle">{share:.0%}</text>')
    parts.append(f'<text x="{left + 210}" y="288" text-anchor="middle">zeros among the linear weights</text>')
    for number, (name, points) in enumerate(lines.items()):
        colour = COLOURS[number]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, points))
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in map(at, points)]
        parts.append(f'<text x="{left + 56}" y="{44 + 16 * number}" fill="{colour}">{name}</text>')
        if number < len(rings):
            x, y = at(rings[number])
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="{colour}" stroke-width="2"/>')
    return "".join(parts)
