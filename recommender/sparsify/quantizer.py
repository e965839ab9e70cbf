"""Fake quantization: round a tensor to the 256 values that the runtimes will have for it, and let gradients pass.

Per tensor, affine. Weights: int8, symmetric, so that a zero weight is exactly the zero point 0. Activations: uint8, any
zero point. Source: Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference (CVPR 2018), section 3.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn


class Affine(NamedTuple):
    """value = scale * (stored - zero_point), stored within [lowest, highest]."""

    scale: float
    zero_point: int
    lowest: int
    highest: int


class Quantizer(nn.Module):
    """Keeps the range of one tensor and, when switched on, rounds it.

    Modes: "off" passes the tensor on; "observe" passes it on and widens the range; "on" rounds. In training an
    activation's range follows the batches slowly (running mean), a weight's range is its largest value, always.
    """

    MOMENTUM = 0.01

    def __init__(self, *, symmetric: bool = False) -> None:
        super().__init__()
        self.symmetric = symmetric
        self.mode = "off"
        self.register_buffer("low", torch.tensor(0.0))
        self.register_buffer("high", torch.tensor(0.0))

    def forward(self, x: Tensor, whole: Tensor | None = None) -> Tensor:
        """x, rounded when the mode is "on".

        Args:
            x: any shape.
            whole: the tensor whose range counts, where x is a selection from it (rows of an embedding).
        """
        if self.mode == "off":
            return x
        if self.symmetric:
            self._set(*_ends(x if whole is None else whole))
        elif self.mode == "observe":
            low, high = _ends(x)
            self._set(torch.minimum(self.low, low), torch.maximum(self.high, high))
        elif self.training:
            low, high = _ends(x)
            self._set(self.low + self.MOMENTUM * (low - self.low), self.high + self.MOMENTUM * (high - self.high))
        if self.mode == "observe":
            return x
        affine = self.affine()
        return torch.fake_quantize_per_tensor_affine(x, affine.scale, affine.zero_point, affine.lowest, affine.highest)

    def _set(self, low: Tensor, high: Tensor) -> None:
        self.low.copy_(low)
        self.high.copy_(high)

    def affine(self) -> Affine:
        """Scale and zero point of the range kept; zero is always one of the 256 values."""
        low, high = min(float(self.low), 0.0), max(float(self.high), 0.0)
        if self.symmetric:
            return Affine(max(-low, high, 1e-8) / 127, 0, -127, 127)
        scale = max(high - low, 1e-8) / 255
        return Affine(scale, int(min(max(round(-low / scale), 0), 255)), 0, 255)


def _ends(x: Tensor) -> tuple[Tensor, Tensor]:
    low, high = torch.aminmax(x.detach().float())
    return low, high
