"""Going on from a model that was shipped: its file back into the network that training works on."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from recommender.sparsify.errors import RecipeError
from recommender.sparsify.model import SentenceEncoder, count_layers, load_dense, take_layers


def load_shipped(model_file: Path) -> SentenceEncoder:
    """The network that a file of this recipe computes: weights, masks and ranges as they stand there, rounding on.

    What training had beyond the file, the float32 weights behind the rounded ones, is lost: each weight begins at the
    value that it was rounded to. A weight is masked when it is stored as zero.

    Raises:
        RecipeError: the file cannot be read, or was not written by `graph.build` for this network.
    """
    try:
        graph = onnx.load(str(model_file)).graph
    except Exception as error:  # protobuf's own kinds, and OSError
        raise RecipeError(f"{model_file} is not an ONNX model ({error}).") from error
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    try:
        model = take_layers(load_dense(), range(count_layers(constants)))
        _fill(model, constants)
    except (KeyError, RuntimeError, RecipeError) as error:
        raise RecipeError(f"{model_file} was not made by this recipe ({error}).") from error
    model.set_rounding(True)
    return model.eval()


@torch.no_grad()
def _fill(model: SentenceEncoder, constants: dict[str, np.ndarray]) -> None:
    def floats(name: str) -> Tensor:
        return torch.from_numpy(np.array(constants[name], dtype=np.float32))

    model.words.copy_(floats("words.weight") * constants["words.scale"].item())
    model.places.copy_(floats("places.weight"))
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.LayerNorm):
            module.weight.copy_(floats(f"{name}.weight"))
            module.bias.copy_(floats(f"{name}.bias"))
    for name, quantizer in model.quantizers().items():
        scale, zero_point = (constants[f"{name}.{part}"].item() for part in ("scale", "zero_point"))
        quantizer.low.fill_(-zero_point * scale)
        quantizer.high.fill_((255 - zero_point) * scale)
    for name, linear in model.linears().items():
        stored = floats(f"{name}.weight")
        linear.weight.copy_(stored * floats(f"{name}.weight.scales"))
        linear.bias.copy_(floats(f"{name}.bias"))
        linear.mask.copy_(stored != 0)
