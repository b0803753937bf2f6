"""What is no issue: names cut short, names that fit anything, names of somebody; what a name leaves out."""

import pytest
from telling import tell

from onrecord.model import ActorKind, Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out


@pytest.mark.parametrize(
    "text",
    [
        "The minister supports a similar effort.",
        "The minister promised to send a clear signal.",
        "The minister backed the campaign of the mayor.",
        "The minister demanded to know whether the gate was open.",
        '"We need a new leader," the minister said.',
        "The minister did not condemn the closure of the bridge.",
        "The minister offered an analysis of the strike.",
        '"There has never been a strike like this," the minister said.',
        "The minister had to close the bridge.",
        "The minister said that the company had to close the bridge.",
        "The minister offered encouragement.",
        "The minister endorsed Ada Orr for governor.",
        "The minister pledged her support.",
        "The minister declined to give a figure.",
        "The talks ended amid fears that the minister opposes a longer lease.",
        "The minister called for the harbour toll, now 7 crowns, to be raised to 9.",
        "The minister took issue with criticism of the mayor.",
        "The minister protested the government for selling the port.",
        "The minister defended the decision to press ahead.",
        "The minister called for the camps in the delta and posts to be dismantled.",
        "The minister did not repeat her call for a longer lease.",
    ],
)
def test_what_is_no_stand(text: str) -> None:
    assert not tell(text, "minister", "mayor", "company").positions


def test_each_of_two_things_is_demanded_though_a_time_stands_between():
    text = "The minister demanded a job guarantee until 2030 and a single agreement for all drivers."
    found = tell(text, "minister").positions
    assert [label for *_, label in found] == [
        "job guarantee until 2030",
        "single agreement for all drivers",
    ]


def test_what_somebody_is_accused_of_is_alleged_and_not_promised():
    told = tell(
        "The mayor accused the company of having secretly promised to close the gate.", "mayor", "company"
    )
    assert told.positions == [("mayor", "allege", "for", "closure of gate")]


def test_would_pay_nothing_refuses_to_pay():
    text = "The government would pay nothing towards the bridge, the minister said."
    found = tell(text, "minister", "government", acts_for={"minister": "government"}).positions
    assert found == [("government", "reject", "against", "payment towards bridge")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The minister backed a no-fly zone over the delta.", "no-fly zone over the delta"),
        ("The minister rejected a meaningless peace agreement.", "peace agreement"),
        ("The minister called for a new vote.", "new vote"),
        ("The minister urged the company to view the strike as a threat.", "viewing of strike as threat"),
        ("The minister promised a longer lease in return.", "longer lease"),
        (
            "The minister proposed paying for the bridge by raising the harbour toll.",
            "payment for bridge by raising the harbour toll",
        ),
        (
            "The minister urged the company to stop selling tickets seven weeks before he left.",
            "end of selling tickets",
        ),
        ('The minister promised to "end" the toll.', "end of toll"),
        ("The minister urged the company to let the grain through.", "letting through of grain"),
        (
            "The minister urged the company to let the ferries leave the port.",
            "letting ferries leave the port",
        ),
        ("The minister promised to let the bridge be kept out of the tax.", "keeping of bridge out of tax"),
        ("The minister offered to station 40 guards on the bridge.", "stationing of 40 guards on the bridge"),
        ("The minister urged the company to reach a compromise over the toll.", "compromise over the toll"),
        (
            "The minister promised to keep the ferry office in the delta.",
            "keeping of ferry office in the delta",
        ),
        (
            "The minister refused to contribute public money to the bridge.",
            "contribution of public money to the bridge",
        ),
        ("The minister proposed that all three unions sign the lease.", "signing of lease"),
        ("The minister wants the lease extended to the end of the next year.", "extension of lease"),
        (
            "The minister demanded that the toll on ships entering the port be lowered.",
            "lowering of toll on ships",
        ),
    ],
)
def test_a_name_says_which_thing_and_not_what_is_thought_of_it(text: str, label: str) -> None:
    assert [found[3] for found in tell(text, "minister").positions] == [label]


def test_what_a_country_needs_is_the_speakers_demand() -> None:
    told = tell('"Utopia needs a written guarantee," the minister said.', "minister", "Utopia")
    assert told.positions == [("minister", "demand", "for", "written guarantee")]


def test_a_relative_clause_is_about_the_last_of_two() -> None:
    text = "The envoy met Ada Orr and Bela Lund, who has openly opposed the lease plan."
    told = tell(text, "envoy", "Ada Orr", "Bela Lund", kinds={"Ada Orr": "person", "Bela Lund": "person"})
    assert told.positions == [("Bela Lund", "oppose", "against", "lease plan")]


def test_a_possessive_is_whoever_stands_nearest() -> None:
    text = "Ada Orr praised Bela Lund, but his refusal to sign the lease worried her."
    told = tell(text, "Ada Orr", "Bela Lund", kinds={"Ada Orr": "person", "Bela Lund": "person"})
    assert not any(holder == "Ada Orr" for holder, *_ in told.positions)


def test_what_a_poll_says_is_nobodys_position() -> None:
    assert not tell("The union opposes the pension plan, a new poll said.", "union", "a new poll").positions


def test_what_waits_for_others_is_no_promise() -> None:
    told = tell("The company will publish the audit only when the union does.", "company", "union")
    assert not told.positions


