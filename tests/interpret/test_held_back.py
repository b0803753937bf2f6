"""Conditions whose step a verb or phrase holds back, and sentences that are nobody's condition."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"Without monitors there will be no signature," the union said.',
            ("union", "requires", "signature", "monitors"),
        ),
        (
            "The union said that there was no question of signing the lease before the audit was published.",
            ("union", "before", "signing of lease", "publication of audit"),
        ),
        (
            "The union said that the gate would stay closed until the company paid the arrears.",
            ("union", "requires", "reopening of gate", "payment of arrears"),
        ),
        (
            "The union said that it opposed the lease until the audit was published.",
            ("union", "requires", "lease", "publication of audit"),
        ),
        (
            "The union said that it refused to sign the lease as long as the gate stayed shut.",
            ("union", "requires", "signing of lease", "reopening of gate"),
        ),
        (
            "The union said that it was ready to sign the lease if the gate was opened.",
            ("union", "requires", "signing of lease", "opening of gate"),
        ),
        (
            "The union threatened to block the port unless the company paid the arrears.",
            ("union", "requires", "no blocking of port", "payment of arrears"),
        ),
        (
            "The union said that nothing would leave the depot until the company paid the arrears.",
            ("union", "requires", "leaving of depot", "payment of arrears"),
        ),
        (
            "The union said that not a crane would be moved until the company paid the arrears.",
            ("union", "requires", "move of crane", "payment of arrears"),
        ),
        (
            "The union said that it would not sign anything until the audit was published.",
            ("union", "requires", "signing", "publication of audit"),
        ),
        (
            "The union said that it ruled out any change of the rota before the audit was published.",
            ("union", "before", "change of the rota", "publication of audit"),
        ),
        (
            "The union said that there would be no contract for cooks without one for porters.",
            ("union", "requires", "contract for cooks", "contract for porters"),
        ),
        (
            "The union said that a meeting made sense only after the arrears had been paid.",
            ("union", "requires", "meeting", "payment of arrears"),
        ),
        (
            "The union said that it would not sign the lease until the barriers were gone.",
            ("union", "requires", "signing of lease", "end of barriers"),
        ),
        (
            "The union said that it would shut the kitchen if the audit was not published.",
            ("union", "requires", "opening of kitchen", "publication of audit"),
        ),
        (
            "The union said that the rota would be changed the day the company published the audit.",
            ("union", "before", "changing of rota", "publication of audit"),
        ),
        (
            "The union said that it would suspend the talks if the company closed the gate.",
            ("union", "requires", "talks", "no closure of gate"),
        ),
        (
            "The union said that talks were out of the question until the gate was opened.",
            ("union", "requires", "talks", "opening of gate"),
        ),
        (
            "The union said that it would only sign the lease if the gate was opened.",
            ("union", "requires", "signing of lease", "opening of gate"),
        ),
        (
            "The union said that its members must be paid before they disarmed.",
            ("union", "before", "disarmament", "payment of members"),
        ),
    ],
)
def test_what_is_held_back(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "union", "company").conditions


@pytest.mark.parametrize(
    "text",
    [
        "The union said that prices could rise unless it rained.",
        "The union said that you can vote after you register.",
        "The union said that growth depends on trade.",
        "The union said that the fight was harder than once thought.",
        "The union said that nobody had gone there before, and that it would vote.",
        "The union said that it was asked if it would sign the lease.",
        "The union said that it would not have signed the lease unless the gate had been opened.",
        "The union said that there was no evidence without a trial.",
        "The union said that it would win if the company closed the gate.",
        '"No doubt, no question," the union said.',
    ],
)
def test_forecasts_facts_and_advice_are_nobodys_condition(text: str) -> None:
    assert not tell(text, "union", "company").conditions


@pytest.mark.parametrize(
    "text",
    [
        "The union said that it would return after the holidays.",
        "The company could sign the lease if the gate opened.",
        "The company opposed the lease until May.",
        "The union said that it would sign the lease if its candidate won.",
        "The union said that the driver should remain in jail until his hearing.",
    ],
)
def test_schedules_and_what_may_be_are_nobodys_condition(text: str) -> None:
    assert not tell(text, "union", "company").conditions


def test_whoever_says_what_one_body_would_do_speaks_for_it() -> None:
    told = tell(
        "Novak said that the union would sign the lease only if the gate was opened.",
        "union",
        "Novak",
        kinds={"Novak": "person"},
    )
    (condition,) = told.claims.conditions
    assert (told.names[condition.holder], condition.via) == ("union", None)


def test_a_place_before_which_something_lies_is_no_requirement():
    told = tell("The union said that it would not sign the lease, a case before the court.", "union")
    assert told.conditions == []


def test_a_matter_of_the_talks_is_welcomed_whatever_it_is_called():
    talks = (
        "The talks on the ferry merger went on. The union and the company discussed the offer, the pay deal "
        "and the merger; a mediator had tabled a compromise on the dispute. The merger needs an agreement."
    )
    there = tell(f"{talks} The union welcomed the merger.", "union")
    assert ("union", "support", "for", "ferry merger") in there.positions
    elsewhere = tell("It rained at the fair. The union welcomed the merger.", "union")
    assert elsewhere.positions == []
