"""python -m recommender.sparsify STAGE: see --help."""

import argparse
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKE = "it needs an environment of its own: python3.11 requirements/environment.py .venv-make make"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    p = argparse.ArgumentParser(
        prog="python -m recommender.sparsify",
        description="Turn the dense all-MiniLM-L6-v2 into a sparse INT8 ONNX model. Every stage leaves its state and "
        "its measures in the work folder; a run that was killed goes on from its last checkpoint when it is started "
        "again with the same options.",
    )
    p.add_argument(
        "stage",
        choices=["dense", "prune", "distil", "export", "verify", "card", "curve", "all"],
        help="dense: measure the model to start from; prune: SparseGPT, then the ranges of the activations; distil: "
        "train with the zeros fixed, the last part with rounding on, and prune the next levels; export: write "
        "the files; verify: measure them; card: render their card; curve: quality "
        "and speed of several levels of zeros without training; all: what of these but curve is not done yet",
    )
    p.add_argument("--work", type=Path, default=ROOT / "var/sparsify", help="work folder (default: var/sparsify)")
    p.add_argument(
        "--data",
        type=Path,
        default=ROOT.parent / "shared/data",
        help="folder with stsb/, wikipedia-films.jsonl.gz, tmdb-facts.csv.gz",
    )
    p.add_argument(
        "--catalogue", type=Path, default=ROOT / "fixtures/catalogue", help="folder with our films (*.jsonl)"
    )
    p.add_argument("--out", type=Path, default=ROOT / "recommender/encoder/weights", help="where the product goes")
    p.add_argument(
        "--sparsity",
        type=float,
        nargs="+",
        default=[0.6],
        help="share of zeros; several rising ones prune gradually, with training between",
    )
    p.add_argument(
        "--steps",
        type=int,
        nargs="+",
        default=[0],
        help="training steps at each level of sparsity; several numbers are so many passes at the last one, each with "
        "a learning rate that rises and falls again and with other batches; 0 leaves training out",
    )
    p.add_argument("--pairs", type=int, default=32, help="pairs of texts a step")
    p.add_argument("--rate", type=float, nargs="+", default=[4e-4], help="highest learning rate, one for each pass")
    p.add_argument("--match", type=float, nargs="+", default=[0.6], help="weight of finding the own document, likewise")
    p.add_argument(
        "--people",
        type=float,
        nargs="+",
        default=[0.0],
        help="weight of ranking STS train pairs as people do, likewise",
    )
    p.add_argument(
        "--sts", type=float, nargs="+", default=[0.18], help="share of the batches that are STS train pairs, likewise"
    )
    p.add_argument(
        "--layers",
        type=int,
        nargs="+",
        help="begin with these layers of the parent alone, counted from 0 (default: all); the others are gone for good",
    )
    p.add_argument(
        "--teacher",
        type=Path,
        help="folder with a shipped model to learn from, such as one of all layers (default: the dense model)",
    )
    p.add_argument(
        "--begin-from",
        type=Path,
        help="folder with a shipped model and its measures.json: train that one further, instead of pruning anew",
    )
    p.add_argument(
        "--rounding-from",
        type=float,
        nargs="+",
        default=[0.7],
        help="share of the steps after which rounding is on, likewise",
    )
    p.add_argument("--max-tokens", type=int, default=64, help="length of training texts")
    p.add_argument("--calibration-texts", type=int, default=1024, help="texts for pruning and for ranges")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--threads", type=int, help="cores for training (default: all)")
    return p


def problem_with(options: argparse.Namespace) -> str | None:
    """What is wrong with the options, in one sentence; None when nothing is."""
    levels = options.sparsity
    if any(not 0 <= level < 1 for level in levels):
        return f"--sparsity is a share of zeros from 0 to below 1, not {' '.join(map(str, levels))}"
    if any(later <= earlier for earlier, later in pairwise(levels)):
        return "--sparsity: the levels must rise"
    if any(steps < 0 for steps in options.steps) or (0 in options.steps and len(options.steps) > 1):
        return "--steps are numbers above 0, or 0 alone"
    for name, least in (("pairs", 2), ("max_tokens", 8), ("calibration_texts", 16)):
        if getattr(options, name) < least:
            return f"--{name.replace('_', '-')} must be at least {least}"
    if options.max_tokens > 128:
        return "--max-tokens must be at most 128"
    if not all(0 < rate < 1 for rate in options.rate) or not all(0 <= share <= 1 for share in options.rounding_from):
        return "--rate lies between 0 and 1, --rounding-from from 0 to 1"
    if options.teacher and not (options.teacher / "encoder.onnx").is_file():
        return f"{options.teacher} holds no encoder.onnx to learn from: name a shipped model's folder with --teacher"
    if not options.data.is_dir():
        return f"{options.data} is no folder: name the data's with --data"
    return None


def main(arguments: list[str] | None = None) -> int:
    """Run; the exit status: 0, or 2 after one line on what was wrong."""
    options = parser().parse_args(arguments)
    problem = problem_with(options)
    if problem is None:
        problem = _run(options)
    if problem is not None:
        print(f"sparsify: {problem}", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> str | None:
    try:
        import torch

        from recommender.sparsify.distil import Plan
        from recommender.sparsify.errors import RecipeError
        from recommender.sparsify.stages import Recipe
        from recommender.sparsify.texts import Texts
        from recommender.sparsify.workspace import Workspace
        from recommender.sparsify.zeros import count_zeros
    except ImportError as error:
        return f"{error.name} is not installed; {MAKE}"
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    plans = tuple(
        Plan(
            steps=steps,
            pairs=options.pairs,
            rate=_of_pass(options.rate, number),
            match=_of_pass(options.match, number),
            people=_of_pass(options.people, number),
            sts=_of_pass(options.sts, number),
            rounding_from=_of_pass(options.rounding_from, number),
            max_tokens=options.max_tokens,
            seed=options.seed + number,
        )
        for number, steps in enumerate(options.steps)
        if steps
    )
    try:
        levels = tuple(options.sparsity)
        if options.begin_from:
            levels = (round(count_zeros(options.begin_from / "encoder.onnx")["all"], 3),)
    except RecipeError as error:
        return str(error)
    recipe = Recipe(
        texts=Texts(options.data, options.catalogue),
        workspace=Workspace(options.work),
        out=options.out,
        levels=levels,
        begin_from=options.begin_from,
        layers=tuple(options.layers) if options.layers else None,
        teacher=options.teacher,
        calibration_texts=options.calibration_texts,
        plans=plans,
        seed=options.seed,
        progress=lambda line: print(line, flush=True),
    )
    try:
        for stage in recipe.remaining() if options.stage == "all" else (options.stage,):
            recipe.run(stage)
    except RecipeError as error:
        return str(error)
    except KeyboardInterrupt:
        return "stopped; start it again with the same options and it goes on"
    return None


def _of_pass(values: list[float], number: int) -> float:
    """The value for a pass; the last one goes on for all later passes."""
    return values[min(number, len(values) - 1)]


if __name__ == "__main__":
    sys.exit(main())
