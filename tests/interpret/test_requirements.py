"""What a step waits for, and what is waited for, told in full."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We cannot meet while the sluices are closed to us," the minister said.',
            ("minister", "requires", "meeting", "reopening of sluices"),
        ),
        (
            "The rebels said they would hold no further talks as long as helicopters flew over the valley.",
            ("rebels", "requires", "further talks", "helicopters no longer flying over the valley"),
        ),
        (
            "The party said that it would not back the budget as long as two mills were on the list.",
            ("party", "requires", "backing of budget", "two mills no longer on the list"),
        ),
        (
            "The minister said that no deal would be signed as long as the single currency was in use.",
            ("minister", "requires", "signing of deal", "single currency no longer in use"),
        ),
        (
            "The ministry said that it would not sign the deal as long as a single soldier was in the town.",
            ("ministry", "requires", "signing of deal", "soldier no longer in the town"),
        ),
        (
            "The council said that it would not discuss the lease while the work-to-rule continued.",
            ("council", "requires", "discussion of lease", "end of work-to-rule"),
        ),
        (
            "The bank said that the loan would be paid only after the treaty had entered into force.",
            ("bank", "requires", "payment of loan", "entry into force of treaty"),
        ),
        (
            "The union said that it would not talk while the strike was on.",
            ("union", "requires", "talks", "end of strike"),
        ),
        (
            "The council said it would renew the lease on condition that the field stay open to the public.",
            ("council", "requires", "renewal of lease", "field open to the public"),
        ),
        (
            "The state said that it would not pay until the agency had announced that the water was clean.",
            ("state", "requires", "payment", "announcing that the water was clean"),
        ),
        (
            "The panel said that it would pay the rent as long as the truce held.",
            ("panel", "requires", "payment of rent", "continuation of truce"),
        ),
        (
            "The union said that it would not sit down with the owners until the guards had gone.",
            ("union", "requires", "sitting down with owners", "going of guards"),
        ),
    ],
)
def test_the_parts_are_named_in_full(text: str, expected: tuple[str, str, str, str]) -> None:
    assert tell(text, expected[0]).conditions == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The tenants said that they would call off the strike if the owner mended the roof.",
            ("tenants", "requires", "cancellation of strike", "mending of roof"),
        ),
        (
            "The crew said that it would sign the contract on the day the cabins were clean and not before.",
            ("crew", "before", "signing of contract", "clean cabins"),
        ),
        (
            "The museum said that the hall would stay closed until the floor had been repaired.",
            ("museum", "requires", "reopening of hall", "repair of floor"),
        ),
        (
            '"The accord would be worth nothing unless the council ratified it," the mayor said.',
            ("mayor", "requires", "accord", "ratification of accord by council"),
        ),
        (
            '"Whether the owners sell depends on the offer of the city," the mayor said.',
            ("mayor", "requires", "sale by owners", "offer of the city"),
        ),
        (
            "The mayor said an inspection of the dam by engineers had to come before any vote on the lease.",
            ("mayor", "before", "vote on the lease", "inspection of the dam by engineers"),
        ),
        (
            "The bank said that it would not pay until the owners had agreed to the new rota.",
            ("bank", "requires", "payment", "agreement to new rota"),
        ),
        (
            "The bank would pay the fee only if the river rose, he said.",
            ("bank", "requires", "payment of fee", "rising of river"),
        ),
        (
            "The union would give the firm a list of names only if lorries could use the road, it said.",
            ("union", "requires", "list of names", "use of road"),
        ),
        (
            "The harbour said that it would take the cargo only if the owner paid for the crane.",
            ("harbour", "requires", "taking of cargo", "payment for crane"),
        ),
        (
            "The growers would block the harbour gate unless the hearings resumed within a month.",
            ("growers", "requires", "no blocking of harbour gate", "resumption of hearings within a month"),
        ),
        (
            "The bureau would send clerks only if they could speak to the crew without guards.",
            ("bureau", "requires", "sending of clerks", "speaking to crew without guards"),
        ),
        (
            "The mayor said that the mill would reopen only once the duty had been suspended.",
            ("mayor", "requires", "reopening of mill", "suspension of duty"),
        ),
        (
            "The club said that its players would return as soon as the guards had left the pitch.",
            ("club", "requires", "return of players", "leaving of pitch by guards"),
        ),
        (
            "The party said it would back the truce provided that parliament had the last word.",
            ("party", "requires", "backing of truce", "last word for parliament"),
        ),
        (
            "The guild said it would sign the lease only if the drivers kept their own contract.",
            ("guild", "requires", "signing of lease", "keeping of own contract by drivers"),
        ),
        (
            "The guild said it would sign the lease only if wages at the yard were guaranteed until 2044.",
            ("guild", "requires", "signing of lease", "guarantee of wages at the yard until 2044"),
        ),
        (
            "The guild is prepared to call off the strike if the studios hire at least six writers.",
            ("guild", "requires", "cancellation of strike", "hiring of at least six writers"),
        ),
        (
            "The governors insist that repairs to the roof be finished before they sign a new lease.",
            ("governors", "before", "signing of new lease", "finishing of repairs to the roof"),
        ),
        (
            "The state demands that the mill burn no coal and that guards return before the levy is lifted.",
            ("state", "before", "lifting of levy", "return of guards"),
        ),
        (
            '"First the roof, then the doors and the lift, and the garden at the end," the union said.',
            ("union", "before", "garden", "doors and the lift"),
        ),
    ],
)
def test_shapes_of_conditions(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, expected[0]).conditions


@pytest.mark.parametrize(
    "text",
    [
        # A refusal, and not something that a promise would buy.
        "The guild said that it would not reopen the studio in return for a promise.",
        # A plan for a time in office.
        "The guild threatened to close the studio if it came to power.",
        # What it is without is the vote on the motion.
        "The guild opposes any change of the rules, says a motion passed without a single no.",
        # Which law, what promise, and before whom?
        "The guild said that it would not sign without such a law.",
        "The guild said that it would sign only in return for a promise.",
        "The guild would go before an arbitrator only if the fee was paid.",
        # The head of the subject got lost.
        "The guild said it would sign only if the last clerk kept in the hall was on a ship south.",
        # What they vote on isn't told.
        "The guild said that it would vote no as long as two studios were on the list.",
    ],
)
def test_what_is_no_condition_or_says_too_little(text: str) -> None:
    assert tell(text, "guild").conditions == []


def test_who_says_so_where_the_verb_of_saying_is_left_out() -> None:
    told = tell(
        "The guild said that no writer would return until the ban was lifted, "
        "and the studio that the ban would stay until the writers were back.",
        "guild",
        "studio",
    )
    assert ("studio", "requires", "end of ban", "return of writer") in told.conditions


def test_what_something_undergoes_is_no_word_of_its_own() -> None:
    told = tell("The mill would be reopened only if the river rose, the mayor said.", "mill", "mayor")
    assert told.conditions == [("mayor", "requires", "reopening of mill", "rising of river")]


def test_what_would_be_held_is_the_step_and_no_pronoun_before_it() -> None:
    told = tell(
        "The wall must be done. The council said it would hold a vote after the lease had been published.",
        "council",
    )
    assert told.conditions == [("council", "before", "vote", "publication of lease")]
