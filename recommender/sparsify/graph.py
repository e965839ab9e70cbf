"""The trained network as an ONNX graph in QOperator form.

Written node by node rather than traced, so that the ranges that training settled on go into the file as they are. Each
linear layer is one MatMulInteger of a uint8 input and a constant int8 matrix, then Cast, Mul by the product of the
input's scale and the columns' scales, Add of the bias. DeepSparse fuses the four; so does ONNX Runtime, but only when
it sees that product as a node: it must not fold it away first (see recommender.encoder._onnxruntime). This form rounds
nothing but the inputs, and the runtimes agree on it to a cosine of 0.999 in the mean; QLinearMatMul was no faster.
Layer norm and GELU are spelled out as PyTorch's exporter spells them at opset 14, because both runtimes recognise that
spelling and fuse it too.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from recommender.sparsify.model import Layer, Linear, SentenceEncoder, attention_scale
from recommender.sparsify.quantizer import Quantizer, column_scales, stored, whole_scale

OPSET = 14
IR_VERSION = 7


@dataclass
class _Graph:
    """Nodes and constants so far; each method adds one step and returns the name of its output."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def floats(self, name: str, value: Tensor | float) -> str:
        array = value.detach().float().numpy() if isinstance(value, Tensor) else np.array(value)
        return self.constant(name, np.ascontiguousarray(array, dtype=np.float32))

    def ints(self, name: str, *values: int) -> str:
        return self.constant(name, np.array(values, dtype=np.int64))

    def add(self, op: str, *inputs: str, name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    def int8(self, name: str, value: Tensor) -> str:
        return self.constant(name, np.ascontiguousarray(value.numpy(), dtype=np.int8))


class _Input(NamedTuple):
    """A quantized activation: names of the uint8 tensor, its zero point and its scale."""

    stored: str
    zero_point: str
    scale: str


def build(model: SentenceEncoder) -> onnx.ModelProto:
    """The model's graph: input_ids and attention_mask, (batch, length) int64, to states, (batch, length, width).

    The mean over tokens stays outside: it is one small matrix product, and the caller knows which tokens are real.
    """
    graph = _Graph()
    width = model.shape.width
    states = _embed(graph, model)
    bias = _attention_bias(graph)
    for i, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        states = _layer(graph, f"layers.{i}", layer, states, bias, attention_scale(model.shape))
    graph.add("Identity", states, name="states")
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "length"])
    out = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["batch", "length", width])
    body = helper.make_graph(graph.nodes, "sentence-encoder", [ids, mask], [out], list(graph.constants.values()))
    opset = helper.make_opsetid("", OPSET)
    proto = helper.make_model(body, opset_imports=[opset], producer_name="recommender.sparsify")
    proto.ir_version = IR_VERSION
    onnx.checker.check_model(proto)
    return proto


def _embed(g: _Graph, model: SentenceEncoder) -> str:
    scale = whole_scale(model.words)
    rows = g.add("Gather", g.int8("words.weight", stored(model.words, scale)), "input_ids", name="words.rows", axis=0)
    zero = g.constant("words.zero_point", np.array(0, dtype=np.int8))
    rows = g.add("DequantizeLinear", rows, g.floats("words.scale", scale), zero, name="words.float")
    length = g.add("Gather", g.add("Shape", "input_ids", name="shape"), g.ints("one", 1), name="length", axis=0)
    places = g.floats("places.weight", model.places)
    places = g.add("Slice", places, g.ints("slice.start", 0), length, g.ints("slice.axis", 0), name="places")
    return _norm(g, "embedding_norm", model.embedding_norm, g.add("Add", rows, places, name="embedding"))


def _attention_bias(g: _Graph) -> str:
    mask = g.add("Unsqueeze", "attention_mask", g.ints("mask.axes", 1, 2), name="mask.wide")
    mask = g.add("Cast", mask, name="mask.float", to=TensorProto.FLOAT)
    padding = g.add("Sub", g.floats("mask.one", 1.0), mask, name="mask.padding")
    return g.add("Mul", padding, g.floats("mask.low", -10000.0), name="mask.bias")


def _quantize(g: _Graph, name: str, x: str, quantizer: Quantizer) -> _Input:
    scale, zero_point = quantizer.affine()
    zero = g.constant(f"{name}.zero_point", np.array(zero_point, dtype=np.uint8))
    rounded = g.add("QuantizeLinear", x, g.floats(f"{name}.scale", scale), zero, name=f"{name}.stored")
    return _Input(rounded, zero, f"{name}.scale")


