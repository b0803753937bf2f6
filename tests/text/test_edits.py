import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DamagedInput
from onrecord.model import Edit
from onrecord.text.edits import clean, replacements, restore, to_clean, to_raw


@st.composite
def texts_with_edits(draw):
    raw = draw(st.text(alphabet="ab \n\u00a0\U0001f6a2é", max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    changes = [
        (start, end, draw(st.text(alphabet="xy \n", max_size=3)), "test")
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return raw, replacements(raw, changes)


@given(texts_with_edits())
def test_restoring_undoes_cleaning(case):
    raw, edits = case
    assert restore(clean(raw, edits), edits) == raw


@given(texts_with_edits())
def test_every_kept_character_maps_there_and_back(case):
    raw, edits = case
    text = clean(raw, edits)
    kept = 0
    for offset in range(len(raw)):
        place = to_clean(edits, offset)
        if place is not None:
            kept += 1
            assert text[place] == raw[offset]
            assert to_raw(edits, place) == offset
    assert kept == len(raw) - sum(len(edit.removed) for edit in edits)


@given(texts_with_edits())
def test_offsets_before_cleaning_never_run_backwards(case):
    raw, edits = case
    places = [to_raw(edits, offset) for offset in range(len(clean(raw, edits)) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(raw) for place in places)


def test_a_removed_character_has_no_place_in_the_cleaned_text():
    edits = (Edit(0, "By Ann Lee\n", "", "byline"),)
    assert to_clean(edits, 3) is None
    assert to_clean(edits, 11) == 0
    assert to_raw(edits, 0) == 11


def test_edits_of_another_text_are_refused():
    edits = (Edit(0, "By Ann Lee", "", "byline"),)
    with pytest.raises(DamagedInput, match="doesn't belong"):
        clean("Quite another text", edits)
    with pytest.raises(DamagedInput, match="doesn't belong"):
        restore("text", (Edit(0, "a", "b", "space"),))


def test_overlapping_edits_are_refused():
    with pytest.raises(DamagedInput):
        clean("abcdef", (Edit(0, "abc", "", "x"), Edit(2, "cd", "", "x")))
