"""Copies: found through cuts and edits, told from two reports of one event, pointed the right way."""

import random
import sys
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import made_texts as made

from onrecord.model import UNKNOWN_DATE, DateInterval, Report
from onrecord.track.copies import (
    Copied,
    Printed,
    copied,
    enough_shared,
    families,
    find_copies,
    independent,
    sources,
)
from onrecord.track.shingles import SURE_RUN, keys, signature

DAY = date(2031, 5, 4)


def printed(
    id_: str,
    paragraphs: list[str],
    day: int | None = 0,
    outlet: str = "",
    credit: str = "",
    author: str = "",
    url: str = "",
) -> Printed:
    report = Report(
        text=made.text(paragraphs),
        outlet=outlet,
        credit=credit,
        author=author,
        url=url,
        published=UNKNOWN_DATE if day is None else DateInterval.on(DAY + timedelta(days=day)),
    )
    found = Printed.of(report)
    return Printed(id_, found.signature, found.published, found.outlet, found.credits, found.address)


WIRE = made.story(1)


@pytest.mark.parametrize(
    "taken",
    [
        pytest.param(WIRE, id="whole"),
        pytest.param(WIRE[:3], id="cut after three paragraphs"),
        pytest.param([*made.story(2, 1), *WIRE[1:]], id="a lead of its own"),
        pytest.param(WIRE[1::2], id="every other paragraph"),
        pytest.param(made.edited(WIRE, 3, 0.1), id="every tenth word changed"),
        pytest.param([*made.story(4, 5), *WIRE[2:6]], id="half of it its own"),
        pytest.param([one.upper().replace(" ", "\n", 1) for one in WIRE], id="in capitals, lines broken"),
    ],
)
def test_a_copy_is_found_and_comes_later(taken: list[str]) -> None:
    wire, copy = printed("b", WIRE), printed("a", taken, day=1)
    found = copied(wire, copy)
    assert found is not None
    assert (found.copy, found.origin) == ("a", "b")
    assert found.share > 0.4
    assert find_copies({"a": copy, "b": wire}) == (found,)


def test_the_share_is_the_part_of_the_copy_that_is_not_its_own() -> None:
    found = copied(printed("a", WIRE), printed("b", [*made.story(5, 5), *WIRE[:5]], day=1))
    assert found is not None
    assert found.share == pytest.approx(0.5, abs=0.02)


def test_two_stories_are_no_copies() -> None:
    assert copied(printed("a", made.story(6)), printed("b", made.story(7))) is None


def test_a_statement_that_both_quote_is_no_copy() -> None:
    statement = made.story(8, paragraphs=4)
    one = [f"“{said}” {own}" for said, own in zip(statement, made.story(9, 4), strict=True)]
    other = [f'"{said}" {own}' for said, own in zip(statement, made.story(10, 4), strict=True)]
    assert copied(printed("a", one), printed("b", other)) is None
    assert copied(printed("a", one), printed("b", one[:3])) is not None


def test_lines_that_stand_under_every_report_are_no_copy() -> None:
    standing = [
        "Reporting by Ada Novak in Ostrava and Ben Okoro in Selm; editing by Cara Lindt and Eli Frost.",
        "This story was first published on the fourth of May and was changed twice since to mend it.",
        "© 2031 Ostrava Press Agency. All rights reserved. This material may not be published or broadcast.",
        "Follow us on every network that there is, and sign up for the letter that we send out each morning.",
    ]
    one, other = printed("a", [*made.story(11, 3), *standing]), printed("b", [*made.story(12, 3), *standing])
    assert copied(one, other) is None
    assert not set(keys(one.signature)) & set(keys(other.signature))


def test_two_versions_at_one_address_are_no_copies() -> None:
    url = "https://ostrava.example/talks"
    assert copied(printed("a", WIRE, url=url), printed("b", WIRE[:8], day=1, url=url)) is None


