"""Counting zeros in a model file."""

from pathlib import Path

import onnx
from onnx import numpy_helper

from recommender.sparsify.errors import RecipeError


def count_zeros(model_file: Path) -> dict[str, float]:
    """Share of zeros among the int8 weights that meet a MatMulInteger, by layer, and of them together under "all".

    Read from the file, not from the run that wrote it: a weight counts when its stored value is its zero point.

    Raises:
        RecipeError: the file is no ONNX model, or has no such weights.
    """
    try:
        graph = onnx.load(str(model_file)).graph
    except Exception as error:  # protobuf's own kinds, and OSError
        raise RecipeError(f"{model_file} is not an ONNX model ({error}).") from error
    constants = {constant.name: constant for constant in graph.initializer}
    shares: dict[str, float] = {}
    zeros = total = 0
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in constants:
            weight = numpy_helper.to_array(constants[node.input[1]])
            zero_point = numpy_helper.to_array(constants[node.input[3]]) if len(node.input) > 3 else 0
            here = int((weight == zero_point).sum())
            shares[node.input[1].removesuffix(".weight")] = here / weight.size
            zeros, total = zeros + here, total + weight.size
    if not total:
        raise RecipeError(f"{model_file} has no MatMulInteger with constant weights: it was not made by this recipe.")
    return {"all": zeros / total, **shares}
