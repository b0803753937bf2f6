"""Utterances: one act of speaking over many reports, in any order; an opposite never joins."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import DateInterval
from onrecord.track.copies import Copied, sources
from onrecord.track.linking import connected
from onrecord.track.sayings import (
    CARRIED,
    Said,
    carried,
    copied_statements,
    goes_on,
    joining,
    same_utterance,
    utterance_keys,
)
from onrecord.track.utterances import grouped, link, links_to_origin, links_within, utterances
from onrecord.track.wording import content_words, contrary, longest_run, opposed, wording

DAY = date(2031, 5, 4)
NOVAK = "act-novak"
OSTRAVA = "act-ostrava"


def said(id_: str, report: str, text: str, *, day: int = 0, days: int = 0, **more: object) -> Said:
    first = DAY + timedelta(days=day)
    base = Said(
        id=id_,
        report=report,
        speaker=NOVAK,
        text=text,
        cue="said",
        said_on=DateInterval(first, first + timedelta(days=days), "stated"),
        published=DateInterval.on(DAY + timedelta(days=day + days + 1)),
        start=int(more.pop("start", 0)),  # type: ignore[call-overload]
    )
    return replace(base, end=base.start + len(text), **more)  # type: ignore[arg-type]


ONE = said("a", "r1", "We will send no observer to the talks in Selm before the bridge is open")
SAME = [
    pytest.param("we will send no observer to the talks in Selm", {}, id="cut"),
    pytest.param(
        "her country would send no observer to the talks before the bridge was open", {}, id="reported"
    ),
    pytest.param(
        "no observer would be sent to the talks in Selm before the bridge was open",
        {"day": -3, "days": 20},
        id="some day that month",
    ),
    pytest.param(
        "We will send no observer to the talks in Selm",
        {"speaker": OSTRAVA},
        id="given to the party spoken for",
    ),
]
DIFFERENT = [
    pytest.param(
        "We will send an observer to the talks in Selm before the bridge is open", {}, id="an opposite"
    ),
    pytest.param("We will send no observer to the talks in Selm", {"day": 9}, id="another day"),
    pytest.param(
        "We will send no observer to the talks in Selm", {"speaker": "act-okoro"}, id="another speaker"
    ),
    pytest.param("We will send no observer to the talks in Selm", {"speaker": None}, id="nobody knows who"),
    pytest.param("The harvest was the worst in ten years", {}, id="another statement"),
    pytest.param("The talks in Selm were long", {}, id="few words in common"),
]


@pytest.mark.parametrize(("text", "more"), SAME)
def test_one_act_of_speaking(text: str, more: dict[str, object]) -> None:
    one = replace(ONE, parties=frozenset({OSTRAVA}))
    other = said("b", "r2", text, **more)  # type: ignore[arg-type]
    assert same_utterance(one, other)
    assert joining(one, other) == joining(other, one)
    (found,) = utterances([one, other], [])
    assert found.attributions == ("a", "b")
    assert found.independent_reports == 2
    assert found.speaker == NOVAK


@pytest.mark.parametrize(("text", "more"), DIFFERENT)
def test_two_acts_of_speaking(text: str, more: dict[str, object]) -> None:
    other = said("b", "r2", text, **more)  # type: ignore[arg-type]
    assert not same_utterance(ONE, other)
    assert len(utterances([ONE, other], [])) == 2


OPPOSITES = [
    (
        "she will attend the opening of the bridge in Selm",
        "she will not attend the opening of the bridge in Selm",
    ),
    ("the union accepts the offer of seven percent", "the union rejects the offer of seven percent"),
    ("nobody told us about the closing of the mill", "somebody told us about the closing of the mill"),
    ("We never ruled out a vote on the lease", "We ruled out a vote on the lease"),
    ("they won't sign the treaty of Selm", "they'll sign the treaty of Selm"),
    ("the ferry will be closed all winter", "the ferry will be open all winter"),
    ("there is no plan to sell the harbour", "there is a plan to sell the harbour"),
    ("We would sign without a date for the vote", "We would sign with a date for the vote"),
]


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_an_opposite_is_known_by_its_structure(one: str, other: str) -> None:
    assert opposed(wording(one), wording(other))
    assert opposed(wording(other), wording(one))
    assert not opposed(wording(one), wording(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She did not rule out a vote on the lease", "a vote on the lease was not ruled out"),
        ("foreign clerks would not set foot in the hall", "no foreign clerk would set foot in the hall"),
        (
            "no opinion would be given unless a government tabled the bill",
            "an opinion could be given only on a bill that a government tabled",
        ),
        ("We will sign, and we will not wait", "We will sign"),
    ],
)
def test_the_same_said_in_another_way_is_no_opposite(one: str, other: str) -> None:
    assert not opposed(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *OPPOSITES,
        ("The mill accepts the lease", "The mill rejects the lease"),
        ("They support the new ferry", "They are against the new ferry"),
    ],
)
def test_a_statement_is_contrary_to_its_opposite(one: str, other: str) -> None:
    assert contrary(wording(one), wording(other))
    assert contrary(wording(other), wording(one))


def test_a_denial_of_the_opposite_is_not_contrary() -> None:
    one, other = wording("the gates of the lock stay open"), wording("nobody will shut the gates of the lock")
    assert opposed(one, other) and not contrary(one, other)
    assert not contrary(wording("any gate had been closed", "denied"), wording("the gate was open"))


def test_the_words_that_say_what_a_text_is_about() -> None:
    assert content_words("We won\u2019t sell the mill, and I can't say the Selm's lease isn't void") == (
        "sell mill Selm lease void"
    )
    assert content_words("It would not have been so.") == ""


def test_a_cue_can_turn_what_it_introduces() -> None:
    assert opposed(wording("a vote on the lease", "ruled out"), wording("a vote on the lease", "promised"))
    assert not opposed(
        wording("a vote on the lease", "ruled out"), wording("there would be no vote on the lease", "said")
    )


def test_a_quotation_that_goes_on_is_one_utterance_and_each_report_one_wording() -> None:
    pieces = [
        said("a", "r1", "Two goats stand on one bridge", kind="direct"),
        said("b", "r1", "Neither can swim", kind="direct", start=60, cue=""),
        said("c", "r1", "The mill is sold", start=200),
        said("d", "r2", "Two goats stand on one bridge", kind="direct", speaker=None),
    ]
    assert goes_on(pieces[:3]) == (("a", "b"),)
    first, second = sorted(
        utterances(pieces, [Copied("r2", "r1", 0.9, "credit")]), key=lambda one: len(one.attributions)
    )
    assert first.attributions == ("c",)
    assert second.attributions == ("a", "b", "d")
    assert second.independent_reports == 1
    assert second.first_report == "r1"
    assert second.variants == (
        "Two goats stand on one bridge \u2026 Neither can swim",
        "Two goats stand on one bridge",
    )


def test_no_chain_brings_opposites_together() -> None:
    """The middle one is a cut of both, and joins one of them."""
    yes = said("a", "r1", "We will open the gate at Selm, and the mill at Tarn will never be sold by us")
    no = said("b", "r2", "We will open the gate at Selm, and the mill at Tarn will be sold by us")
    middle = said("c", "r3", "We will open the gate at Selm")
    assert same_utterance(yes, middle)
    assert same_utterance(no, middle)
    groups = [one.attributions for one in utterances([yes, no, middle], [])]
    assert sorted(map(len, groups)) == [1, 2]
    assert all(not {"a", "b"} <= set(group) for group in groups)


def test_the_earliest_report_that_is_no_copy_had_it_first() -> None:
    text = "We will send no observer to the talks in Selm"
    group = [
        replace(said("a", "r1", text), published=DateInterval.on(DAY)),
        replace(said("b", "r2", text), published=DateInterval.on(DAY + timedelta(days=2))),
        replace(said("c", "r3", text), published=DateInterval.on(DAY + timedelta(days=3))),
    ]
    (found,) = utterances(group, [Copied("r1", "r2", 0.9, "credit")])
    assert found.first_report == "r2"
    assert found.independent_reports == 2
    assert found.said_on.day == DAY


WORDS = [
    "bridge",
    "open",
    "vote",
    "lease",
    "sign",
    "mill",
    "gate",
    "harbour",
    "winter",
    "sell",
    "tax",
    "clerk",
]


@st.composite
def made(draw: st.DrawFn) -> list[Said]:
    """Statements of few speakers and few words, so that many are alike; some denied."""
    found = []
    for number in range(draw(st.integers(2, 12))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=6, unique=True))
        denied = draw(st.booleans())
        found.append(
            said(
                f"a{number}",
                f"r{draw(st.integers(0, 4))}",
                f"we will {'not ' if denied else ''}{' '.join(words)}",
                day=draw(st.integers(0, 3)),
                days=draw(st.sampled_from([0, 1, 20])),
                speaker=draw(st.sampled_from([NOVAK, OSTRAVA, None])),
                start=number * 100,
            )
        )
    return found


COPIES = [Copied("r1", "r0", 0.9, "date"), Copied("r2", "r1", 0.8, "cut")]


@settings(max_examples=25, deadline=None)
@given(made(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_and_no_opposites_meet(group: list[Said], chance: random.Random) -> None:
    found = utterances(group, COPIES)
    shuffled = list(group)
    chance.shuffle(shuffled)
    assert utterances(shuffled, list(reversed(COPIES))) == found
    by_id = {each.id: each for each in group}
    assert sorted(id_ for one in found for id_ in one.attributions) == sorted(by_id)
    for one in found:
        members = [by_id[id_].wording for id_ in one.attributions]
        assert not any(opposed(mine, theirs) for mine in members for theirs in members)


@settings(max_examples=20, deadline=None)
@given(made())
def test_each_group_alone_gives_itself_again(group: list[Said]) -> None:
    by_id = {each.id: each for each in group}
    for one in utterances(group, COPIES):
        assert utterances([by_id[id_] for id_ in one.attributions], COPIES)[0] == one


@settings(max_examples=20, deadline=None)
@given(made())
def test_groups_made_of_what_links_connect_are_those_made_from_nothing(group: list[Said]) -> None:
    """A ledger works out only what a report touches."""
    by_report: dict[str, list[Said]] = {}
    for each in group:
        by_report.setdefault(each.report, []).append(each)
    links = {found for report in by_report.values() for found in links_within(report)}
    for pair in sources(COPIES).values():
        links.update(links_to_origin(by_report.get(pair.copy, []), by_report.get(pair.origin, [])))
    apart = {frozenset((pair.copy, pair.origin)) for pair in COPIES}
    for one, other in combinations(group, 2):
        if frozenset((one.report, other.report)) not in apart and (found := link(one, other)):
            links.add(found)
    by_id = {each.id: each for each in group}
    piecewise = [
        utterance
        for part in connected(by_id, [(found.one, found.other) for found in links])
        for utterance in grouped(
            {id_: by_id[id_] for id_ in part}, [found for found in links if found.one in part], COPIES
        )
    ]
    assert sorted(piecewise, key=lambda one: one.id) == list(utterances(group, COPIES))


@settings(max_examples=20, deadline=None)
@given(made())
def test_what_is_one_utterance_shares_a_key(group: list[Said]) -> None:
    for one in group:
        for other in group:
            if same_utterance(one, other):
                assert set(utterance_keys(one)) & set(utterance_keys(other))


def test_a_role_without_a_name_is_the_person_of_that_party() -> None:
    party = frozenset({OSTRAVA})
    one = replace(ONE, parties=party, who="person")
    nameless = replace(ONE, id="b", report="r2", speaker="act-official", parties=party, who="unnamed")
    assert same_utterance(one, nameless)
    assert not same_utterance(one, replace(nameless, who="person"))


def test_the_very_same_words_are_one_though_a_person_and_a_company_are_named() -> None:
    company = replace(ONE, id="b", report="r2", speaker="act-mill", who="organization")
    assert same_utterance(replace(ONE, who="person"), company)
    assert same_utterance(ONE, replace(company, speaker=None, who=None))
    assert not same_utterance(replace(ONE, who="person"), replace(company, who="person"))
    assert not same_utterance(replace(ONE, who="person"), replace(company, text=ONE.text[3:]))


A_FEW = st.lists(st.sampled_from(["the", "of", "gate", "ferry", "pilots"]), max_size=12)


@given(A_FEW, A_FEW)
def test_the_longest_run_is_that_of_all_stretches(mine: list[str], theirs: list[str]) -> None:
    one, other = wording(" ".join(mine)), wording(" ".join(theirs))
    stretches = {tuple(theirs[a:b]) for a in range(len(theirs)) for b in range(a + 1, len(theirs) + 1)}
    runs = [
        (b - a, sum(word not in ("the", "of") for word in mine[a:b]))
        for a in range(len(mine))
        for b in range(a + 1, len(mine) + 1)
        if tuple(mine[a:b]) in stretches
    ]
    assert longest_run(one, other) == max(runs, default=(0, 0))


def test_what_a_copy_shortened_is_as_like_as_it_is_and_what_is_little_like_counts_for_nothing() -> None:
    whole = replace(ONE, text="the ferry pilots will take the new timetable to a vote in the spring")
    cut = replace(ONE, id="b", report="r2", text="the ferry pilots will take the new timetable to a vote")
    assert carried(cut, whole) == pytest.approx(0.95)
    assert carried(whole, whole) == 1.0
    assert carried(cut, replace(whole, text="the ferry pilots wait for the spring")) == 0.0
    assert CARRIED < carried(replace(cut, text=cut.text.replace("will", "would")), whole) < 0.95


def test_a_statement_nobody_shares_is_an_utterance_of_its_own() -> None:
    dated = replace(ONE, said_on=DateInterval.on(DAY), cue="said")
    (alone,) = utterances([dated], [])
    assert (alone.speaker, alone.said_on, alone.variants) == (NOVAK, DateInterval.on(DAY), (dated.text,))
    assert (alone.attributions, alone.independent_reports) == ((dated.id,), 1)
    assert alone.first_report == dated.report


COPIED_WORDS = st.sampled_from(
    [
        "we will send no observer to the talks in Selm before the bridge is open",
        "we will send no observer to the talks in Selm until the bridge is open",
        "we will send 12 observers to the talks in Selm",
        "we will send 14 observers to the talks in Selm",
        "no",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(COPIED_WORDS, max_size=5), st.lists(COPIED_WORDS, max_size=5))
def test_the_likest_of_a_copy_and_its_original_belong_together(mine: list[str], theirs: list[str]) -> None:
    copy = [said(f"c{place}", "copy", text, start=100 * place) for place, text in enumerate(mine)]
    origin = [said(f"o{place}", "origin", text, start=100 * place) for place, text in enumerate(theirs)]
    ranked = sorted(
        (-carried(one, other), abs(one.start - other.start), one.id, other.id)
        for one in copy
        for other in origin
        if carried(one, other) >= CARRIED
    )
    left = {one.id for one in (*copy, *origin)}
    expected = []
    for likeness, _, one, other in ranked:
        if {one, other} <= left:
            left -= {one, other}
            expected.append((one, other, round(-likeness, 3)))
    assert copied_statements(copy, origin) == tuple(expected)