def _linear(g: _Graph, name: str, linear: Linear, x: _Input) -> str:
    scales = column_scales(linear.pruned())
    weight = g.int8(f"{name}.weight", stored(linear.pruned(), scales))
    zero = g.constant(f"{name}.weight.zero_point", np.array(0, dtype=np.int8))
    product = g.add("MatMulInteger", x.stored, weight, x.zero_point, zero, name=f"{name}.matmul")
    product = g.add("Cast", product, name=f"{name}.float", to=TensorProto.FLOAT)
    both = g.add("Mul", x.scale, g.floats(f"{name}.weight.scales", scales), name=f"{name}.scales")
    product = g.add("Mul", product, both, name=f"{name}.scaled")
    return g.add("Add", product, g.floats(f"{name}.bias", linear.bias), name=f"{name}.out")


def _layer(g: _Graph, name: str, layer: Layer, states: str, bias: str, scale: float) -> str:
    x = _quantize(g, f"{name}.states_in", states, layer.states_in)
    width = layer.query.weight.shape[1]
    by_head = g.ints("shape.by_head", 0, 0, layer.heads, width // layer.heads)
    heads = {}
    for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        out = _linear(g, f"{name}.{part}", getattr(layer, part), x)
        out = g.add("Reshape", out, by_head, name=f"{name}.{part}.by_head")
        heads[part] = g.add("Transpose", out, name=f"{name}.{part}.heads", perm=order)
    scores = g.add("MatMul", heads["query"], heads["key"], name=f"{name}.scores")
    scores = g.add("Div", scores, g.floats("attention.scale", scale), name=f"{name}.scaled")
    scores = g.add("Softmax", g.add("Add", scores, bias, name=f"{name}.masked"), name=f"{name}.shares", axis=-1)
    context = g.add("MatMul", scores, heads["value"], name=f"{name}.context")
    context = g.add("Transpose", context, name=f"{name}.context.by_token", perm=[0, 2, 1, 3])
    context = g.add("Reshape", context, g.ints("shape.joined", 0, 0, width), name=f"{name}.context.joined")
    out = _linear(g, f"{name}.output", layer.output, _quantize(g, f"{name}.context_in", context, layer.context_in))
    out = g.add("Add", out, states, name=f"{name}.attended")
    states = _norm(g, f"{name}.attention_norm", layer.attention_norm, out)
    inner = _linear(g, f"{name}.up", layer.up, _quantize(g, f"{name}.up_in", states, layer.up_in))
    inner = _gelu(g, f"{name}.gelu", inner)
    out = _linear(g, f"{name}.down", layer.down, _quantize(g, f"{name}.down_in", inner, layer.down_in))
    return _norm(g, f"{name}.output_norm", layer.output_norm, g.add("Add", out, states, name=f"{name}.fed"))


def _norm(g: _Graph, name: str, norm: object, x: str) -> str:
    """(x - mean) / sqrt(variance + eps) * weight + bias, over the last axis."""
    weight, bias, eps = norm.weight, norm.bias, norm.eps  # type: ignore[attr-defined]
    centred = g.add("Sub", x, g.add("ReduceMean", x, name=f"{name}.mean", axes=[-1]), name=f"{name}.centred")
    square = g.add("Pow", centred, g.floats("two", 2.0), name=f"{name}.square")
    variance = g.add("ReduceMean", square, name=f"{name}.variance", axes=[-1])
    variance = g.add("Add", variance, g.floats("eps", eps), name=f"{name}.variance_eps")
    unit = g.add("Div", centred, g.add("Sqrt", variance, name=f"{name}.deviation"), name=f"{name}.unit")
    scaled = g.add("Mul", unit, g.floats(f"{name}.weight", weight), name=f"{name}.scaled")
    return g.add("Add", scaled, g.floats(f"{name}.bias", bias), name=f"{name}.out")


def _gelu(g: _Graph, name: str, x: str) -> str:
    """x / 2 * (1 + erf(x / sqrt 2))."""
    erf = g.add("Erf", g.add("Div", x, g.floats("sqrt2", 2.0**0.5), name=f"{name}.div"), name=f"{name}.erf")
    grown = g.add("Mul", x, g.add("Add", erf, g.floats("erf.one", 1.0), name=f"{name}.add"), name=f"{name}.mul")
    return g.add("Mul", grown, g.floats("half", 0.5), name=f"{name}.out")
