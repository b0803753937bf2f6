"""What has happened by each day: put in order once, and the same as told day by day."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from made_records import event, lenient, material, position

from onrecord.model import Event, Issue, Position
from onrecord.reason.happened import Happenings
from onrecord.reason.question import Material, negations
from onrecord.reason.stands import in_force, since

FIRST = date(2031, 1, 1)
ISSUES = (
    Issue(id="a", label="truce"),
    Issue(id="b", label="no truce", negates="a"),
    Issue(id="c", label="tax"),
)
QUESTION = lenient("a", as_of=FIRST + timedelta(days=9))


@st.composite
def told(draw: st.DrawFn) -> Material:
    records: list[Event | Position] = []
    for number in range(draw(st.integers(0, 8))):
        day = FIRST + timedelta(days=draw(st.integers(0, 8)))
        issue = draw(st.sampled_from("abc"))
        if draw(st.booleans()):
            records.append(event(f"e{number}", issue, draw(st.sampled_from(["done", "failed"])), day=day))
        else:
            until = draw(st.one_of(st.none(), st.integers(1, 4)))
            ends = day + timedelta(days=until) if until else None
            records.append(position(f"p{number}", "x", "deny", issue, day=day, until=ends))
    return material(*records, *ISSUES)


def plainly(records: Material, day: date) -> dict[str, Event]:
    """As the days went by, with the denials of that day."""
    last: dict[str, Event] = {}
    opposites = negations(records.issues)
    so_far = [one for one in records.events if (since(one.date) or date.min) <= day]
    for one in sorted(so_far, key=lambda one: (since(one.date) or date.min, one.status == "failed", one.id)):
        last.pop(one.issue, None)
        if one.status == "done":
            last[one.issue] = one
            for other in opposites.get(one.issue, ()):
                last.pop(other, None)
    return {issue: one for issue, one in last.items() if not denied(one, records.positions, day)}


def denied(one: Event, denials: Iterable[Position], day: date) -> bool:
    start = since(one.date) or date.min
    about = (denial for denial in denials if denial.issue == one.issue and in_force(denial, day))
    return any((since(denial.date) or start) >= start for denial in about)


@given(told())
def test_every_day_is_told_as_it_went(records: Material) -> None:
    happenings = Happenings(records, QUESTION, negations(records.issues))
    turns = {day for day in happenings.days("abc") if day is not None}
    before: dict[str, Event] = {}
    for number in range(-1, 15):
        day = FIRST + timedelta(days=number)
        now = happenings.on(day)
        assert now == plainly(records, day)
        assert happenings.on(day, ["a", "c"]) == {step: one for step, one in now.items() if step != "b"}
        assert now == before or day in turns
        before = now


@given(told())
def test_denials_can_be_exchanged(records: Material) -> None:
    without = Material(events=records.events, issues=records.issues)
    happenings = Happenings(without, QUESTION, negations(records.issues))
    added = happenings.with_denials({"a", "b", "c"}, set(), records.positions)
    taken = added.with_denials({"a", "b", "c"}, {one.id for one in records.positions}, ())
    for number in range(10):
        day = FIRST + timedelta(days=number)
        assert added.on(day) == plainly(records, day)
        assert taken.on(day) == happenings.on(day)
