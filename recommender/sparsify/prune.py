"""Pruning with second-order information: SparseGPT, one linear layer after the other.

Source: Frantar and Alistarh, SparseGPT: Massive Language Models Can Be Accurately Pruned in One-Shot (ICML 2023),
algorithm 1; the rule for a single weight is the Optimal Brain Surgeon's (Hassibi and Stork, 1993): removing weight w of
input i costs w^2 / [H^-1]_ii, and the inputs that follow are corrected for its loss.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from recommender.sparsify.batches import same_lengths
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.model import Layer, Linear, SentenceEncoder, attention_bias

BLOCK = 128
DAMPING = 0.01
BATCH = 64


@torch.no_grad()
def prune(
    model: SentenceEncoder, rows: Sequence[Sequence[int]], sparsity: float, progress: Callable[[str], None] = print
) -> dict[str, float]:
    """Set a share of each linear layer's weights to zero, in place, and correct those that stay.

    Layers are taken in the order of the data, and each sees what the pruned layers before it make of the texts, so
    that errors are corrected rather than added up. What an earlier call took stays taken.

    Args:
        rows: token ids of the calibration texts.
        sparsity: share of zeros in every linear layer, 0 to below 1.
    Returns:
        By layer: squared error of its outputs, as a share of their squared size.
    Raises:
        RecipeError: sparsity out of range, or no texts.
    """
    if not 0 <= sparsity < 1:
        raise RecipeError(f"Sparsity is a share of zeros from 0 to below 1, not {sparsity}.")
    if not rows:
        raise RecipeError("Pruning needs calibration texts; there are none.")
    states = [model.embed(ids) for ids in same_lengths(rows, BATCH)]
    errors: dict[str, float] = {}
    for i, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        # Query, key and value share their input; the others wait for what stands before them.
        for names in (("query", "key", "value"), ("output",), ("up",), ("down",)):
            linears = {name: layer.linears()[name] for name in names}
            hessian, tokens = _hessian(layer, linears[names[0]], states)
            for name, linear in linears.items():
                errors[f"layers.{i}.{name}"] = _prune_linear(linear, hessian / tokens, sparsity)
        states = [layer(x, _no_padding(x)) for x in states]
        progress(f"pruned layer {i + 1} of {len(model.layers)} to {sparsity:.0%}")
    return errors


def _no_padding(states: Tensor) -> Tensor:
    return attention_bias(torch.ones(states.shape[:2]))


def _hessian(layer: Layer, linear: Linear, states: list[Tensor]) -> tuple[Tensor, int]:
    """Sum of x x^T over all inputs x that the linear layer sees, (inputs, inputs) float64, and how many there were."""
    size = linear.weight.shape[0]
    total = torch.zeros(size, size, dtype=torch.float64)
    tokens = 0

    def add(_: object, inputs: tuple[Tensor, ...]) -> None:
        nonlocal tokens
        x = inputs[0].reshape(-1, size)
        total.add_((x.T @ x).double())
        tokens += len(x)

    handle = linear.register_forward_pre_hook(add)
    try:
        for x in states:
            layer(x, _no_padding(x))
    finally:
        handle.remove()
    return total, tokens


def _prune_linear(linear: Linear, hessian: Tensor, sparsity: float) -> float:
    """Prune one layer; returns the squared error of its outputs relative to their squared size."""
    before = linear.pruned().clone()
    dead = hessian.diagonal() == 0
    damped = hessian.clone()
    damped.diagonal().add_(DAMPING * hessian.diagonal().mean())
    inverse = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(damped)), upper=True).float()
    weight = before.clone()
    weight[dead] = 0.0
    mask = linear.mask.clone()
    size = weight.shape[0]
    for start in range(0, size, BLOCK):
        stop = min(start + BLOCK, size)
        diagonal = inverse.diagonal()[start:stop, None]
        mask[start:stop] &= _keep((weight[start:stop] / diagonal).square(), mask[start:stop], sparsity)
        losses = torch.zeros_like(weight[start:stop])
        for i in range(start, stop):
            loss = weight[i] * ~mask[i] / inverse[i, i]
            weight[i:stop] -= inverse[i, i:stop, None] * loss
            weight[i] *= mask[i]
            losses[i - start] = loss
        weight[stop:] -= inverse[start:stop, stop:].T @ losses
    linear.weight.copy_(weight * mask)
    linear.mask.copy_(mask)
    change, whole = (linear.weight - before).double(), before.double()
    return float((change * (hessian @ change)).sum() / (whole * (hessian @ whole)).sum().clamp_min(1e-12))


def _keep(costs: Tensor, mask: Tensor, sparsity: float) -> Tensor:
    """Which weights of a block stay: all but the cheapest share. Those gone before cost nothing, so they stay gone."""
    gone = int(sparsity * costs.numel())
    if gone == 0:
        return torch.ones_like(mask)
    costs = torch.where(mask, costs, torch.full_like(costs, -1.0))
    cheapest = costs.flatten().topk(gone, largest=False).indices
    keep = torch.ones(costs.numel(), dtype=torch.bool)
    keep[cheapest] = False
    return keep.view_as(mask)
