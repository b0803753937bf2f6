"""Writes the model card beside the shipped files, its figures measured, none typed in."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

from training.corpora import NAME_FILES, gum_split

TEMPLATE = Path(__file__).with_name("card.md")
ROLES = ("source", "cue", "content")


def data_files(data: Path) -> list[Path]:
    """Every file that the model learned from."""
    polnear = data / "polnear/train"
    return sorted(
        [
            *(polnear / "text").iterdir(),
            *(polnear / "attributions").iterdir(),
            data / "ud/ewt-train.conllu",
            *gum_split(data, "train"),
            *(data / name for name in NAME_FILES),
        ]
    )


def data_hash(data: Path) -> str:
    """One sha256 over all training files, in order of name."""
    whole = sha256()
    for path in data_files(data):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def bench_polnear(model: Path, data: Path) -> dict[str, Any]:
    """The shipped file's figures on PolNeAR dev, by the project's own script."""
    script = Path(__file__).parent.parent / "bench/polnear.py"
    items = data / "polnear/cofenet-dev.jsonl"
    done = subprocess.run(
        [sys.executable, str(script), "--items", str(items), "--json"],
        env={"ONRECORD_MODEL": str(model), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    figures["count"] = sum(1 for _ in items.open(encoding="utf-8"))
    return figures


def write_card(network: Path, model: Path, data: Path) -> None:
    """Write `README.md` into the model directory.

    Args:
        network: folder that training wrote, with `figures.json` and `run.json`.
        model: the shipped files.
        data: the data folder.
    """
    described = json.loads((model / "model.json").read_text(encoding="utf-8"))
    trained = json.loads((network / "figures.json").read_text(encoding="utf-8"))
    run = json.loads((network / "run.json").read_text(encoding="utf-8"))
    measured = bench_polnear(model, data)
    rows = ["| exact spans | precision | recall | F1 |", "|---|---|---|---|"]
    for role in ROLES:
        own = measured[role]
        rows.append(f"| {role} | {own['p']} | {own['r']} | {own['f1']} |")
    others = ["| what | figure |", "|---|---|"]
    syntax = trained["syntax"]
    others.append(
        f"| EWT dev, gold sentences: UPOS / XPOS / lemma / UAS / LAS | {syntax['upos']} / {syntax['xpos']} / "
        f"{syntax['lemma']} / {syntax['uas']} / {syntax['las']} |"
    )
    for kind, value in trained["names"].items():
        others.append(f"| CrossNER-politics dev, F1 {kind.lower()} | {value} |")
    card = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        name=described["name"],
        version=described["version"],
        megabytes=round((model / "model.onnx").stat().st_size / 1e6, 1),
        seed=run["seed"],
        epochs=run["epochs"],
        note=run.get("note", ""),
        words=", ".join(f"{kind} {count:,}" for kind, count in run["words"].items()),
        data_hash=data_hash(data),
        items=measured["count"],
        attribution="\n".join(rows),
        others="\n".join(others),
        temperature=described["temperature"],
        ece=measured["calibration_error"],
    )
    (model / "README.md").write_text(card, encoding="utf-8")
