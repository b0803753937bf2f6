"""What triggers keep for lists is what the rows say, whatever is added, judged, taken down or rebuilt."""

from datetime import date, timedelta

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
