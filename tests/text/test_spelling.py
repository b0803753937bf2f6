"""Spellings of one name across transliterations; all names are made up."""

import pytest

from onrecord.text.spelling import skeleton, sounded


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
