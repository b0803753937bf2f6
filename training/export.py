"""Makes the shipped files: `python -m training.export --network DIR --encoder DIR --out MODEL`.

The network as one ONNX graph, its weights and activations int8 (dynamic, per channel, reduced range, since
CPUs without VNNI saturate; see `training.smoothing`), the embeddings int8 too, the two heads that a
CRF decodes in float; `tokenizer.json`; `model.json` with labels, transitions,
the temperature and the files' hashes.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.attention import without_turns
from training.calibrate import best_temperature
from training.card import write_card
from training.network import CRF, Network
from training.smoothing import prepare

MODEL_VERSION = "1.2.1"
OUTPUTS = ["attribution", "name", "upos", "xpos", "lemma", "relation", "arcs"]


class Graph(nn.Module):
    """What runs on the user's machine: one window, no padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, cases: Tensor, quotes: Tensor, first: Tensor, sentences: Tensor
    ) -> tuple[Tensor, ...]:
        """The heads' outputs, in the order of `OUTPUTS`."""
        network = self.network
        words = network.words(ids, cases, quotes, None, first)
        arcs = network.parser.arcs(words, sentences)
        relation = network.parser.relations(words, arcs.argmax(-1)).argmax(-1)
        taggers = network.taggers
        return (
            taggers["attribution"](words),
            taggers["name"](words),
            taggers["upos"](words).argmax(-1),
            taggers["xpos"](words).argmax(-1),
            taggers["lemma"](words).argmax(-1),
            relation,
            arcs,
        )


def load(folder: Path, encoder: Path, weights: str) -> Network:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    network = Network(encoder, labels)
    network.load_state_dict(torch.load(folder / weights, weights_only=True, map_location="cpu"))
    # The fused attention guards against rows that are masked whole; here nothing is masked.
    network.bert.set_attn_implementation("eager")
    return network.eval()


def to_onnx(network: Network, path: Path) -> None:
    pieces, words = 12, 7
    example = (
        torch.randint(1000, 2000, (1, pieces)),
        torch.ones(1, pieces, dtype=torch.long),
        torch.zeros(1, pieces, dtype=torch.long),
        torch.arange(1, words + 1).unsqueeze(0),
        torch.zeros(1, words, dtype=torch.long),
    )
    piece, word = torch.export.Dim("pieces", min=3, max=512), torch.export.Dim("words", min=1, max=512)
    torch.onnx.export(
        Graph(network),
        example,
        str(path),
        input_names=["ids", "cases", "quotes", "first", "sentences"],
        output_names=OUTPUTS,
        dynamic_shapes=({1: piece}, {1: piece}, {1: piece}, {1: word}, {1: word}),
        opset_version=20,
        dynamo=True,
        external_data=False,
    )


def nodes_before(path: Path, outputs: Sequence[str], steps: int = 5) -> list[str]:
    """The names of the nodes that give some outputs, as many steps back as a tagger is long.

    In int8 the attribution tagger alone changes as many spans as a layer of the encoder does.
    """
    made_by = {name: node for node in onnx.load(path).graph.node for name in node.output}
    found: list[str] = []
    wanted = list(outputs)
    for _ in range(steps):
        nodes = [made_by[name] for name in wanted if name in made_by]
        found += [node.name for node in nodes]
        wanted = [name for node in nodes for name in node.input]
    return found


def without_mask(path: Path) -> None:
    """Take out of an ONNX file what is added before each softmax: a mask, and here nothing is masked.

    A twelfth of the network's time goes into adding noughts; without them it gives the same numbers.
    """
    model = onnx.load(path)
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        before = made_by.get(node.input[0]) if node.op_type == "Softmax" else None
        if before is not None and before.op_type == "Add" and made_by[before.input[1]].op_type == "Where":
            node.input[0] = before.input[0]
    while True:
        used = {name for node in graph.node for name in node.input} | {out.name for out in graph.output}
        unused = [node for node in graph.node if used.isdisjoint(node.output)]
        if not unused:
            break
        for node in unused:
            graph.node.remove(node)
    for kept in (graph.initializer, graph.value_info):
        known = used | {name for node in graph.node for name in node.output}
        for part in [part for part in kept if part.name not in known]:
            kept.remove(part)
    onnx.save(model, path)


def without_traces(path: Path) -> None:
    """Take out of an ONNX file where the exporter says each node comes from: paths of this machine."""
    model = onnx.load(path)
    graph = model.graph
    for part in (
        model,
        graph,
        *graph.node,
        *graph.value_info,
        *graph.input,
        *graph.output,
        *graph.initializer,
    ):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)


def transitions(crf: CRF) -> dict[str, list[Any]]:
    """What a CRF has learned, as JSON values."""
    between, start, end = (np.round(value.detach().numpy(), 5).tolist() for value in crf.scores())
    return {"between": between, "start": start, "end": end}


def describe(network: Network, folder: Path, version: str, temperature: float) -> None:
    names = ("model.onnx", "tokenizer.json")
    (folder / "model.json").write_text(
        json.dumps(
            {
                "format": 1,
                "name": "onrecord-en",
                "version": version,
                "labels": network.labels,
                "transitions": transitions(network.crf),
                "name_transitions": transitions(network.name_crf),
                "temperature": temperature,
                "sha256": {name: sha256((folder / name).read_bytes()).hexdigest() for name in names},
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )


def export(trained: Path, encoder: Path, out: Path, data: Path, weights: str = "network.pt") -> None:
    """Write the shipped files and their card.

    Args:
        trained: folder that training wrote.
        encoder: folder of the pre-trained encoder (its configuration is needed).
        out: the model directory.
        data: the data folder, for the temperature and the card's figures.
        weights: which of the folder's weights.
    """
    network = load(trained, encoder, weights)
    tokenizer = Tokenizer.from_file(str(trained / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    prepare(network, tokenizer, data)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        to_onnx(network, full)
        without_mask(full)
        quantize_dynamic(
            full,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=nodes_before(full, ["attribution", "name"]),
            extra_options={"MatMulConstBOnly": True},
        )
    without_turns(out / "model.onnx")
    without_traces(out / "model.onnx")
    shutil.copy(trained / "tokenizer.json", out / "tokenizer.json")
    describe(network, out, MODEL_VERSION, 1.0)
    describe(network, out, MODEL_VERSION, best_temperature(out, data / "polnear/cofenet-dev.jsonl"))
    write_card(trained, out, data)
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder that training wrote")
    parser.add_argument("--weights", default="network.pt")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    export(options.network, options.encoder, options.out, options.data, options.weights)


if __name__ == "__main__":
    main()
