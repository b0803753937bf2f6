"""Sides that parties take, and which of them are set against each other."""

from dataclasses import replace
from datetime import date

from made_claims import condition, may, position

from onrecord.model import Polarity
from onrecord.track.frames import Frame
from onrecord.track.sides import MOST_HEARD, Said, Side, heard, opposed, opposed_pairs, sides

NOBODY = Frame()


def side(party: str, polarity: Polarity, since: int, until: int | None = None, statements: int = 1) -> Side:
    said = (Said(date(2031, 5, since), f"{party} {since}", True),)
    return Side(party, polarity, said, date(2031, 5, until) if until else None, statements)


def test_a_side_lasts_while_its_statements_do() -> None:
    first = replace(position("p1", "ferry", "demand", "trial", may(2)), until=date(2031, 5, 5))
    second = position("p2", "ferry", "demand", "trial", may(9))
    found = sides("trial", [first, second], NOBODY)
    assert [(one.since.day, one.until and one.until.day, one.statements) for one in found] == [
        (2, 5, 1),
        (9, None, 1),
    ]


def test_of_a_day_the_first_statement_speaks_and_a_position_before_a_condition() -> None:
    asked = condition("c1", "ferry", "talks", "trial", may(2))
    again = position("p1", "ferry", "demand", "trial", may(4))
    more = position("p2", "ferry", "demand", "trial", may(4))
    (one,) = sides("trial", [asked, again, more], NOBODY)
    assert one.statements == 3
    assert one.by(date(2031, 5, 3)) == "c1"
    assert one.by(date(2031, 5, 30)) == "p1"


def test_only_opposed_sides_of_one_time_and_of_two_parties_are_paired() -> None:
    every = [
        side("a", "for", 2, 6),
        side("b", "against", 4),
        side("c", "against", 8),
        side("a", "against", 7),
    ]
    assert [whose for _, whose in opposed_pairs(every)] == [("a", "b")]
    assert list(opposed_pairs(every, {"c": date.min})) == []


def test_those_that_said_the_most_are_heard() -> None:
    many = [side(f"party {number:02}", "for", 2, statements=1 + number % 7) for number in range(60)]
    loud = heard(many)
    assert len(loud) == MOST_HEARD
    quiet = {one.party for one in many} - loud
    spoken = {one.party: one.statements for one in many}
    assert max(spoken[party] for party in quiet) <= min(spoken[party] for party in loud)
    assert heard(reversed(many)) == loud


def test_terms_stand_against_terms_where_each_withholds_what_the_other_waits_for() -> None:
    first = condition("c", "guild", "work", "return", may(2), text="no work until they return")
    second = condition("d", "board", "return", "work", may(3), text="nobody returns until work begins")
    other = condition("e", "board", "return", "audit", may(3), text="nobody returns until the audit is done")
    known = {one.id: one for one in (first, second, other)}

    def pairs(*records):
        return {(a.id, b.id) for a, b in opposed("return", list(records), NOBODY, known)}

    assert pairs(first, second) == {("c", "d")}
    assert pairs(first, other) == set()


def test_who_undertakes_not_to_do_a_thing_stands_against_nobody() -> None:
    bound = position("p1", "ferry", "commit", "strike", may(2), polarity="against")
    threat = position("p2", "guild", "threaten", "strike", may(2), polarity="for")
    assert [one.party for one in sides("strike", [bound, threat], NOBODY)] == ["guild"]
