"""Which issues are one matter though their labels differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Issue
from onrecord.track.bare import views_of
from onrecord.track.matters import neighbours
from onrecord.track.together import together


def signs(*labels: str) -> dict[tuple[str, str], int]:
    near = neighbours(Issue(id=label, label=label) for label in labels)
    return {
        (one, other): sign for one, others in near.items() for other, sign in others.items() if one < other
    }


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("trial", "night-ferry trial", 1),
        ("signing of the job guarantee", "guarantee of jobs at the port", 1),
        ("arbitrator", "arbitration", 1),
        ("exemption for railways", "exemption of railways and schools from the budget rule", 1),
        ("naming of a date for the vote", "date for the vote", 1),
        ("wealth tax", "dropping of the wealth tax", -1),
        ("no strike", "strike", -1),
        ("rise in fares", "fare rise", 1),
        ("cutting of income tax", "cut in the fuel tax", 0),
        ("cut in the fuel tax", "fuel tax cut", 1),
        ("pay rise of 14 per cent", "pay demand of 12 per cent", 1),
        ("pay rise of 14 per cent", "wage increase of 9 percent", 1),
        ("pay rise of 14 per cent", "fare rise of 14 per cent", 0),
        ("mackerel demand of 18 percent", "mackerel demand of 22 percent", 1),
        ("mackerel demand of 18 percent", "cod demand of 18 percent", 0),
        ("blockade", "end of the blockade", -1),
        ("use of the lease", "new lease", 0),
        ("safety audit", "audit of accounts", 0),
        ("vote", "vote on renewal", 0),
        ("tax on fuel", "tax on flights", 0),
        ("completion of the audit", "cost of the audit", 0),
        ("taking back of all nineteen ferry pilots", "return of all nineteen", 1),
        ("reinstatement of the drivers", "taking back", 1),
        ("return to work", "taking back", 0),
        ("return of the paintings", "taking back", 0),
        ("going of the army from the pass", "withdrawal", 1),
        ("leaving of the union", "withdrawal", 0),
        ("foreign inspectors", "monitors at their posts", 1),
        ("coming of the inspectors", "monitors", 1),
        ("monitors in Ostrava", "monitors in Ruthavia", 0),
        ("monitors in France", "inspectors in Italy", 0),
        ("looking at the trial", "night-ferry trial", 1),
        ("looking at the books", "looking at the tax", 0),
        ("acceptance of 320 tonnes a day", "320 tonnes a day", 1),
        ("320 tonnes a day", "350 tonnes a day", 1),
        ("320 tonnes a day", "350 tonnes a year", 0),
        ("six percent", "seven percent", 0),
        ("treaty with a smaller number in it", "treaty", 0),
        ("share below 28 per cent", "raising of the share", 0),
        ("share below 28 per cent", "share under 28 per cent", 1),
        ("share above 28 per cent", "share", 0),
        ("tax on houses above 2 million", "tax on houses", 1),
        ("treaty with less in it", "treaty with a smaller number in it", 1),
        ("second round of talks", "third round of talks", 0),
        ("second round of talks", "round of talks", 1),
        ("return to work", "no strike", 1),
        ("ceasefire", "end of the shooting", 1),
        ("end of the truce", "ceasefire", -1),
        ("release of the hostages", "return of the captives", 1),
        ("removal of the ban on exports", "ban on exports", -1),
        ("coming down of the gates", "gates", 0),
        ("minority government of the left", "government of the left", 0),
        ("taking of all four steps within a week", "four steps at the same time", 1),
        ("taking of hostages", "hostages", 0),
        ("merger that failed in 2011", "merger of the ferry lines", 0),
        ("merger that was agreed in May", "merger of the ferry lines", 1),
    ],
)
def test_two_labels(one: str, other: str, sign: int) -> None:
    found = signs(one, other)
    assert list(found.values()) == ([sign] if sign else [])


def test_it_does_not_carry_on() -> None:
    assert set(signs("trial", "pay trial", "ferry trial")) == {
        ("pay trial", "trial"),
        ("ferry trial", "trial"),
    }


def test_a_short_name_stands_for_its_only_full_one() -> None:
    issues = [Issue(id=label, label=label) for label in ("trial", "night-ferry trial", "pay rise")]
    assert together(issues) == {
        "trial": "night-ferry trial",
        "night-ferry trial": "night-ferry trial",
        "pay rise": "pay rise",
    }
    more = [*issues, Issue(id="pay trial", label="pay trial")]
    assert together(more)["trial"] == "trial"


def test_a_short_name_goes_with_what_its_own_report_speaks_of() -> None:
    issues = [Issue(id=label, label=label) for label in ("ferry trial", "pay trial", "trial")]
    where = {"ferry trial": {"r1"}, "pay trial": {"r2"}, "trial": {"r2"}}
    assert together(issues, where)["trial"] == together(issues, where)["pay trial"]
    assert together(issues)["trial"] == "trial"


def test_a_name_that_says_little_means_the_only_thing_of_its_kind() -> None:
    labels = ("signature", "signing by Ruthavia", "signing of the lake treaty", "lake treaty")
    assert len(set(together(Issue(id=one, label=one) for one in labels).values())) == 1
    more = (*labels, "signing of the job guarantee", "job guarantee")
    found = together(Issue(id=one, label=one) for one in more)
    assert found["signature"] not in {found["lake treaty"], found["job guarantee"]}
    assert found["lake treaty"] != found["job guarantee"]


def test_a_step_is_never_what_it_waits_for() -> None:
    issues = [Issue(id=label, label=label) for label in ("signature", "signing of the lake treaty")]
    assert len(set(together(issues).values())) == 1
    bound = [("signing of the lake treaty", "signature")]
    assert len(set(together(issues, apart=bound).values())) == 2


LABELS = [
    "trial",
    "ferry trial",
    "night-ferry trial",
    "audit",
    "safety audit",
    "end of the trial",
    "no trial",
    "signature",
    "signing of the pact",
    "pact",
    "second trial",
]


@given(st.lists(st.sampled_from(LABELS), unique=True), st.randoms())
def test_neighbours_are_seen_from_two_alone_and_in_no_order(labels: list[str], chance) -> None:
    whole = neighbours(Issue(id=label, label=label) for label in labels)
    shuffled = list(labels)
    chance.shuffle(shuffled)
    assert neighbours(Issue(id=label, label=label) for label in shuffled) == whole
    groups = together(Issue(id=label, label=label) for label in labels)
    assert groups == together(Issue(id=label, label=label) for label in shuffled)
    for one in labels:
        assert groups[groups[one]] == groups[one]
        for other in labels:
            pair = neighbours(Issue(id=label, label=label) for label in {one, other})
            assert pair[one].get(other) == whole[one].get(other) == whole[other].get(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("end of detention of two journalists", "release of two journalists"),
        ("coming home of 4,000 soldiers", "withdrawal of troops"),
        ("no guns", "withdrawal of the army"),
        ("sitting down to talk", "talks"),
        ("fixing of a day", "date"),
        ("reopening of the pass", "opening of the pass"),
        ("pause of the drilling", "suspension of drilling"),
        ("interrupting of drilling", "suspension of drilling"),
    ],
)
def test_what_ends_by_a_step_and_other_words_for_a_step_are_that_step(one: str, other: str) -> None:
    assert views_of(one)[-1] == views_of(other)[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("arrival of soldiers", "withdrawal of soldiers"),
        ("first day of talks", "date of talks"),
        ("detention of two journalists", "release of two journalists"),
    ],
)
def test_what_only_sounds_like_a_step_is_not_it(one: str, other: str) -> None:
    assert views_of(one)[-1] != views_of(other)[-1]
