"""Names that the tagger gives in pieces, with two kinds, or inside the name of something else."""

import pytest

from onrecord.language.name_rules import mend
from onrecord.language.named import Name


def mended(words, *names, chances=None):
    words = words.split()
    known = chances or {}
    found = mend(words, [Name(*name) for name in names], lambda name: known.get(name.start, {name.kind: 0.5}))
    return [(" ".join(words[name.start : name.end]), name.kind) for name in found if name.kind != "MISC"]


def test_a_name_has_one_kind_in_a_report_the_likeliest_over_all_mentions():
    found = mended(
        "Corvane voted . Then Corvane left . Corvane returned",
        (0, 1, "STATE"),
        (4, 5, "ORGANIZATION"),
        (7, 8, "STATE"),
        chances={
            0: {"STATE": 0.5, "ORGANIZATION": 0.45},
            4: {"STATE": 0.05, "ORGANIZATION": 0.94},
            7: {"STATE": 0.5, "ORGANIZATION": 0.45},
        },
    )
    assert found == [("Corvane", "ORGANIZATION")] * 3


def test_kinds_are_asked_for_only_where_the_tagger_disagrees_with_itself():
    def never(name):
        raise AssertionError(name)

    names = [Name(0, 1, "STATE"), Name(2, 3, "PERSON")]
    assert mend(["Ardovia", "told", "Novak"], names, never) == names


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        (
            "the Supreme Court of Ardovia ruled",
            [(1, 3, "ORGANIZATION"), (4, 5, "STATE")],
            [("Supreme Court of Ardovia", "ORGANIZATION")],
        ),
        (
            "the Principality of Corvane fell",
            [(1, 3, "ORGANIZATION"), (3, 4, "STATE")],
            [("Principality of Corvane", "STATE")],
        ),
        (
            "Tidewater of Ardovia sells salt",
            [(0, 1, "ORGANIZATION"), (2, 3, "STATE")],
            [("Tidewater", "ORGANIZATION"), ("Ardovia", "STATE")],
        ),
        ("in Washington , D.C.", [(1, 2, "STATE"), (3, 4, "STATE")], [("Washington , D.C.", "STATE")]),
        (
            "Governor of Ohio Ada Novak spoke",
            [(2, 5, "PERSON")],
            [("Ohio", "STATE"), ("Ada Novak", "PERSON")],
        ),
        (
            "President of South Korea Min Park Seo",
            [(2, 7, "PERSON")],
            [("South Korea", "STATE"), ("Min Park Seo", "PERSON")],
        ),
        ("supporters of Ohio Ada Novak", [(2, 5, "PERSON")], [("Ohio Ada Novak", "PERSON")]),
        ("the Ardova Accords failed", [(1, 2, "STATE")], []),
        ("Ardovia International Film Festival opened", [(0, 1, "STATE")], []),
        ("the 2016 Ardovian general election", [(2, 3, "GROUP")], []),
        ("the Ardovian election", [(1, 2, "GROUP")], [("Ardovian", "GROUP")]),
        ("Ardovia signed the treaty", [(0, 1, "STATE")], [("Ardovia", "STATE")]),
        ("the Ardova Film Festival", [(1, 4, "STATE")], []),
        ("after the Battle of Corvane ended", [(4, 5, "STATE")], []),
        ("after the battle of Corvane ended", [(4, 5, "STATE")], [("Corvane", "STATE")]),
        ("the 1996 Ardovian Senate election in Corvane", [(6, 7, "STATE")], []),
        ("an election in Corvane", [(3, 4, "STATE")], [("Corvane", "STATE")]),
        (
            "the 1996 Ardovian general election in the Corvane constituency",
            [(7, 8, "STATE")],
            [("Corvane", "STATE")],
        ),
        (
            "the riding of Corvane - Ostmere",
            [(3, 4, "STATE"), (5, 6, "STATE")],
            [("Corvane - Ostmere", "STATE")],
        ),
        (
            "talks of Corvane - Ostmere envoys",
            [(2, 3, "STATE"), (4, 5, "STATE")],
            [("Corvane", "STATE"), ("Ostmere", "STATE")],
        ),
        ("in Corvane City today", [(1, 2, "STATE")], [("Corvane City", "STATE")]),
        (
            "the Corvane Labour Party won",
            [(1, 2, "STATE"), (2, 4, "ORGANIZATION")],
            [("Corvane Labour Party", "ORGANIZATION")],
        ),
        ("the Union of South Africa fell", [(1, 5, "ORGANIZATION")], [("Union of South Africa", "STATE")]),
        ("the Ardovian Empire fell", [(1, 3, "GROUP")], [("Ardovian Empire", "STATE")]),
        ("the President of Norway spoke", [(1, 4, "MISC")], [("Norway", "STATE")]),
        ("the province of Corvane", [(3, 4, "MISC")], [("Corvane", "STATE")]),
        (
            "the Law Society of Corvane and Ostmere met",
            [(1, 5, "ORGANIZATION"), (6, 7, "STATE")],
            [("Law Society of Corvane and Ostmere", "ORGANIZATION")],
        ),
        (
            "the Parliament of Corvane and Ostmere met",
            [(1, 4, "ORGANIZATION"), (5, 6, "STATE")],
            [("Parliament of Corvane", "ORGANIZATION"), ("Ostmere", "STATE")],
        ),
        (
            "the Rural Social Union in Corvane voted",
            [(1, 4, "ORGANIZATION"), (5, 6, "STATE")],
            [("Rural Social Union in Corvane", "ORGANIZATION")],
        ),
        (
            "the Grand River Union in Corvane voted . The Grand River Union left",
            [(1, 4, "ORGANIZATION"), (5, 6, "STATE"), (9, 12, "ORGANIZATION")],
            [
                ("Grand River Union", "ORGANIZATION"),
                ("Corvane", "STATE"),
                ("Grand River Union", "ORGANIZATION"),
            ],
        ),
        (
            "the Ardovian Embassy in Corvane closed",
            [(1, 3, "ORGANIZATION"), (4, 5, "STATE")],
            [("Ardovian Embassy in Corvane", "ORGANIZATION")],
        ),
        ("the Corvat said no", [(1, 2, "STATE")], [("Corvat", "ORGANIZATION")]),
        ("the Corvat office said no", [(1, 2, "STATE")], [("Corvat", "STATE")]),
        ("its Ardovian counterpart left", [(1, 2, "STATE")], [("Ardovian", "GROUP")]),
        ("Norway coalition talks", [(0, 1, "ORGANIZATION")], [("Norway", "STATE")]),
        ("the Partido Corvane won", [(1, 3, "STATE")], [("Partido Corvane", "ORGANIZATION")]),
        (
            "Ada Novak , Ivo Brandt , Pia Holm , Jens Dahl and Lys Corvane came",
            [(0, 2, "PERSON"), (3, 5, "PERSON"), (6, 8, "PERSON"), (9, 11, "PERSON"), (12, 14, "STATE")],
            [
                (name, "PERSON")
                for name in ("Ada Novak", "Ivo Brandt", "Pia Holm", "Jens Dahl", "Lys Corvane")
            ],
        ),
        ("the Corvane Herald wrote", [(1, 3, "STATE")], [("Corvane Herald", "ORGANIZATION")]),
        (
            "Ada Novak won . Novak spoke",
            [(0, 2, "PERSON"), (4, 5, "STATE")],
            [("Ada Novak", "PERSON"), ("Novak", "PERSON")],
        ),
    ],
)
def test_names_are_put_together_parted_or_left_out(words, names, expected):
    assert mended(words, *names) == expected


