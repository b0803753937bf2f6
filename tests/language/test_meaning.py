"""Vectors of texts: near where they are about like things, blind to negation."""

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.language import meaning
from onrecord.language.meaning import likeness, vectors_of

STATEMENTS = (
    "The ferry company will not raise fares before spring.",
    "Ticket prices for the ferries stay as they are until March.",
    "The orchestra played in the old harbour.",
)


def test_statements_about_the_same_stand_nearer_than_others() -> None:
    rows = vectors_of(STATEMENTS)
    near, far = likeness(rows[0], rows[1:])
    assert near > 0.5 > far + 0.1


def test_a_text_stands_at_itself() -> None:
    rows = vectors_of(STATEMENTS)
    assert np.allclose(likeness(rows[2], rows[2:]), 1, atol=0.01)


def test_a_text_reads_the_same_in_any_company() -> None:
    together = vectors_of(STATEMENTS)
    alone = np.concatenate([vectors_of([text]) for text in STATEMENTS])
    assert np.array_equal(together, alone)


def test_an_opposite_stands_near_so_polarity_must_come_from_elsewhere() -> None:
    rows = vectors_of(["The union will sign the accord.", "The union will not sign the accord."])
    assert likeness(rows[0], rows[1:])[0] > 0.9


def test_a_text_without_words_is_like_nothing() -> None:
    rows = vectors_of(["", STATEMENTS[0]])
    assert not rows[0].any()
    assert likeness(rows[0], rows)[1] == 0


def test_missing_vectors_are_said(tmp_path, monkeypatch) -> None:
    meaning._loaded.cache_clear()
    monkeypatch.setattr(meaning, "SHIPPED", tmp_path)
    with pytest.raises(ModelError, match="can't be read"):
        vectors_of(["anything"])
    meaning._loaded.cache_clear()
