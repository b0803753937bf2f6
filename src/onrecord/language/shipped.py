"""The model's files: where they lie, and what they say of themselves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.errors import ModelError
from onrecord.language.crf import Transitions

SHIPPED = Path(str(files("onrecord.language") / "model"))
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Shipped:
    """A model directory that was read and found whole.

    Attributes:
        folder: where it lies.
        version: name and version, such as `onrecord-en 1.0`.
        labels: for each head its labels, in the order of the model's outputs.
        transitions: of the attribution head.
        name_transitions: of the name head.
        temperature: what the attribution scores are divided by before they are called probabilities;
            fitted on development data (Guo et al. 2017).
    """

    folder: Path
    version: str
    labels: Mapping[str, tuple[str, ...]]
    transitions: Transitions
    name_transitions: Transitions
    temperature: float


def read_shipped(folder: Path = SHIPPED) -> Shipped:
    """Read a model directory and check its files against the hashes in its `model.json`.

    Args:
        folder: holds `model.json`, `model.onnx` and `tokenizer.json`.

    Raises:
        ModelError: a file is missing, damaged, or of another format.
    """
    described = folder / "model.json"
    try:
        config: dict[str, Any] = json.loads(described.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The language model at {folder} can't be read: {error}.",
            "Reinstall onrecord, or point ONRECORD_MODEL at a complete model directory.",
        ) from error
    if config.get("format") != FORMAT:
        raise ModelError(
            f"The language model at {folder} has format {config.get('format')}, not {FORMAT}.",
            "Install the onrecord that the model was made for, or export the model again.",
        )
    for name, expected in config["sha256"].items():
        if _hash(folder / name) != expected:
            raise ModelError(
                f"{folder / name} is damaged or was changed: its hash is not the one in model.json.",
                "Reinstall onrecord, or export the model again.",
            )
    return Shipped(
        folder=folder,
        version=f"{config['name']} {config['version']}",
        labels={head: tuple(own) for head, own in config["labels"].items()},
        transitions=_transitions(config["transitions"]),
        name_transitions=_transitions(config["name_transitions"]),
        temperature=float(config["temperature"]),
    )


def _transitions(described: dict[str, Any]) -> Transitions:
    return Transitions(*(np.array(described[part], dtype=np.float32) for part in ("between", "start", "end")))


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(
            f"{path} can't be read: {error.strerror}.",
            "Reinstall onrecord, or point ONRECORD_MODEL at a complete model directory.",
        ) from error
