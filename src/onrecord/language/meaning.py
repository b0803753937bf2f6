"""Vectors that stand near each other where texts are about like things: candidates for a search by meaning.

A text's vector is the mean of its word pieces' static vectors (model2vec, Tulkens and van Dongen 2024; made
by `training/vectors.py`). It is blind to negation: "will sign" and "will not sign" stand near each other.
What a text says for or against comes from its structure, never from here.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.language.shipped import SHIPPED

Array = np.ndarray[Any, np.dtype[Any]]

DIMENSIONS = 256
SCALE = 127
"""A vector's entries are kept as whole numbers from -127 to 127."""


def vectors_of(texts: Sequence[str]) -> Array:
    """Where texts stand.

    Args:
        texts: some texts; only their words count, not their order.

    Returns:
        Shape (texts, 256), int8, each row of length about 127; zeros for a text without a known word. The
        product of two rows by 127 squared is their cosine (see `likeness`).

    Raises:
        ModelError: the vectors are missing or damaged.
    """
    tokenizer, pieces = _loaded()
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.int8)
    for row, encoding in enumerate(tokenizer.encode_batch(list(texts), add_special_tokens=False)):
        if encoding.ids:
            mean = pieces[encoding.ids].astype(np.float32).mean(axis=0)
            length = float(np.linalg.norm(mean))
            rows[row] = np.round(mean * (SCALE / length)) if length else 0
    return rows


def likeness(one: Array, others: Array) -> Array:
    """The cosine of one vector with others.

    Args:
        one: a row of `vectors_of`, shape (256,).
        others: rows of it, shape (count, 256).

    Returns:
        Shape (count,), float32, from -1 to 1; above about 0.6 two sentences are mostly about the same.
    """
    product = others.astype(np.float32) @ one.astype(np.float32)
    found: Array = product / float(SCALE * SCALE)
    return found


@lru_cache(maxsize=1)
def _loaded() -> tuple[Tokenizer, Array]:
    try:
        tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
        pieces: Array = np.load(SHIPPED / "vectors.npy", mmap_mode="r")
    except Exception as error:  # the tokenizers library raises bare exceptions
        raise ModelError(
            f"The word vectors at {SHIPPED} can't be read: {error}.", "Reinstall onrecord."
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, pieces
