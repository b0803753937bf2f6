"""Judgements on any record: what they change everywhere, that they outlive a rebuild and can be undone."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import NotFound, UsageError
from onrecord.ledger import Ledger
from onrecord.model import DateInterval, Span, stable_id

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

ONE = make_report(
    "Anna Veld said: the clause stays.",
    "Ostrava demanded: a pause.",
    "Ostrava wants: the pier.",
    "Kestria refuses: the pier.",
    "Anna Veld needs: the truce for the talks.",
    url="https://post.example/1",
)
TWO = make_report(
    "Jonas Brandt said: we sign today.",
    "He alone said: nothing was promised.",
    "Ostrava refuses: the pier.",
    "Kestria wants: harbour lease.",
    url="https://post.example/2",
    day=date(2024, 3, 6),
)


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process, by="ida") as made:
        made.add_report(ONE)
        made.add_report(TWO)
        yield made


def every(ledger: Ledger) -> list[dict]:
    return [json.loads(line) for line in ledger.export()]


def derived(ledger: Ledger) -> list[dict]:
    return [
        record
        for record in every(ledger)
        if record["type"] not in ("ledger", "judgement") and not record.get("removed")
    ]


def of(ledger: Ledger, type_: str, **fields) -> dict:
    found = [
        record
        for record in every(ledger)
        if record["type"] == type_ and all(record[name] == value for name, value in fields.items())
    ]
    assert found, (type_, fields)
    return found[0]


def holds(ledger: Ledger, judgement, before: list[dict]) -> None:
    """A judgement stands through a rebuild; let go, it leaves nothing behind."""
    now = derived(ledger)
    assert now != before
    ledger.rebuild()
    assert derived(ledger) == now
    assert ledger.check() == []
    ledger.close_judgement(judgement.id)
    assert derived(ledger) == before
    assert ledger.check() == []


def test_a_rejected_position_is_out_of_every_answer(ledger):
    before = derived(ledger)
    refusal = of(ledger, "position", polarity="against", report=ONE.id)
    assert any(refusal["id"] in one["members"] for one in before if one["type"] == "conflict")
    made = ledger.judge(refusal["id"], "reject", note="misread")
    assert refusal["id"] not in json.dumps(derived(ledger))
    with pytest.raises(NotFound, match=r"rejected by ida on .*: misread"):
        ledger.record(refusal["id"])
    record = next(one for one in every(ledger) if one["type"] == "judgement")
    assert record["anchor"] == {
        "report": ONE.id,
        "quotation": "Kestria refuses: the pier.",
        "position": ONE.text.index("Kestria refuses"),
    }
    holds(ledger, made, before)


def test_a_rejected_statement_takes_its_claims_along(ledger):
    before = derived(ledger)
    made = ledger.judge(of(ledger, "attribution", kind="indirect", report=TWO.id)["id"], "reject")
    assert ledger.attributions(report=TWO.id).total == 1
    holds(ledger, made, before)


def test_what_is_confirmed_is_sure_and_judged(ledger):
    before = derived(ledger)
    wanted = of(ledger, "position", polarity="for", report=ONE.id)
    made = ledger.judge(wanted["id"], "confirm")
    now = of(ledger, "position", id=wanted["id"])
    assert (now["judged"], now["confidence"]) == (True, 1.0)
    assert ledger.show(wanted["id"]).judgements == (made,)
    holds(ledger, made, before)


def test_the_last_word_counts(ledger):
    wanted = of(ledger, "position", polarity="for", report=ONE.id)["id"]
    ledger.judge(wanted, "confirm")
    rejected = ledger.judge(wanted, "reject", by="max")
    assert wanted not in json.dumps(derived(ledger))
    ledger.close_judgement(rejected.id)
    assert of(ledger, "position", id=wanted)["judged"] is True


def test_a_date_that_was_set_dates_the_statement(ledger):
    before = derived(ledger)
    said = of(ledger, "attribution", report=ONE.id)
    day = DateInterval.on(date(2024, 2, 1))
    made = ledger.judge(said["id"], "set_date", day)
    assert ledger.record(said["id"]).attribution.said_on == day
    assert ledger.attributions(until=date(2024, 2, 2)).total == 1
    holds(ledger, made, before)


def test_merged_actors_are_one_everywhere(ledger):
    before = derived(ledger)
    anna, jonas = (of(ledger, "actor", name=name)["id"] for name in ("Anna Veld", "Jonas Brandt"))
    made = ledger.judge([anna, jonas], "merge", "Anna Brandt-Veld")
    one = ledger.record(jonas).actor
    assert one == ledger.record(anna).actor
    assert one.name == "Anna Brandt-Veld" and {"Anna Veld", "Jonas Brandt"} <= set(one.aliases)
    assert one.judged
    assert ledger.attributions(speaker="Anna Veld").total == 2
    assert ledger.actors(search="brandt-veld").total == 1
    assert ledger.conditions(holder="Brandt-Veld").total == ledger.conditions().total == 1
    assert ledger.show(anna).judgements == (made,)
    holds(ledger, made, before)


def test_a_merger_takes_in_reports_that_come_later_and_a_name_that_was_unsure(ledger):
    anna, jonas = (of(ledger, "actor", name=name)["id"] for name in ("Anna Veld", "Jonas Brandt"))
    ledger.judge([anna, jonas], "merge")
    ledger.add_report(
        make_report("Jonas Brandt said: yes.", "Anna Veld said: no.", url="https://post.example/3")
    )
    assert ledger.attributions(speaker=anna).total == 4
    ledger.remove(ONE.id, why="trial")
    assert ledger.attributions(speaker=jonas).total == 3
    assert ledger.check() == []


def test_someone_unnamed_is_merged_with_whom_it_was(ledger):
    before = derived(ledger)
    he, anna = of(ledger, "actor", kind="unnamed")["id"], of(ledger, "actor", name="Anna Veld")["id"]
    made = ledger.judge([he, anna], "merge")
    assert ledger.record(he).actor.id == ledger.record(anna).actor.id
    assert ledger.record(he).actor.kind == "person"
    holds(ledger, made, before)


def test_a_split_undoes_a_wrong_merge_and_closing_it_the_split(ledger):
    before = derived(ledger)
    ostrava = of(ledger, "actor", name="Ostrava")["id"]
    made = ledger.judge(ostrava, "split", [TWO.id])
    holders = {entry.report.id: entry.position.holder for entry in ledger.positions(holder="Ostrava").items}
    assert len(set(holders.values())) == 2
    ledger.add_report(make_report("Ostrava wants: a bridge.", url="https://post.example/3"))
    assert ledger.positions(holder=holders[ONE.id]).total == 2
    ledger.remove(ledger.reports(search="bridge").items[0].id, why="trial")
    ledger.close_judgement(ledger.judgements()[-1].id)
    holds(ledger, made, before)


def test_two_that_were_judged_to_be_two_stay_apart(ledger):
    anna, jonas = (of(ledger, "actor", name=name)["id"] for name in ("Anna Veld", "Jonas Brandt"))
    merged = ledger.judge([anna, jonas], "merge")
    ledger.judge([anna, jonas][:1], "split", ["Jonas Brandt"])
    assert len({ledger.record(id_).actor.id for id_ in (anna, jonas)}) == 2
    ledger.close_judgement(merged.id)
    ledger.judge([anna, jonas], "split")
    assert ledger.check() == []


def test_a_name_that_was_given_stays(ledger):
    before = derived(ledger)
    anna = of(ledger, "actor", name="Anna Veld")["id"]
    made = ledger.judge(anna, "rename", "A. M. Veld")
    ledger.add_report(make_report("Anna Veld said: more.", url="https://post.example/3"))
    assert ledger.record(anna).actor.name == "A. M. Veld"
    assert ledger.attributions(speaker="A. M. Veld").total == 2
    ledger.remove(ledger.reports(search="more").items[0].id, why="trial")
    ledger.close_judgement(ledger.judgements()[-1].id)
    holds(ledger, made, before)


def test_a_speaker_that_was_set_moves_the_statement(ledger):
    before = derived(ledger)
    said = of(ledger, "attribution", speaker=None)["id"]
    anna = of(ledger, "actor", name="Anna Veld")["id"]
    made = ledger.judge(said, "set_speaker", anna)
    assert ledger.record(said).attribution.speaker == ledger.record(anna).actor.id
    assert ledger.record(said).speaker == "Anna Veld"
    assert ledger.attributions(speaker=anna).total == 2
    assert ledger.doubts("speaker").total == 0
    holds(ledger, made, before)


def test_a_speaker_may_be_new(ledger):
    before = derived(ledger)
    said = of(ledger, "attribution", speaker=None)["id"]
    made = ledger.judge(said, "set_speaker", "Marta Held")
    assert ledger.record(said).speaker == "Marta Held"
    assert ledger.attributions(speaker="Held").total == 1
    holds(ledger, made, before)


def test_a_position_is_given_another_holder(ledger):
    before = derived(ledger)
    refusal = of(ledger, "position", polarity="against", report=ONE.id)["id"]
    made = ledger.judge(refusal, "set_speaker", "Ostrava")
    assert ledger.record(refusal).holder == "Ostrava"
    holds(ledger, made, before)


def test_merged_issues_are_one_and_named(ledger):
    before = derived(ledger)
    pier, lease = (of(ledger, "issue", label=label)["id"] for label in ("the pier", "harbour lease"))
    made = ledger.judge([pier, lease], "merge", "the quay")
    assert ledger.record(lease).issue.id == ledger.record(pier).issue.id
    assert ledger.record(pier).issue.label == "the quay"
    later = ledger.add_report(make_report("Ostrava wants: harbour lease.", url="https://post.example/3"))
    assert ledger.positions(issue=pier).total == 5
    ledger.remove(later.report, why="trial")
    ledger.close_judgement(ledger.judgements()[-1].id)
    holds(ledger, made, before)


def test_issues_that_rules_made_one_are_parted(ledger):
    other = make_report("Kestria wants: lease of the harbour.", url="https://post.example/3")
    ledger.add_report(other)
    before = derived(ledger)
    lease = of(ledger, "issue", label="harbour lease")
    assert set(lease["aliases"]) == {"harbour lease", "lease of the harbour"}
    made = ledger.judge(lease["id"], "split", ["lease of the harbour"])
    assert {of(ledger, "issue", label=one)["id"] for one in lease["aliases"]} != {lease["id"]}
    assert ledger.positions(issue=lease["id"]).total == 1
    holds(ledger, made, before)


def test_a_change_and_a_conflict_are_rejected_and_confirmed(ledger):
    for number, does in enumerate(("wants", "refuses")):
        line = f"Ostrava {does}: a bridge today."
        ledger.add_report(
            make_report(line, url=f"https://post.example/b{number}", day=date(2024, 4, 1 + number))
        )
    before = derived(ledger)
    assert ledger.counts()["changes"] == 1
    made = ledger.judge(of(ledger, "change")["id"], "reject")
    assert ledger.counts()["changes"] == 0
    holds(ledger, made, before)
    conflict = of(ledger, "conflict")
    made = ledger.judge(conflict["id"], "confirm")
    assert of(ledger, "conflict", id=conflict["id"])["judged"] is True
    holds(ledger, made, before)


def test_what_is_no_actor_goes_from_every_report(ledger):
    before = derived(ledger)
    ostrava = of(ledger, "actor", name="Ostrava")["id"]
    made = ledger.judge(ostrava, "reject")
    later = ledger.add_report(make_report("Ostrava wants: a bridge.", url="https://post.example/3"))
    assert ledger.positions(holder="Ostrava").total == 0
    assert ledger.actors(search="Ostrava").total == 0
    ledger.remove(later.report, why="trial")
    ledger.close_judgement(ledger.judgements()[-1].id)
    holds(ledger, made, before)


def test_what_is_no_issue_goes_from_every_report(ledger):
    before = derived(ledger)
    made = ledger.judge(of(ledger, "issue", label="the pier")["id"], "reject")
    assert ledger.positions(issue="pier").total == 0
    holds(ledger, made, before)


def test_a_better_model_that_words_things_otherwise_finds_what_was_judged(ledger):
    refusal = of(ledger, "position", polarity="against", report=ONE.id)["id"]
    anna, jonas = (of(ledger, "actor", name=name)["id"] for name in ("Anna Veld", "Jonas Brandt"))
    ledger.judge(refusal, "reject")
    ledger.judge([anna, jonas], "merge")

    def better(report):
        """Other ids, evidence without its full stop, and roles that the first model did not see."""
        records = process(report)

        def shorter(one):
            span = one.evidence[0]
            cut = Span(span.start, span.end - 1, span.text[:-1])
            return replace(one, id=stable_id("position", "other", one.id), evidence=(cut,))

        return replace(
            records,
            model="better 2",
            positions=tuple(map(shorter, records.positions)),
            actors=tuple(replace(one, roles=()) for one in records.actors),
        )

    with Ledger.open(ledger.address, process=better) as changed:
        changed.rebuild()
        assert changed.positions(report=ONE.id).total == 1
        assert changed.attributions(speaker="Jonas Brandt").total == 2
        assert changed.check() == []


def test_a_report_taken_down_takes_its_words_from_judgements(ledger):
    said = of(ledger, "attribution", speaker=None)["id"]
    ledger.judge(said, "set_speaker", "Qantar Zanzib")
    ledger.remove(TWO.id, why="Court order 12")
    kept = ledger.judgements()[0]
    assert kept.value is None and kept.anchor.quotation == ""
    assert "Qantar" not in json.dumps(every(ledger))
    ledger.close_judgement(ledger.judgements()[-1].id)
    ledger.add_report(TWO)
    assert ledger.record(said).speaker == ""
    assert ledger.check() == []


def test_a_report_that_is_let_in_again_is_judged_as_before(ledger):
    refusal = of(ledger, "position", polarity="against", report=ONE.id)["id"]
    ledger.judge(refusal, "reject")
    now = derived(ledger)
    assert ledger.add_report(ONE).status == "known"
    ledger.rebuild()
    assert derived(ledger) == now


@pytest.mark.parametrize(
    ("type_", "verdict", "value"),
    [
        ("actor", "merge", None),
        ("actor", "rename", " "),
        ("actor", "split", ["Nobody"]),
        ("actor", "set_speaker", "Anna Veld"),
        ("position", "merge", None),
        ("position", "set_date", "yesterday"),
        ("attribution", "confirm", "yes"),
        ("attribution", "set_speaker", " "),
        ("issue", "split", []),
        ("conflict", "set_date", None),
    ],
)
def test_what_can_not_be_decided(ledger, type_, verdict, value):
    with pytest.raises(UsageError):
        ledger.judge(of(ledger, type_)["id"], verdict, value)
    assert ledger.judgements() == []


LINES = st.sampled_from(
    [
        "Anna Veld said: the clause stays.",
        "A. Veld said: it goes.",
        "Veld said: perhaps.",
        "Jonas Brandt said: we sign today.",
        "Ostrava wants: the pier.",
        "Ostrava refuses: the pier.",
        "Kestria refuses: the pier.",
        "Kestria wants: harbour lease.",
        "Veld wants: lease of the harbour.",
        "Anna Veld needs: the truce for the talks.",
        "a source said: not so.",
    ]
)
VERDICTS = st.tuples(
    st.sampled_from(
        ["reject actor", "merge actor", "split actor", "apart actor", "rename actor", "merge issue",
         "rename issue", "reject issue", "reject position", "confirm position", "set_date position",
         "set_speaker attribution", "new speaker", "reject attribution", "reject change", "merge utterance",
         "apart utterance", "close"]
    ),
    st.integers(0, 99),
    st.integers(0, 99),
)  # fmt: skip


def decide(ledger: Ledger, what: str, one: int, other: int) -> None:
    """A judgement on some record, if there is one that it can be made on."""
    if what == "close":
        made = ledger.judgements(only_open=True)
        if made:
            ledger.close_judgement(made[one % len(made)].id)
        return
    verdict, _, type_ = what.partition(" ")
    wanted = "attribution" if what == "new speaker" else type_
    ids = [record["id"] for record in every(ledger) if record["type"] == wanted]
    if not ids:
        return
    subject, second = ids[one % len(ids)], ids[other % len(ids)]
    try:
        if verdict in ("merge", "apart"):
            ledger.judge([subject, second], "merge" if verdict == "merge" else "split")
        elif verdict == "rename":
            ledger.judge(subject, "rename", f"Name {other % 3}")
        elif verdict == "split":
            reports = [entry.id for entry in ledger.reports().items]
            ledger.judge(subject, "split", [reports[other % len(reports)]])
        elif verdict == "set_date":
            ledger.judge(subject, "set_date", DateInterval.on(date(2024, 1, 1 + other % 9)))
        elif what == "new speaker":
            ledger.judge(subject, "set_speaker", "Marta Held")
        elif verdict == "set_speaker":
            actors = [record["id"] for record in every(ledger) if record["type"] == "actor"]
            ledger.judge(subject, "set_speaker", actors[other % len(actors)])
        else:
            ledger.judge(subject, verdict)
    except UsageError:
        pass


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(LINES, min_size=1, max_size=4, unique=True), min_size=1, max_size=4),
    decisions=st.lists(VERDICTS, min_size=1, max_size=5),
    late=st.integers(0, 4),
)
def test_reports_and_judgements_in_turn_give_what_a_rebuild_gives(tmp_path_factory, texts, decisions, late):
    reports = [
        make_report(*lines, outlet=f"Outlet {number}", url=f"https://o{number}.example")
        for number, lines in enumerate(texts)
    ]
    path = tmp_path_factory.mktemp("judged") / "talks.db"
    with new_ledger(path, process=process, by="ida") as ledger:
        for report in reports[: max(1, len(reports) - late)]:
            ledger.add_report(report)
        for what, one, other in decisions:
            decide(ledger, what, one, other)
        for report in reports[max(1, len(reports) - late) :]:
            ledger.add_report(report)
        found = derived(ledger)
        assert ledger.check() == []
        ledger.rebuild()
        assert derived(ledger) == found
        assert ledger.check() == []
        for judgement in ledger.judgements(only_open=True):
            ledger.close_judgement(judgement.id)
        plain = derived(ledger)
    with new_ledger(path.with_name("plain.db"), process=process, by="ida") as never:
        for report in reports:
            never.add_report(report)
        assert derived(never) == plain


def test_statements_of_one_act_of_speaking_are_joined_and_parted(ledger):
    before = derived(ledger)
    said = {entry.utterance.id for entry in ledger.utterances().items}
    one, other = sorted(said)[:2]
    made = ledger.judge([one, other], "merge")
    joined = next(entry for entry in ledger.utterances().items if len(entry.attributions) == 2)
    assert joined.utterance.id in (one, other)
    goes = joined.attributions[1].attribution.id
    parted = ledger.judge(joined.utterance.id, "split", [goes])
    assert {entry.utterance.id for entry in ledger.utterances().items} == said
    ledger.close_judgement(parted.id)
    holds(ledger, made, before)


def test_letting_a_merger_go_parts_whom_a_speaker_was_set_to_since(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process, by="ida") as ledger:
        for number, line in enumerate(
            ("Anna Veld said: a.", "Jonas Veld said: b.", "Veld said: c.", "Ek said: d.")
        ):
            ledger.add_report(make_report(line, url=f"https://post.example/{number}"))
        before = derived(ledger)
        anna, veld = (of(ledger, "actor", name=name)["id"] for name in ("Anna Veld", "Veld"))
        merged = ledger.judge([anna, veld], "merge")
        said = ledger.attributions(speaker="Ek").items[0].attribution.id
        given = ledger.judge(said, "set_speaker", anna)
        ledger.close_judgement(merged.id)
        now = derived(ledger)
        ledger.rebuild()
        assert derived(ledger) == now
        assert len({ledger.record(id_).actor.id for id_ in (anna, veld)}) == 2
        holds(ledger, given, before)
