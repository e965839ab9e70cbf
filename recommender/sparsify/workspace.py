"""Where a run of the recipe keeps its state: checkpoints to go on from, and what each stage measured."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from recommender.sparsify.errors import RecipeError
from recommender.sparsify.model import SentenceEncoder, count_layers, load_dense, take_layers

Measures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that git ignores. Files are written aside and renamed, so a killed run leaves no half-written one."""

    folder: Path

    def write(self, stage: str, measures: Measures) -> None:
        """Keep a stage's measures as STAGE.json."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{stage}.json"
        aside = path.with_suffix(".part")
        aside.write_text(json.dumps(measures, indent=1) + "\n", encoding="utf-8")
        aside.replace(path)

    def read(self, stage: str) -> Measures:
        """A stage's measures; a RecipeError that names the stage to run when there are none."""
        path = self.folder / f"{stage}.json"
        try:
            measures: Measures = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise RecipeError(f"{path} is missing: run the stage {stage!r} first.") from None
        except (OSError, ValueError) as error:
            raise RecipeError(f"{path} cannot be read ({error}): run the stage {stage!r} again.") from error
        return measures

    def save(self, name: str, state: dict[str, Any]) -> None:
        """Keep tensors and numbers as NAME.pt."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.pt"
        aside = path.with_suffix(".part")
        torch.save(state, aside)
        aside.replace(path)

    def has(self, name: str) -> bool:
        """Whether `save` kept something under this name."""
        return (self.folder / f"{name}.pt").exists()

    def load(self, name: str) -> dict[str, Any] | None:
        """What `save` kept, or None."""
        path = self.folder / f"{name}.pt"
        if not path.exists():
            return None
        try:
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        except Exception as error:  # torch raises several kinds for a damaged file
            reason = str(error).splitlines()[0]
            raise RecipeError(f"{path} is damaged ({reason}): delete it and run its stage again.") from error
        return state

    def load_model(self, *names: str) -> SentenceEncoder:
        """The model of the first checkpoint of these that there is."""
        for name in names:
            state = self.load(name)
            if state is not None:
                model = take_layers(load_dense(), range(count_layers(state["model"])))
                model.load_state_dict(state["model"])
                return model
        raise RecipeError(f"{self.folder} holds no {' or '.join(names)} checkpoint: run that stage first.")
