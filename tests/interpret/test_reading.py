"""What the words do: negation, aspect, whose stand it is, and what must be left unsaid."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister did not rule out a referendum.", ("minister", "support", "open", "referendum")),
        ("The minister refused to reject the lease plan.", ("minister", "support", "open", "lease plan")),
        ("The minister will not accept a new tax.", ("minister", "reject", "against", "new tax")),
        ("The minister has not agreed to a new tax.", ("minister", "accept", "open", "new tax")),
        ("The minister no longer insists on a new tax.", ("minister", "withdraw", "open", "new tax")),
        ("The minister has yet to accept the lease plan.", ("minister", "accept", "open", "lease plan")),
        ("The minister does not support the lease plan.", ("minister", "oppose", "against", "lease plan")),
    ],
)
def test_negation_and_aspect(text: str, expected: tuple[str, str, str, str]) -> None:
    assert tell(text, "minister").positions == [expected]


@pytest.mark.parametrize(
    "text",
    [
        '"Would the minister accept a new tax?" the editor said.',
        "The minister would have accepted a new tax.",
        "The minister did not say whether she accepted the plan.",
        "The minister refused to comment.",
        "The minister opposes the mayor.",
    ],
)
def test_nothing_is_said_where_the_words_do_not_decide(text: str) -> None:
    assert not tell(text, "minister", "editor", "mayor").positions


def test_several_holders_through_one_speaker() -> None:
    told = tell(
        "The envoy said that Ardo, Bela, and Cara oppose a new treaty.", "envoy", "Ardo", "Bela", "Cara"
    )
    assert [holder for holder, *_ in told.positions] == ["Ardo", "Bela", "Cara"]
    envoy = next(id_ for id_, name in told.names.items() if name == "envoy")
    assert {found.via for found in told.claims.positions} == {envoy}


def test_the_party_holds_what_its_leader_says() -> None:
    told = tell(
        '"We reject the lease plan," Orla Venn said.',
        "Orla Venn",
        "Harbour League",
        kinds={"Orla Venn": "person"},
        acts_for={"Orla Venn": "Harbour League"},
    )
    assert told.positions == [("Harbour League", "reject", "against", "lease plan")]


def test_a_condition_stands_alone() -> None:
    told = tell("The company will reopen the gate only if the barriers are lifted.", "company")
    assert told.conditions == [("company", "requires", "reopening of gate", "lifting of barriers")]
    assert not told.positions


def test_first_then_and_at_the_end_are_two_orders() -> None:
    told = tell('"First the audit, then the trial, then the talks," the union said.', "union")
    assert told.conditions == [("union", "before", "trial", "audit"), ("union", "before", "talks", "trial")]


def test_what_points_back_is_named() -> None:
    told = tell(
        "The company said that the guarantees must become a part of the treaty, and they must be "
        "signed before all other papers.",
        "company",
    )
    assert ("company", "before", "all other papers", "signing of guarantees") in told.conditions


def test_an_alternative() -> None:
    told = tell('"A stronger army could be an alternative to membership," the president said.', "president")
    assert told.positions == [("president", "support", "open", "alternative to membership")]
    assert [told.label(issue) for issue in told.claims.positions[0].alternatives] == ["stronger army"]


def test_allegation_and_denial_share_an_issue() -> None:
    told = tell(
        "The union said that the company allegedly bought twelve ferries. The company denied these claims.",
        "union",
        "company",
    )
    assert [(holder, act) for holder, act, *_ in told.positions] == [("union", "allege"), ("company", "deny")]
    assert len({found.issue for found in told.claims.positions}) == 1


def test_a_threat_is_against_what_would_trigger_it() -> None:
    told = tell(
        "The union said that it would walk out if the company bought the ferries.", "union", "company"
    )
    assert told.positions == [("union", "threaten", "against", "purchase of ferries")]


def test_a_summary_counts_only_where_the_body_does_not_repeat_it() -> None:
    text = "The company will not accept a new tax."
    assert len(tell(f"{text}\n\n{text}", "company").positions) == 1


def test_evidence_is_the_words_of_the_report() -> None:
    text = (
        "The union rejected the pay offer. The company will reopen the gate only if the barriers are lifted."
    )
    told = tell(text, "union", "company")
    spans = [span for found in (*told.claims.positions, *told.claims.conditions) for span in found.evidence]
    spans += [span for found in told.claims.conditions for span in found.connective]
    assert spans and all(text[span.start : span.end] == span.text for span in spans)
    assert told.claims == tell(text, "union", "company").claims
