"""Issues that the user fixes in an `issues.yaml`."""

import pytest

from onrecord.errors import UsageError
from onrecord.model import Issue, stable_id
from onrecord.track.fixed_issues import fixed_issues
from onrecord.track.issues import issue_keys, join_issues, same_issue

TEXT = """
issues:
  - label: Guarantees for the lake
    aliases: [assurances from the neighbours, the lake promise]
    kind: topic
  - label: signing of the ferry pact
    kind: step
    parent: ferry pact
    negates: walk-out of the ferrymen
"""


def issue(label: str, report: str = "a") -> Issue:
    return Issue(id=stable_id("issue", report, label), label=label, aliases=(label,))


def test_wordings_that_rules_keep_apart_are_one() -> None:
    fixed = fixed_issues(TEXT)
    one, other = issue("strong assurances from neighbours"), issue("guarantees for the lake")
    assert not same_issue(one, other)
    assert same_issue(one, other, fixed)
    joined, _ = join_issues([one, other], fixed)
    assert [(each.label, each.kind, each.judged) for each in joined] == [
        ("Guarantees for the lake", "topic", True)
    ]


def test_relations_are_the_users() -> None:
    fixed = fixed_issues(TEXT)
    issues = [issue("signature of the ferry pact"), issue("ferry pact"), issue("walk-out of ferrymen")]
    joined, place = join_issues(issues, fixed)
    signing = next(one for one in joined if one.id == place[issues[0].id])
    assert (signing.parent, signing.negates) == (place[issues[1].id], place[issues[2].id])


def test_the_exact_wording_goes_before_a_like_one() -> None:
    fixed = fixed_issues("issues: [{label: strong lake guarantees}, {label: lake guarantees}]")
    assert not same_issue(issue("strong lake guarantees"), issue("lake guarantees"), fixed)


def test_a_label_that_says_too_little_can_be_fixed() -> None:
    fixed = fixed_issues("issues: [{label: resignation}]")
    assert issue_keys(issue("resignation")) == ()
    assert issue_keys(issue("resignation"), fixed) == ("fixed resignation",)


@pytest.mark.parametrize("text", ["", "issues:", "issues: []"])
def test_nothing_fixes_nothing(text: str) -> None:
    fixed = fixed_issues(text)
    assert issue_keys(issue("ferry pact"), fixed) == issue_keys(issue("ferry pact"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("issues: [", "no YAML"),
        ("- a", "one list called issues"),
        ("issues: {}", "one list called issues"),
        ("issues: [ferry]", "entry 1"),
        ("issues: [{label: a, alias: [b]}]", '"alias"'),
        ("issues: [{aliases: [b]}]", "label"),
        ("issues: [{label: a, aliases: b}]", "aliases must be a list"),
        ("issues: [{label: a, kind: event}]", '"event"'),
        ("issues: [{label: a, parent: 3}]", "parent"),
        ("issues: [{label: a, aliases: [c]}, {label: b, aliases: [C]}]", '"a" and "b"'),
    ],
)
def test_mistakes_are_told(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        fixed_issues(text, "mine.yaml")
    assert words in str(caught.value)
    assert "mine.yaml" in str(caught.value)
