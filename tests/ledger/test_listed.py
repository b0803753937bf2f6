"""What triggers keep for lists is what the rows say, whatever is added, judged, taken down or rebuilt."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_reports import make_report, new_ledger
from sqlalchemy import text

from onrecord.store import upkeep

KEPT = {
    "who speaks": (
        "SELECT number, actor FROM attributions",
        "SELECT a.number, m.actor FROM attributions a LEFT JOIN members m ON m.number = a.speaker",
    ),
    "places": (
        "SELECT claim, type, carried, wanted, said, holder FROM stands",
        "SELECT c.number, c.type, c.carried, (c.type = 'position' AND NOT c.hypothetical AND "
        "c.does NOT IN ('allege', 'deny')), c.sort_key, m.actor "
        "FROM claims c LEFT JOIN members m ON m.number = c.holder",
    ),
    "voices": (
        "SELECT about, party, since FROM voices",
        "SELECT about, party, min(said) FROM stands WHERE wanted AND party IS NOT NULL GROUP BY about, party",
    ),
    "steps": (
        "SELECT form, actor, number FROM form_actors",
        "SELECT i.form, m.actor, count(*) FROM issue_actors a JOIN issue_members i ON i.number = a.issue "
        "JOIN members m ON m.number = a.member GROUP BY i.form, m.actor",
    ),
}
NAMES = ("Ostrava", "Kestria", "Anna Veld", "Veld", "Jonas Veld")
ISSUES = ("the pier", "the lease", "no lease", "the talks")
LINES = st.one_of(
    st.builds("{} wants: {}.".format, st.sampled_from(NAMES), st.sampled_from(ISSUES)),
    st.builds("{} refuses: {}.".format, st.sampled_from(NAMES), st.sampled_from(ISSUES)),
    st.builds(
        "{} said: we meet on the {}.".format, st.sampled_from(NAMES), st.sampled_from(("pier", "ship"))
    ),
    st.builds("Ostrava needs: {} for {}.".format, st.sampled_from(ISSUES), st.sampled_from(ISSUES)),
    st.builds("Done: {}.".format, st.sampled_from(ISSUES)),
)


def require_kept(ledger):
    with ledger.store.reading() as connection:
        for what, (kept, meant) in KEPT.items():
            rows = [sorted(map(repr, connection.execute(text(query)))) for query in (kept, meant)]
            assert rows[0] == rows[1], what
        counted = upkeep.counts(connection)
    assert counted["changes"] == ledger.changes().total == len(ledger.changes().items)
    assert counted["conflicts"] == ledger.conflicts().total == len(ledger.conflicts().items)
    for kind in ("positions", "conditions", "events"):
        assert counted[kind] == len(getattr(ledger, kind)().items), kind


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), texts=st.lists(st.lists(LINES, min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_is_kept_is_what_the_rows_say(tmp_path_factory, data, texts):
    path = tmp_path_factory.mktemp("listed") / "talks.db"
    with new_ledger(path, by="ida") as ledger:
        added = [
            ledger.add_report(
                make_report(
                    *lines, url=f"https://o.example/{number}", day=date(2024, 3, 4) + timedelta(number)
                )
            ).report
            for number, lines in enumerate(texts)
        ]
        require_kept(ledger)
        people = [one.actor.id for one in ledger.actors().items]
        issues = [one.issue.id for one in ledger.issues().items]
        made = []
        if len(people) > 1:
            made.append(ledger.judge(data.draw(st.permutations(people))[:2], "merge"))
        if len(issues) > 1:
            made.append(ledger.judge(data.draw(st.permutations(issues))[:2], "merge"))
        for position in ledger.positions().items[:1]:
            made.append(ledger.judge([position.position.id], "reject"))
        require_kept(ledger)
        for judgement in made:
            ledger.close_judgement(judgement.id)
        require_kept(ledger)
        ledger.remove(data.draw(st.sampled_from(added)), why="asked for")
        require_kept(ledger)
        ledger.rebuild()
        require_kept(ledger)


@pytest.fixture
def talks(tmp_path):
    """A dozen days on which three parties take turns on four matters, and now and then turn round."""
    with new_ledger(tmp_path / "talks.db", by="ida") as ledger:
        for number in range(12):
            who, other = NAMES[number % 3], NAMES[(number + 1) % 3]
            lines = (
                f"{who} {'wants' if number % 4 else 'refuses'}: {ISSUES[number % 2]}.",
                f"{other} {'refuses' if number % 3 else 'wants'}: {ISSUES[number % 3]}.",
                f"{who} said: we meet on the pier on day {number}.",
                "Ostrava needs: the talks for the lease." if number % 5 == 0 else f"{who} wants: the talks.",
                " ".join(f"Word{number}x{place}" for place in range(60)),  # so that none is a copy of another
            )
            day = date(2024, 3, 4) + timedelta(number)
            ledger.add_report(make_report(*lines, url=f"https://o.example/{number}", day=day))
        yield ledger


def when(entry):
    return entry.position.date.earliest or entry.report.published.earliest


def test_last_words_are_those_of_every_position(talks):
    require_kept(talks)
    every = talks.positions().items
    issues = [one.issue.id for one in talks.issues().items]
    for as_of in (None, date(2024, 3, 9), date(2024, 3, 1)):
        said = [one for one in every if as_of is None or when(one) <= as_of]
        of_each = {}
        for one in said:
            of_each.setdefault((one.position.holder, one.position.issue), []).append(one.position.id)
        last = sorted(id_ for ids in of_each.values() for id_ in ids[-2:])
        found = talks.standing(issues, as_of=as_of, words=2)
        assert sorted(one.position.id for one in found) == last
        assert [when(one) for one in found] == sorted(when(one) for one in found)
        wide = Counter(holder for holder, _ in of_each)
        holders, total = talks.busiest(issues, 2, as_of=as_of)
        assert total == len(wide) and [wide[one] for one in holders] == sorted(wide.values())[::-1][:2]
        bare = talks.standing(issues, as_of=as_of, words=2, holders=holders, bare=True)
        assert {one.position.id for one in bare} == {
            id_ for (holder, _), ids in of_each.items() if holder in holders for id_ in ids[-2:]
        }
        assert [one.position.id for one in talks.standing(None, as_of=as_of, words=50, in_all=5)] == [
            one.position.id for one in said[-5:]
        ]
        for issue in issues:
            of_issue = {holder for holder, about in of_each if about == issue}
            assert talks.voices(issue, as_of=as_of) == len(of_issue)


def test_lists_by_holder_and_issue_are_those_of_every_claim(talks):
    every = {kind: getattr(talks, kind)().items for kind in ("positions", "conditions", "events")}
    holder, issue = every["positions"][0].position.holder, every["positions"][0].position.issue
    of_both = [
        one.position.id
        for one in every["positions"]
        if (one.position.holder, one.position.issue) == (holder, issue)
    ]
    assert [one.position.id for one in talks.positions(holder=holder, issue=issue).items] == of_both
    first = talks.positions(issue=issue, limit=2)
    rest = talks.positions(issue=issue, after=first.next)
    about = [one.position.id for one in every["positions"] if one.position.issue == issue]
    assert [one.position.id for one in (*first.items, *rest.items)] == about
    assert first.total == rest.total == len(about) > 2
    moved = {one.change.after for one in talks.changes().items}
    assert talks.moving([one.position.id for one in every["positions"]]) == moved & {
        one.position.id for one in every["positions"]
    }
    lease = next(one.issue.id for one in talks.issues().items if one.issue.label == "the lease")
    assert {one.condition.id for one in talks.conditions(issue=lease).items} == {
        one.condition.id
        for one in every["conditions"]
        if lease in (one.condition.step, one.condition.requirement)
    }
    steps = Counter(one.condition.step for one in every["conditions"])
    assert {one.value: one.count for one in talks.held_back()} == steps
    facets = talks.facets(search="meet")
    found = talks.attributions(search="meet").items
    assert {one.value: one.count for one in facets.speakers} == Counter(
        one.attribution.speaker for one in found
    )
    assert facets.counted == len(found) == talks.attributions(search="meet", limit=1).total > 5
    assert [one.position.id for one in talks.positions_of(about[::-1])] == about[::-1]
    assert talks.queue(quick=True)
