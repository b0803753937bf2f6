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


def test_who_takes_part_does_so_in_the_one_thing_that_the_report_speaks_of() -> None:
    names = (
        "participation by the growers",
        "mediation in the water dispute",
        "naming of a mediator",
        "audit",
    )
    issues = [Issue(id=name, label=name) for name in names]
    first, *others = named_in_full(issues)
    assert first.label == "mediation in the water dispute"
    assert first.id == names[0] and names[0] in first.aliases
    assert others == issues[1:]


def test_of_two_things_to_take_part_in_neither_is_meant() -> None:
    names = ("participation", "mediation", "election", "taking back of drivers")
    issues = [Issue(id=name, label=name) for name in names]
    assert list(named_in_full(issues)) == issues


def test_nobody_takes_part_in_what_that_waits_for() -> None:
    issues = [Issue(id="a", label="participation"), Issue(id="b", label="end of the election")]
    assert [one.label for one in named_in_full(issues)] == ["participation", "end of the election"]
    issues[1] = Issue(id="b", label="election")
    terms = [Condition(id="c", holder="h", relation="requires", step="a", requirement="b", report="r")]
    assert [one.label for one in named_in_full(issues, terms)] == ["participation", "election"]
