"""Short names within one report."""

from onrecord.model import Condition, Issue
from onrecord.track.within import named_in_full


def named(*labels: str, bound: tuple[str, str] | None = None) -> dict[str, str]:
    conditions = ()
    if bound:
        step, requirement = bound
        conditions = (
            Condition(
                id="c", holder="h", relation="requires", step=step, requirement=requirement, report="r"
            ),
        )
    found = named_in_full([Issue(id=one, label=one, aliases=(one,)) for one in labels], conditions)
    return {one.id: one.label for one in found}


def test_a_short_name_gets_the_full_one_of_its_report() -> None:
    found = named("signature", "signature of the lake treaty", "lake treaty")
    assert found["signature"] == "signature of the lake treaty"
    assert found["lake treaty"] == "lake treaty"


def test_two_of_a_kind_leave_it_open() -> None:
    assert named("vote", "vote on the lease", "vote for the mayor")["vote"] == "vote"


def test_a_name_that_says_enough_stays() -> None:
    assert named("trial", "night-ferry trial")["trial"] == "trial"


def test_a_step_is_not_named_after_what_it_waits_for() -> None:
    assert named("vote", "vote on the lease", bound=("vote", "vote on the lease"))["vote"] == "vote"


def test_the_short_name_stays_an_alias() -> None:
    short, _ = named_in_full([Issue(id="a", label="date"), Issue(id="b", label="date for the vote")])
    assert short.aliases == ("date", "date for the vote")
    assert short.id == "a"
