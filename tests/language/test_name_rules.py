"""Names that the tagger gives in pieces, with two kinds, or inside the name of something else."""

import pytest

from onrecord.language.name_rules import Name, mend


def mended(words, *names, chances=None):
    words = words.split()
    known = chances or {}
    found = mend(words, [Name(*name) for name in names], lambda name: known.get(name.start, {name.kind: 0.5}))
    return [(" ".join(words[name.start : name.end]), name.kind) for name in found]


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
    ],
)
def test_names_are_put_together_parted_or_left_out(words, names, expected):
    assert mended(words, *names) == expected
