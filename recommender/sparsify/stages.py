"""The stages of the recipe: each reads what the one before left in the workspace, and writes its own measures there."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx

from recommender.encoder._weights import sha256
from recommender.sparsify.batches import embed_all, tokenize
from recommender.sparsify.begin import load_shipped
from recommender.sparsify.calibrate import calibrate
from recommender.sparsify.card import render
from recommender.sparsify.curve import curve
from recommender.sparsify.distil import Plan, distil
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.examples import Source
from recommender.sparsify.export import export
from recommender.sparsify.graph import build
from recommender.sparsify.model import SentenceEncoder, load_dense, take_layers
from recommender.sparsify.prune import prune
from recommender.sparsify.texts import Texts
from recommender.sparsify.verify import agreement_texts, dense_measures, verify
from recommender.sparsify.workspace import Measures, Workspace
from recommender.sparsify.zeros import count_zeros

STAGES = ("dense", "prune", "distil", "export", "verify", "card")
MEASURES = "measures.json"
"""What was measured of a shipped model, beside it; a later run can go on from it."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One run's choices. Levels of sparsity rise; each is pruned from what the level before was trained to."""

    texts: Texts
    workspace: Workspace
    out: Path
    levels: tuple[float, ...] = (0.6,)
    calibration_texts: int = 1024
    plans: tuple[Plan, ...] = ()
    """Passes of training at the last level, of which the levels before it take the first; none leaves distillation
    out: the pruned model is quantized as it is."""
    layers: tuple[int, ...] | None = None
    """Which of the layers to begin with; all by default."""
    teacher: Path | None = None
    """A folder with a shipped model to learn from, in the place of the dense one."""
    begin_from: Path | None = None
    """A folder with a shipped model to train further, in the place of pruning."""
    curve_levels: tuple[float, ...] = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
    seed: int = 0
    progress: Callable[[str], None] = print

    def remaining(self) -> tuple[str, ...]:
        """The stages that a complete run still has to take. What follows the training is quick and always taken."""
        first = _name(self.levels[0])
        done = {
            "dense": (self.workspace.folder / "dense.json").exists() and self.dense_file.exists(),
            "prune": self.workspace.has(f"pruned-{first}"),
        }
        return tuple(stage for stage in STAGES if not done.get(stage, False))

    def run(self, stage: str) -> None:
        """Run one stage of STAGES.

        Raises:
            RecipeError: what the stage needs is missing, damaged or out of range.
        """
        begun = time.monotonic()
        self.progress(f"stage {stage}")
        stages: dict[str, Callable[[], None]] = {
            "dense": self._dense,
            "prune": self._prune_all,
            "distil": self._distil,
            "export": self._export,
            "verify": self._verify,
            "card": self._card,
            "curve": self._curve,
        }
        stages[stage]()
        self.progress(f"stage {stage} done in {time.monotonic() - begun:.0f} s")

    def _fewer(self, model: SentenceEncoder) -> SentenceEncoder:
        return take_layers(model, self.layers) if self.layers else model

    def _kept(self) -> list[int] | None:
        return list(self.layers) if self.layers else None

    def _teacher_name(self) -> str:
        assert self.teacher is not None
        return sha256(self.teacher / "encoder.onnx")[:12]

    def _teacher(self) -> SentenceEncoder:
        """Whom the student learns from, in exact numbers."""
        if self.teacher is None:
            return load_dense()
        teacher = load_shipped(self.teacher / "encoder.onnx")
        teacher.set_rounding(False)
        return teacher

    def _source(self) -> Source:
        return Source(self.texts, self.seed)

    def _rows(self) -> list[list[int]]:
        return tokenize(self._source().calibration(self.calibration_texts))

    def _dense(self) -> None:
        """Measure the dense model, and export it as INT8 without zeros for comparisons of speed."""
        dense = load_dense()
        measures: dict[str, Any] = {"quality": dense_measures(dense, self.texts)}
        calibrate(dense, self._rows())
        self.workspace.folder.mkdir(parents=True, exist_ok=True)
        onnx.save(build(dense), str(self.dense_file))
        self.workspace.write("dense", measures)

    @property
    def dense_file(self) -> Path:
        """The dense model as INT8, for comparisons."""
        return self.workspace.folder / "dense-int8.onnx"

    def _prune_all(self) -> None:
        """The first level; with no training in between, the others too. A shipped model is pruned already."""
        if self.begin_from is not None:
            self._begin(self.begin_from)
            return
        for level in range(1 if self.plans else len(self.levels)):
            self._prune(level)

    def _begin(self, folder: Path) -> None:
        """Take a shipped model, and what its measures tell of how it came about, in the place of pruning."""
        history = read_history(folder / MEASURES)
        name = _name(self.levels[0])
        model = self._fewer(load_shipped(folder / "encoder.onnx"))
        self.workspace.save(f"pruned-{name}", {"model": model.state_dict()})
        begun = {
            "begun_from": sha256(folder / "encoder.onnx")[:12],
            "layers": self._kept(),
            "sparsity": self.levels[0],
            "zeros": count_zeros(folder / "encoder.onnx")["all"],
            "cosine_to_dense": self._cosines(model),
            "history": history,
        }
        self.workspace.write(f"prune-{name}", begun)

    def _prune(self, level: int) -> None:
        """Prune to a level from the level before it (the dense model, before the first), and calibrate."""
        name = _name(self.levels[level])
        model = self.workspace.load_model(*self._before(level)) if level else self._fewer(load_dense())
        model.set_rounding(False)
        rows = self._rows()
        errors = prune(model, rows, self.levels[level], self.progress)
        calibrate(model, rows)
        self.workspace.save(f"pruned-{name}", {"model": model.state_dict()})
        self.workspace.write(
            f"prune-{name}",
            {
                **({} if level else {"layers": self._kept()}),
                "sparsity": self.levels[level],
                "calibration_texts": len(rows),
                "errors": errors,
                "cosine_to_dense": self._cosines(model),
            },
        )

    def _passes(self, level: int) -> tuple[Plan, ...]:
        """How a level is trained: what is pruned again anyway gets the first pass alone."""
        return self.plans if level == len(self.levels) - 1 else self.plans[:1]

    def _before(self, level: int) -> tuple[str, ...]:
        """Checkpoints from which a level may be pruned, the better first."""
        return (self._trained(level - 1) if self.plans else f"pruned-{_name(self.levels[level - 1])}",)

    def _trained(self, level: int, passes: int | None = None) -> str:
        """The checkpoint's name of a level after so many passes of training, after all of them by default."""
        passes = len(self._passes(level)) if passes is None else passes
        return f"distilled-{_name(self.levels[level])}" + (f"-{passes}" if passes > 1 else "")

    def _distil(self) -> None:
        """Train each level, pruning the next one from it."""
        if not self.plans:
            self.progress("no steps asked for: the pruned model stays as it is")
            return
        for level, sparsity in enumerate(self.levels):
            pruned = f"pruned-{_name(sparsity)}"
            for number, plan in enumerate(self._passes(level), start=1):
                done = self._trained(level, number)
                if self.workspace.has(done):
                    self.progress(f"{sparsity:.0%}, pass {number}: distilled already")
                    continue
                if level and not self.workspace.has(pruned):
                    self._prune(level)
                student = self.workspace.load_model(self._trained(level, number - 1) if number > 1 else pruned)
                losses = distil(
                    student,
                    self._teacher(),
                    Source(self.texts, plan.seed, plan.sts),
                    plan,
                    self.workspace,
                    checkpoint=done.replace("distilled", "distilling"),
                    progress=self.progress,
                )
                self.workspace.save(done, {"model": student.state_dict()})
                told = {"plan": repr(plan), **losses, "cosine_to_dense": self._cosines(student)}
                self.workspace.write(done, told | ({"teacher": self._teacher_name()} if self.teacher else {}))

    def _final(self) -> SentenceEncoder:
        level = len(self.levels) - 1
        return self.workspace.load_model(
            self._trained(level) if self.plans else f"pruned-{_name(self.levels[level])}"
        ).eval()

    def _export(self) -> None:
        self.workspace.write("export", export(self._final(), self.out))

    def _verify(self) -> None:
        baseline = self.workspace.read("dense")["quality"]
        if not self.dense_file.exists():
            self._dense()
        measures = verify(self.out, load_dense(), self.dense_file, self.texts, baseline, self.progress)
        self.workspace.write("verify", measures)

    def _curve(self) -> None:
        """Levels of zeros beside each other; no part of making the product."""
        self.workspace.folder.mkdir(parents=True, exist_ok=True)
        points = curve(self.curve_levels, self._rows(), self.texts, self.workspace.folder, self.progress)
        self.workspace.write("curve", {"calibration_texts": self.calibration_texts, "points": points})

    def _card(self) -> None:
        """Keep what the stages measured beside the model, and render CARD.md from it."""
        history: list[tuple[Measures, list[Measures]]] = []
        for level, sparsity in enumerate(self.levels):
            trained = [self.workspace.read(self._trained(level, n + 1)) for n in range(len(self._passes(level)))]
            history.append((self.workspace.read(f"prune-{_name(sparsity)}"), trained))
        begun = history[0][0].pop("history", [])
        measures = {
            "dense": self.workspace.read("dense"),
            "history": [*begun, *history],
            "export": self.workspace.read("export"),
            "verify": self.workspace.read("verify"),
        }
        if self.teacher is not None:
            history_before = read_history(self.teacher / MEASURES)
            measures["teacher"] = {"name": self._teacher_name(), "history": history_before}
        if (self.workspace.folder / "curve.json").exists():
            measures["curve"] = self.workspace.read("curve")
        (self.out / "CARD.md").write_text(render(measures), encoding="utf-8")
        (self.out / MEASURES).write_text(json.dumps(measures, indent=1) + "\n", encoding="utf-8")

    def _cosines(self, model: SentenceEncoder) -> dict[str, float]:
        """Mean cosine to the dense model on held-out openings: in exact numbers, and rounded as it would be shipped."""
        sample = agreement_texts(self.texts, 200)
        reference = embed_all(load_dense(), sample)
        found = {}
        for name, rounding in (("exact", False), ("int8", True)):
            model.set_rounding(rounding)
            found[name] = float((embed_all(model, sample) * reference).sum(1).mean())
        return found


def _name(sparsity: float) -> str:
    return f"{sparsity * 100:g}"


def read_history(path: Path) -> list[Any]:
    """How a shipped model came about: of each level of sparsity, the measures of pruning and of each training pass."""
    try:
        history: list[Any] = json.loads(path.read_text(encoding="utf-8"))["history"]
    except (OSError, ValueError, KeyError) as error:
        raise RecipeError(f"{path} cannot be read ({error}): name a folder that this recipe made.") from error
    return history
