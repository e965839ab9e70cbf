"""Fake quantization: round a tensor to the values that the runtimes will have for it, and let gradients pass.

Weights of linear layers: int8, symmetric, one scale a column, so that a zero weight is exactly the zero point 0. The
token embedding: the same with one scale for all. Inputs of matrix products: uint8, any zero point, one scale a tensor.
The products themselves stay exact (int32, then float32): rounding them to eight bits was what cost plain INT8 most.

Source: Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference
(CVPR 2018), section 3; the straight-through gradient: Bengio et al., arXiv 1308.3432.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

INT8 = (-127, 127)
UINT8 = (0, 255)
SMALLEST = 1e-8


class Affine(NamedTuple):
    """value = scale * (stored - zero_point), stored 0..255."""

    scale: float
    zero_point: int


class Quantizer(nn.Module):
    """Keeps the range of one activation and, when switched on, rounds it.

    Modes: "off" passes the tensor on; "observe" passes it on and widens the range; "on" rounds. In training the range
    follows the batches slowly (running mean of their ends).
    """

    MOMENTUM = 0.01

    low: Tensor
    high: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.mode = "off"
        self.register_buffer("low", torch.tensor(0.0))
        self.register_buffer("high", torch.tensor(0.0))

    def forward(self, x: Tensor) -> Tensor:
        """x, any shape, rounded when the mode is "on"."""
        if self.mode == "off":
            return x
        if self.mode == "observe":
            low, high = torch.aminmax(x.detach().float())
            self.low.copy_(torch.minimum(self.low, low))
            self.high.copy_(torch.maximum(self.high, high))
            return x
        if self.training:
            low, high = torch.aminmax(x.detach().float())
            self.low.lerp_(low, self.MOMENTUM)
            self.high.lerp_(high, self.MOMENTUM)
        scale, zero_point = self.affine()
        return torch.fake_quantize_per_tensor_affine(x, scale, zero_point, *UINT8)

    def reset(self) -> None:
        """Forget the range."""
        self.low.zero_()
        self.high.zero_()

    def affine(self) -> Affine:
        """Scale and zero point of the range kept; zero is always one of the 256 values."""
        low, high = min(float(self.low), 0.0), max(float(self.high), 0.0)
        scale = max(high - low, SMALLEST) / 255
        return Affine(scale, min(max(round(-low / scale), 0), 255))


def column_scales(weight: Tensor) -> Tensor:
    """(inputs, outputs) weights to (outputs,) scales: the largest weight of a column becomes 127."""
    return weight.detach().abs().amax(0).clamp_min(SMALLEST) / INT8[1]


def round_columns(weight: Tensor) -> Tensor:
    """The weight as int8 with a scale a column would have it; gradients pass unchanged."""
    scales = column_scales(weight)
    # Not torch's own per-channel fake quantization, which refuses bfloat16.
    rounded = torch.clamp(torch.round(weight.detach() / scales), *INT8) * scales
    return weight + (rounded - weight.detach())


def whole_scale(weight: Tensor) -> float:
    """One scale for a whole tensor: its largest value becomes 127."""
    return max(float(weight.detach().abs().max()), SMALLEST) / INT8[1]


def stored(weight: Tensor, scale: Tensor | float) -> Tensor:
    """The int8 tensor that stands for a weight; a weight of exactly 0 becomes the zero point, which is 0."""
    return torch.clamp(torch.round(weight.detach().float() / scale), *INT8).to(torch.int8)
