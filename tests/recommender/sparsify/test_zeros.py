"""The shipped file keeps its promise of zeros."""

import json
from pathlib import Path

import pytest

pytest.importorskip("onnx", reason="counting zeros reads the model with onnx, which comes with DeepSparse")

from recommender.encoder import WEIGHTS
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.zeros import count_zeros


def test_at_least_four_fifths_of_the_linear_weights_are_zero() -> None:
    zeros = count_zeros(WEIGHTS / "encoder.onnx")
    assert zeros["all"] >= 0.8
    assert len(zeros) == 1 + 6 * 3  # six linear layers in each of three
    assert min(zeros.values()) >= 0.5


def test_the_manifest_and_the_card_say_what_the_file_holds() -> None:
    zeros = count_zeros(WEIGHTS / "encoder.onnx")["all"]
    assert json.loads((WEIGHTS / "manifest.json").read_text())["zeros"] == pytest.approx(zeros)
    assert f"{zeros:.1%} of the linear layers' weights are exactly zero" in (WEIGHTS / "CARD.md").read_text()


def test_the_file_may_be_shipped() -> None:
    assert (WEIGHTS / "encoder.onnx").stat().st_size <= 26_000_000


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"nonsense")
    with pytest.raises(RecipeError, match="is not an ONNX model"):
        count_zeros(tmp_path / "model.onnx")