@pytest.mark.parametrize(
    ("one", "other", "copy", "basis"),
    [
        pytest.param({"day": 1}, {"day": 0}, "a", "date", id="the later day"),
        pytest.param(
            {"day": 0, "author": "Herald staff and OPA"},
            {"day": 1, "outlet": "Ostrava Press Agency"},
            "a",
            "credit",
            id="a credit outdoes a late stamp",
        ),
        pytest.param(
            {"outlet": "OPA", "day": None},
            {"credit": "Ostrava Press Agency", "outlet": "Herald"},
            "b",
            "credit",
            id="initials either way",
        ),
        pytest.param(
            {"outlet": "Herald"},
            {"outlet": "OPA", "credit": "OPA", "day": None},
            "a",
            "credit",
            id="a dispatch",
        ),
        pytest.param(
            {"day": 0, "outlet": "Herald"},
            {"day": 40, "outlet": "OPA", "credit": "OPA"},
            "b",
            "date",
            id="an agency that reuses old text weeks later",
        ),
        pytest.param({"day": None}, {}, "b", "order", id="nothing tells"),
    ],
)
def test_direction(one: dict[str, str], other: dict[str, str], copy: str, basis: str) -> None:
    first, second = printed("a", WIRE, **one), printed("b", WIRE, **other)
    found = copied(first, second)
    assert found is not None
    assert (found.copy, found.basis) == (copy, basis)
    assert copied(second, first) == found


def test_the_fuller_text_is_the_origin_where_dates_and_credits_are_silent() -> None:
    found = copied(printed("a", WIRE[:4]), printed("b", WIRE))
    assert found == Copied("a", "b", 1.0, "cut")


def test_a_copy_of_a_copy_points_at_the_copy() -> None:
    first = printed("w", WIRE, outlet="OPA", credit="OPA")
    second = [*made.story(13, 4), *made.edited(WIRE[1:9], 14)]
    middle = printed("m", second, day=1, outlet="Herald", credit="OPA")
    last = printed("l", second[:10], day=2, outlet="Post")
    sibling = printed("s", WIRE[:7], day=2, outlet="Mail", credit="OPA")
    pairs = find_copies({one.id: one for one in (first, middle, last, sibling)})
    chosen = sources(pairs)
    assert {copy: pair.origin for copy, pair in chosen.items()} == {"m": "w", "l": "m", "s": "w"}
    assert families("wmls", pairs) == [("l", "m", "s", "w")]
    assert independent(["w", "l", "x"], pairs) == 2


def test_a_circle_is_cut_at_its_weakest_link() -> None:
    pairs = [
        Copied("a", "b", 0.9, "credit"),
        Copied("b", "c", 0.9, "date"),
        Copied("c", "a", 0.5, "cut"),
    ]
    assert sources(pairs) == {"a": pairs[0], "b": pairs[1]}


def test_any_shared_run_gives_a_shared_key() -> None:
    chance = random.Random(15)
    for _ in range(50):
        run = [chance.choice(made.WORDS) for _ in range(SURE_RUN)]
        one, other = (made.story(chance.random(), 2) for _ in range(2))
        both = [signature(f"{side[0]} {' '.join(run)} {side[1]}") for side in (one, other)]
        assert set(keys(both[0])) & set(keys(both[1]))


def test_short_and_empty_texts_have_signatures() -> None:
    assert keys(signature("")) == ()
    assert keys(signature("One two.")) != keys(signature("One three."))
    assert copied(printed("a", [""]), printed("b", [""])) is None
    assert copied(printed("a", ["Talks are off."]), printed("b", ["Talks are off"], day=1)) is not None


def test_keys_stay_the_same_in_every_release() -> None:
    """A ledger keeps them: where this fails, ledgers need a new schema."""
    found = keys(signature("The ferry left the harbour at nine with forty clerks."))
    assert found == (-5261246197647105553, 2453910017223009206)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_index_finds_what_all_pairs_give_in_any_order(seed: int, chance: random.Random) -> None:
    stories = [made.story(seed + number, 6) for number in range(3)]
    reports = []
    for number in range(10):
        base = chance.choice(stories)
        begin = chance.randrange(4)
        taken = made.edited(base[begin:], number, chance.choice([0.0, 0.1, 0.3]))
        own = made.story(seed + 100 + number, chance.randrange(4))
        reports.append(printed(f"r{number}", [*own, *taken], day=chance.choice([None, 0, 1])))
    shuffled = list(reports)
    chance.shuffle(shuffled)
    found = find_copies({one.id: one for one in reports})
    assert found == find_copies({one.id: one for one in shuffled})
    expected = set()
    for one, other in combinations(reports, 2):
        mine, theirs = set(keys(one.signature)), set(keys(other.signature))
        pair = copied(one, other)
        if pair and enough_shared(len(mine & theirs), len(mine), len(theirs)):
            expected.add(pair)
    assert set(found) == expected
    assert sources(found) == sources(reversed(found))
