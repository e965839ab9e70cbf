"""The shipped files, and the manifest that says what they must be."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.encoder._errors import EncoderError

WEIGHTS = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
REMEDY = "restore it with git checkout, or make it anew with python -m recommender.sparsify all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A verified model: its files are, byte for byte, those that the manifest was written for."""

    model_file: Path
    tokenizer_file: Path
    model: str
    """The first 12 hex digits of the model file's sha256: what an index names as its encoder."""
    dim: int
    max_tokens: int
    zeros: float
    """Share of the linear layers' weights that are exactly zero, 0 to 1."""
    check_texts: tuple[str, ...]
    check_vectors: dict[str, NDArray[np.float32]]
    """By runtime: (texts, dim) unit rows which that runtime made of check_texts when the model was made."""


def load_weights(folder: Path = WEIGHTS) -> Weights:
    """Read the manifest and hold each file against it.

    Raises:
        EncoderError: a file is missing, cannot be read, or differs from the manifest by a single byte.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        hashes = {name: str(entry["sha256"]) for name, entry in manifest["files"].items()}
        check = manifest["self_check"]
        vectors = {name: np.asarray(rows, dtype=np.float32) for name, rows in check["vectors"].items()}
        weights = Weights(
            model_file=folder / "encoder.onnx",
            tokenizer_file=folder / "tokenizer.json",
            model=hashes["encoder.onnx"][:12],
            dim=int(manifest["dim"]),
            max_tokens=int(manifest["max_tokens"]),
            zeros=float(manifest["zeros"]),
            check_texts=tuple(check["texts"]),
            check_vectors=vectors,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderError(f"{path} cannot be read ({_reason(error)}): {REMEDY}.") from error
    for file in (weights.model_file, weights.tokenizer_file):
        try:
            digest = sha256(file)
        except OSError as error:
            raise EncoderError(f"{file} cannot be read ({_reason(error)}): {REMEDY}.") from error
        if digest != hashes.get(file.name):
            raise EncoderError(f"{file} is damaged or of another make (its sha256 is not the manifest's): {REMEDY}.")
    return weights


def sha256(file: Path) -> str:
    """Hex digest of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return f"no {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]
