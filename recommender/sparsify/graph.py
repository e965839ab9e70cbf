"""The trained network as an ONNX graph in QOperator form.

Written node by node rather than traced, so that the ranges that training settled on go into the file as they are and
each matrix product is one QLinearMatMul over a constant int8 matrix: the form that DeepSparse's and ONNX Runtime's
quantized kernels look for. Layer norm and GELU are spelled out as PyTorch's exporter spells them at opset 14, because
both runtimes recognise that spelling and fuse it.
"""

from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from recommender.sparsify.model import Layer, Linear, SentenceEncoder, attention_scale
from recommender.sparsify.quantizer import Affine, Quantizer

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

    def add(self, op: str, *inputs: str, name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    def affine(self, name: str, affine: Affine) -> tuple[str, str]:
        """Names of scale and zero point; int8 for what is symmetric around zero, uint8 otherwise."""
        kind = np.int8 if affine.lowest < 0 else np.uint8
        scale = self.constant(f"{name}.scale", np.array(affine.scale, dtype=np.float32))
        return scale, self.constant(f"{name}.zero_point", np.array(affine.zero_point, dtype=kind))


def stored(weight: Tensor, affine: Affine) -> np.ndarray:
    """The int8 matrix that stands for a weight; a weight of exactly 0 becomes the zero point, which is 0."""
    # As float32 divided by float32: the same rounding as the fake quantization that the weight was trained under.
    levels = np.rint(weight.detach().float().numpy() * np.float32(1.0 / np.float32(affine.scale)))
    return np.clip(levels, affine.lowest, affine.highest).astype(np.int8)


def build(model: SentenceEncoder) -> onnx.ModelProto:
    """The model's graph: input_ids and attention_mask (batch, length) int64 in, states (batch, length, width) float32 out.

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
    ids, mask = (helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask"))
    out = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["batch", "length", width])
    body = helper.make_graph(graph.nodes, "sentence-encoder", [ids, mask], [out], list(graph.constants.values()))
    proto = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="recommender.sparsify")
    proto.ir_version = IR_VERSION
    onnx.checker.check_model(proto)
    return proto


def _embed(g: _Graph, model: SentenceEncoder) -> str:
    affine = model.words_range.affine()
    table = g.constant("words.weight", stored(model.words, affine))
    rows = g.add("Gather", table, "input_ids", name="words.rows", axis=0)
    rows = g.add("DequantizeLinear", rows, *g.affine("words", affine), name="words.float")
    length = g.add("Gather", g.add("Shape", "input_ids", name="shape"), g.ints("one", 1), name="length", axis=0)
    places = g.floats("places.weight", model.places)
    places = g.add("Slice", places, g.ints("slice.start", 0), length, g.ints("slice.axis", 0), name="places")
    return _norm(g, "embedding_norm", model.embedding_norm, g.add("Add", rows, places, name="embedding"))


def _attention_bias(g: _Graph) -> str:
    mask = g.add("Unsqueeze", "attention_mask", g.ints("mask.axes", 1, 2), name="mask.wide")
    mask = g.add("Cast", mask, name="mask.float", to=TensorProto.FLOAT)
    padding = g.add("Sub", g.floats("mask.one", 1.0), mask, name="mask.padding")
    return g.add("Mul", padding, g.floats("mask.low", -10000.0), name="mask.bias")


def _quantize(g: _Graph, name: str, x: str, quantizer: Quantizer) -> tuple[str, str, str]:
    scale, zero = g.affine(name, quantizer.affine())
    return g.add("QuantizeLinear", x, scale, zero, name=f"{name}.stored"), scale, zero


def _linear(g: _Graph, name: str, linear: Linear, x: tuple[str, str, str]) -> str:
    affine = linear.weight_range.affine()
    weight = g.constant(f"{name}.weight", stored(linear.weight * linear.mask, affine))
    scale, zero = g.affine(f"{name}.product", linear.product.affine())
    product = g.add("QLinearMatMul", *x, weight, *g.affine(f"{name}.weight", affine), scale, zero, name=f"{name}.matmul")
    product = g.add("DequantizeLinear", product, scale, zero, name=f"{name}.product")
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
    states = _norm(g, f"{name}.attention_norm", layer.attention_norm, g.add("Add", out, states, name=f"{name}.attended"))
    inner = _gelu(g, f"{name}.gelu", _linear(g, f"{name}.up", layer.up, _quantize(g, f"{name}.up_in", states, layer.up_in)))
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
