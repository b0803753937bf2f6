"""Spellings of one name across transliterations; all names are made up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.folding import fold
from onrecord.text.spelling import skeleton, sounded, writings


@pytest.mark.parametrize(
    "spellings",
    [
        ("Orlensky", "Orlenskyy", "Orlenskyi", "Orlenskiy", "Orlenskij", "Orlenskii", "Orlenski"),
        ("Dzhamir", "Djamir", "Jamir"),
        ("Valdesh", "Valdesch", "Valdeš"),
        ("Tamrin", "Tamryn"),
        ("Oussef", "Ousef", "Ussef"),
        ("Tsarenko", "Tzarenko"),
        ("Khoren", "Khorren"),
        ("Holmqvar", "Holmquar"),
    ],
)
def test_spellings_of_one_name_sound_alike(spellings: tuple[str, ...]) -> None:
    assert len({sounded(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Orlensky", "Orlenskaya"), ("Maren", "Marin"), ("Brandl", "Brand"), ("Petrov", "Petrova")],
)
def test_names_that_differ_sound_different(one: str, other: str) -> None:
    assert sounded(one) != sounded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohamar", "Muhammar"), ("Sergei", "Serhiy"), ("Orekh", "Orech"), ("Husain", "Hussein")],
)
def test_skeletons_bridge_vowels(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_nothing_is_left_of_marks() -> None:
    assert skeleton("--") == sounded("...") == ""


# The letters of names in European languages that are written with the Latin alphabet.
LETTERS = st.text(
    alphabet=[
        chr(code) for code in range(0xC0, 0x220) if chr(code).isalpha() and unicodedata.name(chr(code), "")
    ],
    min_size=1,
    max_size=6,
)


@given(LETTERS, LETTERS)
def test_a_name_shares_sound_and_skeleton_with_what_an_outlet_without_its_letters_writes(
    start: str, end: str
) -> None:
    name = f"{start}ar{end}"
    plain = fold(name)
    ways = (name, *writings(name))
    assert sounded(plain) in {sounded(way) for way in ways}
    assert skeleton(plain) in {skeleton(way) for way in ways}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -'", max_size=12))
def test_a_name_in_plain_letters_is_written_in_one_way(name: str) -> None:
    assert writings(name) == ()


@pytest.mark.parametrize(
    ("name", "ways"),
    [("Šarov", ("Sarov",)), ("Läđ", ("Lad", "Laedj")), ("ŽUK", ("ZUK",)), ("Dęben", ()), ("Müler", ())],
)
def test_ways_to_write_a_name(name: str, ways: tuple[str, ...]) -> None:
    assert writings(name) == ways
