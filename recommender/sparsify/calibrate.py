"""Calibration: the range of every input of a matrix product, from texts like those that will be encoded."""

from collections.abc import Sequence

import torch

from recommender.sparsify.batches import same_lengths
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.model import SentenceEncoder

BATCH = 64


@torch.no_grad()
def calibrate(model: SentenceEncoder, rows: Sequence[Sequence[int]]) -> dict[str, tuple[float, float]]:
    """Widen each quantizer's range to what these texts need, from nothing, with rounding off; then leave it off.

    Texts of one length go together, so that padding, whose states may lie far out, has no say.

    Args:
        rows: token ids of the calibration texts.
    Returns:
        (lowest, highest) by quantizer.
    """
    if not rows:
        raise RecipeError("Calibration needs texts; there are none.")
    quantizers = model.quantizers()
    model.set_rounding(False)
    for quantizer in quantizers.values():
        quantizer.reset()
        quantizer.mode = "observe"
    for ids in same_lengths(rows, BATCH):
        model(ids, torch.ones_like(ids))
    model.set_rounding(False)
    return {name: (float(quantizer.low), float(quantizer.high)) for name, quantizer in quantizers.items()}
