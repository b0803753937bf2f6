"""Makes `vectors.npy`, the static vectors of word pieces: `python -m training.vectors --encoder DIR --out
MODEL`.

Distilled from all-MiniLM-L6-v2 as it came, before our fine-tuning, by model2vec (Tulkens and van Dongen
2024): each piece's own output, reduced to 256 dimensions and weighted by rarity (Arora et al. 2017), as int8.
Rows go by the ids of the encoder's tokenizer.
"""

import argparse
from pathlib import Path

import numpy as np
from model2vec.distill import distill
from tokenizers import Tokenizer

DIMENSIONS = 256


def distil(encoder: Path, out: Path) -> None:
    """Write `vectors.npy`, shape (pieces, 256), int8.

    Args:
        encoder: folder of the pre-trained encoder.
        out: the model directory.
    """
    model = distill(
        model_name=str(encoder),
        pca_dims=DIMENSIONS,
        device="cpu",
        quantize_to="int8",
        vocabulary_quantization=None,
    )
    place(model.tokens, np.asarray(model.embedding), encoder, out)


def place(pieces: list[str], vectors: np.ndarray, encoder: Path, out: Path) -> None:  # type: ignore[type-arg]
    """Put the vectors in the order of the encoder's tokenizer; pieces without one (markers) get zeros."""
    ids = Tokenizer.from_file(str(encoder / "tokenizer.json")).get_vocab()
    rows = np.zeros((len(ids), vectors.shape[1]), dtype=np.int8)
    for piece, vector in zip(pieces, vectors, strict=True):
        if piece in ids and not piece.startswith("["):
            rows[ids[piece]] = vector
    np.save(out / "vectors.npy", rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    distil(options.encoder, options.out)


if __name__ == "__main__":
    main()