def test_the_odd_one_in_a_row_of_persons_is_a_person_where_the_tagger_half_sees_one():
    row = [(0, 2, "PERSON"), (3, 5, "PERSON"), (6, 8, "STATE")]
    words = "Ada Novak , Ivo Brandt and Lys Corvane"
    assert mended(words, *row, chances={6: {"STATE": 0.6, "PERSON": 0.3}})[-1] == ("Lys Corvane", "PERSON")
    assert mended(words, *row, chances={6: {"STATE": 0.9, "PERSON": 0.05}})[-1] == ("Lys Corvane", "STATE")


def test_a_row_of_two_is_left_as_it_is():
    row = [(0, 2, "PERSON"), (3, 5, "STATE")]
    found = mended("Ada Novak and Lys Corvane", *row, chances={3: {"STATE": 0.5, "PERSON": 0.5}})
    assert found == [("Ada Novak", "PERSON"), ("Lys Corvane", "STATE")]


@pytest.mark.parametrize(
    ("chances", "kind"),
    [
        ({"STATE": 0.6, "ORGANIZATION": 0.3}, "ORGANIZATION"),
        ({"STATE": 0.95, "ORGANIZATION": 0.01}, "STATE"),
    ],
)
def test_letters_that_no_country_has_stand_for_a_body_where_the_tagger_is_in_doubt(chances, kind):
    assert mended("then OKV spoke", (1, 2, "STATE"), chances={1: chances}) == [("OKV", kind)]


@pytest.mark.parametrize(
    ("words", "chances", "expected"),
    [
        ("Governor of Maine spoke", {"": 0.6, "STATE": 0.4}, [("Maine", "STATE")]),
        ("Governor of Maine spoke", {"": 0.99, "STATE": 0.01}, []),
        ("Governor of Maine Events spoke", {"": 0.1, "STATE": 0.4, "MISC": 0.5}, []),
        ("parties in Northern Ireland met", {"": 0.7, "STATE": 0.3}, [("Northern Ireland", "STATE")]),
        ("parties in the Northern hills met", {"": 0.7, "STATE": 0.3}, []),
        ("parties in New Zealand met", {"": 1.0}, [("New Zealand", "STATE")]),
    ],
)
def test_a_country_or_region_that_was_passed_over_is_a_state_where_the_tagger_half_sees_it(
    words, chances, expected
):
    given = {place: chances for place in range(6)}
    assert mended(words, chances=given) == expected


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("The Millers ' Guild met", [(3, 4, "ORGANIZATION")], [("Millers ' Guild", "ORGANIZATION")]),
        ("the millers ' Guild met", [(3, 4, "ORGANIZATION")], [("Guild", "ORGANIZATION")]),
        (
            "Corvanes ' Guild met",
            [(0, 1, "PERSON"), (2, 3, "ORGANIZATION")],
            [("Corvanes", "PERSON"), ("Guild", "ORGANIZATION")],
        ),
    ],
)
def test_those_whose_body_it_is_belong_to_its_name(words, names, expected):
    assert mended(words, *names) == expected