def test_whose_a_thing_is_belongs_to_its_name() -> None:
    kinds: dict[str, ActorKind] = {"Ada Orr": "person"}
    text = "Ada Orr kept silent. The union called for her dismissal."
    told = tell(text, "union", "Ada Orr", "her", kinds=kinds)
    assert [found[0] for found in told.positions] == ["union"]
    text = "The minister said the company should withdraw its harbour patrols."
    told = tell(text, "minister", "company", "its")
    assert all("harbour patrols" in label for *_, label in told.positions)


def test_what_is_denied_says_who_is_meant_to_do_it() -> None:
    told = tell("The minister denied that the company had bought twelve ferries.", "minister", "company")
    assert told.positions == [("minister", "deny", "against", "purchase of twelve ferries by company")]
    own = tell("The company denied that the company had bought twelve ferries.", "company")
    assert own.positions == [("company", "deny", "against", "purchase of twelve ferries")]


def test_how_many_of_those_asked_take_a_side_is_no_position() -> None:
    kinds: dict[str, ActorKind] = {"dockers": "group"}
    assert not tell("By 62% to 30%, dockers support a longer lease.", "dockers", kinds=kinds).positions
    assert tell("All dockers support a longer lease.", "dockers", kinds=kinds).positions


def test_an_errand_is_no_demand() -> None:
    kinds: dict[str, ActorKind] = {"Ada Orr": "person"}
    assert not tell("Ada Orr asked her clerk to print the lease.", "Ada Orr", kinds=kinds).positions
    assert tell("Ada Orr asked the company to publish the lease.", "Ada Orr", kinds=kinds).positions


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "The minister said there could be no truce as long as 31 captives were held in the delta.",
            ("requires", "truce", "release of 31 captives in the delta"),
        ),
        (
            "The minister said a lease would be impossible as long as they had not ratified the accord.",
            ("requires", "lease", "ratification of accord"),
        ),
        (
            "The minister was prepared to keep ferries off the delta provided that the others did the same.",
            ("requires", "keeping of ferries off delta", "keeping of ferries off delta by others"),
        ),
    ],
)
def test_what_a_condition_waits_for_is_named_by_what_is_to_come_about(
    text: str, condition: tuple[str, str, str]
):
    told = tell(text, "minister", "company", "government", acts_for={"minister": "government"})
    assert [found[1:] for found in told.conditions] == [condition]


def test_what_is_denied_until_something_happens_is_no_refusal():
    assert not tell(
        "The toll will not be lifted until the audit is published, the minister said.", "minister"
    ).positions


def test_a_cue_between_the_two_parts_of_a_condition_is_none_of_either():
    text = (
        "The talks on the ferries went on in the delta on Monday.\n\n"
        "If the company published the audit, Ada Novak said, the government would sign the lease. "
        "Ms Novak is the transport minister."
    )
    found = process(Report(text=text, blocks=lay_out(text).blocks))
    labels = {issue.id: issue.label for issue in found.issues}
    assert [(labels[one.step], labels[one.requirement]) for one in found.conditions] == [
        ("signing of lease", "publication of audit")
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The mayor demanded a ban on night flights on Monday.", "ban on night flights"),
        ("The mayor demanded a ban on ferries on Monday night.", "ban on ferries"),
        (
            "The guild demanded a referendum on the new toll. The mayor rejected such a referendum.",
            "referendum on the new toll",
        ),
        (
            "The company refused to shut the Long Quay to boats. The mayor demanded the sale of the quay.",
            "sale of the quay",
        ),
        (
            "The guild threatened legal action if the ferry was still running in the autumn.",
            "running of ferry in autumn",
        ),
        (
            "The mayor took back her offer of February to consider lowering the toll.",
            "consideration of lowering the toll",
        ),
    ],
)
def test_what_a_name_takes_in(text: str, label: str) -> None:
    found = tell(text, "mayor", "guild", "company", kinds={"mayor": "person"}).positions
    assert label in [one[3] for one in found]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The guild agreed that the mill should be admitted as an observer.",
            "admitting of mill as observer",
        ),
        ("The guild said it would not sell the ferry as a wreck.", "sale of ferry as wreck"),
        ("The mayor ruled out a referendum in this parliament.", "referendum in this parliament"),
        ("The guild said that it would let the medicine through.", "letting through of medicine"),
        (
            "The guild rejected an offer of 41 crowns a share for the mill.",
            "offer of 41 crowns a share for the mill",
        ),
    ],
)
def test_words_that_tell_are_kept(text: str, label: str) -> None:
    assert label in [one[3] for one in tell(text, "mayor", "guild").positions]


@pytest.mark.parametrize(
    "text",
    [
        "The guild would sign no lease without that clause in it.",
        "The guild refused to sign the lease before the gate was open.",
        "The guild said that a vote would do as long as the text was published.",
        "The guild will leave the room if Ines Orr, the clerk, enters it.",
        "The guild demands that nobody be on a night shift more than twice a week.",
        "The guild would sign the letter on condition that the toll fell.",
        '"Fares will not go up," the guild said.',
        "The guild said that nobody would sit down with us who was holding its people.",
    ],
)
def test_what_waits_for_something_or_points_elsewhere_is_no_stand_of_its_own(text: str) -> None:
    assert not tell(text, "guild").positions
