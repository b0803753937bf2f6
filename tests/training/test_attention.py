"""Attention without copies gives the same numbers to the bit, and turns nothing before a product."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

onnx = pytest.importorskip("onnx", reason="the models are made where `onnx` is installed")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402 - where onnx is not, none of this is read
from training.attention import DOMAIN, without_turns  # noqa: E402

HEADS, SIZE, LAYERS = 4, 8, 2
WIDTH = HEADS * SIZE


def exported(path: Path) -> None:
    """A network of two layers of attention, turned and scaled as the exporter writes them."""
    random = np.random.default_rng(7)
    apart = np.array([1, -1, HEADS, SIZE], dtype=np.int64)
    whole = np.array([1, -1, WIDTH], dtype=np.int64)
    constants = [
        numpy_helper.from_array(apart, "apart"),
        numpy_helper.from_array(whole, "whole"),
        numpy_helper.from_array(np.array(SIZE**-0.5, dtype=np.float32), "scale"),
    ]
    nodes = []

    def add(kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], name=f"node_{output}", **attributes))
        return output

    before = "words"
    for layer in range(LAYERS):
        turned = {}
        for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
            name = f"{part}_{layer}"
            weights = random.standard_normal((WIDTH, WIDTH)).astype(np.float32)
            constants.append(numpy_helper.from_array(weights, f"weights_{name}"))
            add("MatMul", [before, f"weights_{name}"], f"projected_{name}")
            add("Reshape", [f"projected_{name}", "apart"], f"view_{name}")
            turned[part] = add("Transpose", [f"view_{name}"], f"turned_{name}", perm=order)
        add("MatMul", [turned["query"], turned["key"]], f"product_{layer}")
        add("Mul", [f"product_{layer}", "scale"], f"scaled_{layer}")
        add("Softmax", [f"scaled_{layer}"], f"weighed_{layer}", axis=-1)
        add("MatMul", [f"weighed_{layer}", turned["value"]], f"mixed_{layer}")
        add("Transpose", [f"mixed_{layer}"], f"back_{layer}", perm=[0, 2, 1, 3])
        before = add("Reshape", [f"back_{layer}", "whole"], f"layer_{layer}")
    shape = [1, "count", WIDTH]
    graph = helper.make_graph(
        nodes,
        "attention",
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(before, TensorProto.FLOAT, shape)],
        constants,
    )
    opsets = [helper.make_opsetid("", 20)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), path)


def outputs(path: Path) -> list[np.ndarray]:
    """What the network gives for windows of several lengths."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(3)
    windows = [random.standard_normal((1, count, WIDTH)).astype(np.float32) for count in (1, 2, 37, 254)]
    return [np.asarray(session.run(None, {"words": window})[0]) for window in windows]


def test_the_numbers_are_the_same_to_the_bit(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    exported(path)
    before = outputs(path)
    assert without_turns(path) == LAYERS
    for one, other in zip(before, outputs(path), strict=True):
        np.testing.assert_array_equal(one, other)


def test_nothing_is_turned_before_a_product(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    exported(path)
    without_turns(path)
    graph = onnx.load(path).graph
    kinds = [node.op_type for node in graph.node]
    products = [node for node in graph.node if node.domain == DOMAIN]
    assert kinds.count("Transpose") == LAYERS  # back to words, after each
    assert kinds.count("Mul") == 0
    assert [node.op_type for node in products] == ["FusedMatMul"] * 2 * LAYERS


def test_a_network_that_was_mended_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    exported(path)
    without_turns(path)
    once = path.read_bytes()
    assert without_turns(path) == 0
    assert path.read_bytes() == once
