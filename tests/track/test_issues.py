"""Issues across reports: what is one, what stays apart, and how issues hang together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Issue, stable_id
from onrecord.text.words import word_set
from onrecord.track.issues import issue_keys, join_issues, joined_issue, related_keys, same_issue


def issue(label: str, *aliases: str, report: str = "a", kind: str = "topic") -> Issue:
    return Issue(id=stable_id("issue", report, label), label=label, aliases=(*aliases, label), kind=kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("security guarantees", "reliable security guarantees"),
        ("security guarantees", "guarantees of security"),
        ("ferry talks", "negotiations about the ferry"),
        ("withdrawal of the troops", "withdrawal of soldiers"),
        ("signing of the lake treaty", "signature of the treaty on the lake"),
        ("end to the blockade", "lifting of the blockade"),
        ("no return to work", "lack of return to work"),
        ("Ruthavian membership in the Lake League", "membership of Ruthavia in the Lake League"),
        ("night-ferry trial", "trial of night ferries"),
        ("raising of wages by 7 per cent", "raising of wages by seven percent"),
        ("monitors at the Tamrin dam", "monitors at the Tamryn dam"),
        ("cease-fire in the valley", "truce in the valley"),
        ("arbitration of the dispute", "arbitrator of the dispute"),
        ("monitors at the border", "inspectors at the border"),
        ("lifting of the pickets", "end of the strike"),
        ("exemption of schools and railways from the budget rule",
         "exemption of railways and schools from budget rule"),
    ],
)  # fmt: skip
def test_wordings_of_one_issue_are_one(one: str, other: str) -> None:
    assert same_issue(issue(one), issue(other))
    assert same_issue(issue(other), issue(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("signing of the treaty", "treaty"),
        ("no return to work", "return to work"),
        ("end of the blockade", "blockade"),
        ("security guarantees", "Ruthavian security guarantees"),
        ("transfer of the ships from Ostrava to Ruthavia", "transfer of the ships from Ruthavia to Ostrava"),
        ("ferry talks", "ferry meeting"),
        ("talks on a trade deal", "deal on trade talks"),
        ("treaty with monitors", "treaty without monitors"),
        ("guarantees for the union", "guarantees from the union"),
        ("pay rise of six percent", "pay rise of seven percent"),
        ("attack on the port by Ostrava", "attack on the port by Ruthavia"),
        ("suspension of the filling", "resumption of the filling"),
        ("wealth tax", "tax"),
        ("monitors at the border", "monitors"),
        ("old lease", "new lease"),
        ("early election", "election"),
        ("all-for-all prisoner exchange", "prisoner exchange"),
        ("pay rise of 14 percent", "pay rise of 12 percent"),
        ("mackerel demand of 18 percent", "mackerel demand of 22 percent"),
    ],
)
def test_what_only_looks_alike_stays_apart(one: str, other: str) -> None:
    assert not same_issue(issue(one), issue(other))


@pytest.mark.parametrize(
    "label", ["taking back", "resignation", "six percent", "the fourteen", "350 cubic metres", "date", "end"]
)
def test_labels_that_say_too_little_stay_alone(label: str) -> None:
    assert issue_keys(issue(label)) == ()
    joined, _ = join_issues([issue(label, report="a"), issue(label, report="b")])
    assert len(joined) == 2


def test_an_alias_joins_but_a_short_one_does_not() -> None:
    long = issue("two-year trial of night ferries", "night-ferry trial", "trial")
    assert same_issue(long, issue("trial of the night ferries", report="b"))
    assert not same_issue(long, issue("trial", report="b"))


def test_an_opposite_is_linked_and_not_joined() -> None:
    issues = [issue("blockade"), issue("end to the blockade"), issue("no blockade")]
    joined, place = join_issues(issues)
    assert len(joined) == 3
    by_id = {one.id: one for one in joined}
    blockade = place[issues[0].id]
    assert [by_id[place[one.id]].negates for one in issues] == [None, blockade, blockade]


def test_a_narrower_issue_has_a_parent_and_a_part_its_whole() -> None:
    issues = [
        issue("security guarantees"), issue("Ruthavian security guarantees for the lake"),
        issue("ferry talks"), issue("second round of ferry talks"),
    ]  # fmt: skip
    joined, place = join_issues(issues)
    by_id = {one.id: one for one in joined}
    assert by_id[place[issues[1].id]].parent == place[issues[0].id]
    assert by_id[place[issues[3].id]].part_of == place[issues[2].id]
    assert by_id[place[issues[0].id]].parent is None


def test_the_nearest_of_several_wider_issues_is_the_parent() -> None:
    issues = [issue("trial"), issue("ferry trial"), issue("night ferry trial at the quay")]
    joined, place = join_issues(issues)
    by_id = {one.id: one for one in joined}
    assert by_id[place[issues[2].id]].parent == place[issues[1].id]


def test_the_label_is_the_fullest_without_praise() -> None:
    members = [issue("strong security guarantees", "guarantees"), issue("concrete security guarantees")]
    joined = joined_issue(members)
    assert joined.label == "security guarantees"
    assert set(joined.aliases) == {"strong security guarantees", "guarantees", "concrete security guarantees"}
    assert joined.id == min(one.id for one in members)


def test_the_article_of_a_measure_stays_in_the_label() -> None:
    assert joined_issue([issue("the 40 barrels a day")]).label == "40 barrels a day"


def test_words_of_praise_in_a_clause_stay_in_the_label() -> None:
    assert joined_issue([issue("joint company that the envoy proposed")]).label == (
        "joint company that the envoy proposed"
    )


def test_a_step_among_topics_makes_a_step() -> None:
    one, other = issue("ferry talks"), issue("ferry negotiations", kind="step")
    assert joined_issue([one, other]).kind == "step"


WORDS = st.sampled_from(
    sorted(
        word_set(
            "strong security guarantee guarantees ferry talks negotiations no end of to for from the "
            "Ruthavia Ruthavian treaty signing without monitors six percent lake"
        )
    )
)
LABELS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ISSUES = st.lists(
    st.builds(
        lambda label, alias, number: issue(label, alias, report=str(number)),
        LABELS,
        LABELS,
        st.integers(0, 9),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(ISSUES, st.randoms(use_true_random=False))
def test_the_order_of_issues_makes_no_difference(issues: list[Issue], chance) -> None:
    shuffled = list(issues)
    chance.shuffle(shuffled)
    assert join_issues(shuffled) == join_issues(issues)


@given(ISSUES)
def test_sharing_a_key_is_all_that_joins(issues: list[Issue]) -> None:
    _, place = join_issues(issues)
    for one in issues:
        for other in issues:
            if same_issue(one, other):
                assert place[one.id] == place[other.id]


@given(ISSUES.filter(bool), st.integers(0, 11))
def test_joining_in_parts_gives_the_same(issues: list[Issue], cut: int) -> None:
    parts = [part for part in (issues[:cut], issues[cut:]) if part]
    whole = joined_issue(issues)
    assert joined_issue([joined_issue(part) for part in parts]).aliases == whole.aliases
    assert joined_issue([whole, *issues]) == whole


@given(ISSUES)
def test_nothing_is_its_own_parent(issues: list[Issue]) -> None:
    joined, _ = join_issues(issues)
    for one in joined:
        assert one.id not in {one.parent, one.part_of, one.negates}
        assert set(related_keys(one).negates).isdisjoint(issue_keys(one))
