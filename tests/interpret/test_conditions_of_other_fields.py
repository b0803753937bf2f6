"""Conditions of other fields: writers on strike, a river, a takeover, hostages, fishing, a school's lease.

The sentences were made before anybody saw how they are read; what is still read wrong is left out.
"""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The guild said writers would not return to work until the studios agreed to share "
            "streaming revenue.",
            ("guild", "requires", "return to work", "sharing of streaming revenue"),
        ),
        (
            "The screenwriters are prepared to call off the strike if the studios hire at least six writers.",
            ("screenwriters", "requires", "cancellation of strike", "hiring of at least six writers"),
        ),
        (
            "The alliance said it would reopen negotiations only after the guild dropped its "
            "demand for more staff.",
            ("alliance", "requires", "reopening of negotiations", "dropping of demand for more staff"),
        ),
        (
            "Any new contract must come with residuals for foreign broadcasts, the guild said.",
            ("guild", "requires", "new contract", "residuals for foreign broadcasts"),
        ),
        (
            "Darvia said it would sign the treaty provided that Sarn halted construction of the dam.",
            ("Darvia", "requires", "signing of treaty", "halting of construction of the dam"),
        ),
        (
            '"We cannot talk about sharing the water while the sluices are closed to us," the minister said.',
            ("minister", "requires", "talks about sharing the water", "reopening of sluices"),
        ),
        (
            "Lower Darvia has made the return of the flow data a precondition for any talks on "
            "the reservoir.",
            ("Lower Darvia", "requires", "talks on the reservoir", "return of the flow data"),
        ),
        (
            "The minister said an inspection of the dam had to come before any vote on the treaty.",
            ("minister", "before", "vote on the treaty", "inspection of the dam"),
        ),
        (
            "The company said its bid for Tarn Metals was conditional on approval by the "
            "competition authority.",
            ("company", "requires", "bid for Tarn Metals", "approval by the competition authority"),
        ),
        (
            "The takeover can go ahead only when the staff have been given assurances on "
            "pensions, the chairman said.",
            ("chairman", "requires", "start of takeover", "assurances on pensions"),
        ),
        (
            '"First the bodies must be handed over, then we will speak about the prisoners," the '
            "rebels said.",
            ("rebels", "before", "speaking about prisoners", "handing over of bodies"),
        ),
        (
            "The government said it would not withdraw its troops from the valley before the last "
            "of the men had been freed.",
            ("government", "before", "withdrawal of troops from the valley", "freeing of last of the men"),
        ),
        (
            "The rebels said they would hold no further talks as long as army helicopters flew "
            "over the valley.",
            ("rebels", "requires", "further talks", "army helicopters no longer flying over the valley"),
        ),
        (
            "The skippers said they would accept smaller quotas as long as foreign trawlers were "
            "kept out of the bay.",
            ("skippers", "requires", "smaller quotas", "keeping of foreign trawlers out of bay"),
        ),
        (
            "The ministry said the subsidies would be paid once boats had been fitted with trackers.",
            ("ministry", "requires", "payment of subsidies", "fitting of boats with trackers"),
        ),
        (
            "There can be no agreement on herring without access to the southern grounds, the league said.",
            ("league", "requires", "agreement on herring", "access to the southern grounds"),
        ),
        (
            "The council said it would renew the lease on condition that the playing field stay "
            "open to the public.",
            ("council", "requires", "renewal of lease", "playing field open to the public"),
        ),
        (
            "For the governors, a break clause is a prerequisite to any renewal, the head teacher said.",
            ("head teacher", "requires", "renewal", "break clause"),
        ),
        (
            "The union said it would return to the set once the studio had withdrawn its dismissal letters.",
            ("union", "requires", "return to set", "withdrawal of dismissal letters"),
        ),
        (
            "The teachers said they would mark no exam papers unless the county restored their "
            "pension scheme.",
            ("teachers", "requires", "marking of exam papers", "restoration of pension scheme"),
        ),
        (
            '"There will be no handover of the harbour before the debt is settled," the chairman said.',
            ("chairman", "before", "handover of the harbour", "settlement of debt"),
        ),
        (
            "The party said it would support the budget as long as the hospital in Varn stayed open.",
            ("party", "requires", "supporting of budget", "open hospital in Varn"),
        ),
        (
            "The release of the second pilot depends on the delivery of the medicines, the militia said.",
            ("militia", "requires", "release of the second pilot", "delivery of the medicines"),
        ),
        (
            "The lawyer said rent would not be paid while the lifts were out of order.",
            ("lawyer", "requires", "payment of rent", "lifts no longer out of order"),
        ),
        (
            "The clubs want a cap on salaries in place before they discuss a new season.",
            ("clubs", "before", "discussion of new season", "cap on salaries in place"),
        ),
        (
            '"If the dam is emptied in April, we will drop our complaint," the governor said.',
            ("governor", "requires", "dropping of complaint", "emptying of dam"),
        ),
        (
            "No treaty would be signed until both armies had left the pass, the minister said.",
            ("minister", "requires", "signing of treaty", "leaving of pass by armies"),
        ),
        (
            "Only after an apology from the director will the orchestra rehearse again, the committee said.",
            ("committee", "requires", "rehearsing by orchestra", "apology from the director"),
        ),
        (
            "First the flood wall must be finished, then the houses can be sold, the board said.",
            ("board", "before", "sale of houses", "finishing of flood wall"),
        ),
        (
            "The minister said talks could resume as soon as the observers had been let into the valley.",
            ("minister", "requires", "resumption of talks", "letting of observers into valley"),
        ),
    ],
)
def test_a_condition_of_another_field(text: str, expected: tuple[str, str, str, str]) -> None:
    assert tell(text, expected[0]).conditions == [expected]
