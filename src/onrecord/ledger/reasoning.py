"""What stands in the way of a goal, asked of a ledger: deadlocks, unlockings, what-if, history."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from time import monotonic

from sqlalchemy import Connection

from onrecord import reason
from onrecord.errors import NotFound
from onrecord.exchange.deadlocks import deadlock_record, unlocking_record
from onrecord.exchange.jsonl import line
from onrecord.ledger import keeping, looking, naming
from onrecord.ledger.charts import Chart
from onrecord.ledger.goals import find_goal
from onrecord.ledger.grounds import Grounds, learn
from onrecord.ledger.parties import name_of, party_meant
from onrecord.ledger.reasoned import Past, Reasoned, Supposed, Told
from onrecord.ledger.settling import settle
from onrecord.ledger.telling import reasoned, told
from onrecord.ledger.wording import VERBS, parsed
from onrecord.model import Position, Reading, stable_id
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Order, Question, supposed
from onrecord.reason.answers import Answer, Status, sentence
from onrecord.store import goal_rows
from onrecord.store.engine import Store

SEARCHES = 3  # of a what-if, each as long as it is given
TYPES = ("position", "condition", "event")


def deadlocks(
    store: Store,
    goal: str,
    *,
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    hypothetical: bool,
    limit: int,
    seconds: float,
    conditions: int | None = None,
    statements: int | None = None,
) -> Reasoned:
    """See `Ledger.deadlocks`."""
    deadline = monotonic() + seconds
    with _reading(store) as connection:
        asked = _asked(store, connection, goal, as_of, actors, reading, hypothetical)
        if isinstance(asked, Reasoned):
            return asked
        grounds, question = asked
        answer = reason.deadlocks(grounds.material, question, limit=limit, seconds=_left(deadline, seconds))
        return reasoned(connection, grounds, question, answer, conditions=conditions, statements=statements)


def unlock(
    store: Store,
    goal: str,
    *,
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    hypothetical: bool,
    by: Order,
    limit: int,
    seconds: float,
    statements: int | None = None,
    moves: int | None = None,
) -> Reasoned:
    """See `Ledger.unlock`."""
    deadline = monotonic() + seconds
    with _reading(store) as connection:
        asked = _asked(store, connection, goal, as_of, actors, reading, hypothetical)
        if isinstance(asked, Reasoned):
            return asked
        grounds, question = asked
        left = _left(deadline, seconds)
        answer = reason.unlock(grounds.material, question, limit=limit, by=by, seconds=left)
        return reasoned(
            connection, grounds, question, answer, around=False, statements=statements, moves=moves
        )


def what_if(
    store: Store,
    goal: str,
    *,
    drop: Sequence[str],
    add: Sequence[str],
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    hypothetical: bool,
    limit: int,
    seconds: float,
    ways: int | None = None,
    statements: int | None = None,
    moves: int | None = None,
) -> Supposed:
    """See `Ledger.what_if`."""
    deadline = monotonic() + SEARCHES * seconds
    with _reading(store) as connection:
        asked = _asked(store, connection, goal, as_of, actors, reading, hypothetical)
        if isinstance(asked, Reasoned):
            raise _no_issue(connection, goal)
        grounds, question = asked
        gone = [_droppable(connection, id_) for id_ in drop]
        new = [_addition(connection, grounds.chart, words, question.as_of) for words in add]
        here = reason.ids_in(grounds.material, question, gone)
        elsewhere = goal_rows.among(connection, set(gone) - here, LEAST_SURE)
        bearing = [id_ for id_ in gone if id_ not in elsewhere]
        found = reason.what_if(
            grounds.material,
            question,
            drop=bearing,
            add=new,
            limit=limit,
            ways=ways,
            seconds=_left(deadline, SEARCHES * seconds) / SEARCHES,
        )
        changed = replace(question, ignore=question.ignore | set(gone))
        learn(connection, grounds, [gone])

        def answered(how: Question, answer: Answer) -> Reasoned:
            return reasoned(
                connection, grounds, how, answer, around=False, statements=statements, moves=moves
            )

        same = found.after is found.before
        before = answered(question, found.before)
        return Supposed(
            dropped=tuple(told(grounds, [id_], question.as_of) for id_ in gone if id_ in grounds.known),
            added=tuple(_in_words(connection, grounds.chart, one) for one in new),
            before=before,
            after=before if same else answered(changed, found.after),
            unlocking=answered(changed, found.unlocking),
            gone=tuple(one.id for one in found.gone),
            new=tuple(one.id for one in found.new),
        )


def deadlock_history(
    store: Store,
    goal: str,
    *,
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    limit: int,
    seconds: float,
) -> Past:
    """See `Ledger.deadlock_history`."""
    deadline = monotonic() + seconds
    with _reading(store) as connection:
        asked = _asked(store, connection, goal, as_of, actors, reading, False)
        if isinstance(asked, Reasoned):
            raise _no_issue(connection, goal)
        grounds, question = asked
        past = reason.history(grounds.material, question, limit=limit, seconds=_left(deadline, seconds))
        groups = [members for one in past.episodes for members in one.deadlock.members]
        groups += [(id_,) for one in past.episodes for id_ in (*one.created_by, *one.resolved_by)]
        learn(connection, grounds, groups)
    claims: dict[str, Told] = {}
    for members in groups:
        there = [id_ for id_ in members if id_ in grounds.known]
        if there:
            one = told(grounds, there, question.as_of)
            for id_ in there:
                claims.setdefault(id_, one)
    return Past(
        goal=grounds.chart.labels.get(question.goal, question.goal),
        history=past,
        claims=claims,
        labels=dict(grounds.chart.labels),
        as_of=question.as_of,
    )


def lines(store: Store, goals: Sequence[str] | None, limit: int = 20, seconds: float = 5.0) -> Iterator[str]:
    """Deadlocks and unlockings as lines of JSON, for an export.

    Args:
        store: the ledger's.
        goals: labels or ids of issues, or None for every step that somebody demands and that has not
            happened.
        limit: how many of each at most, for one goal.
        seconds: how long to search for each at most.

    Yields:
        Lines without their ends, in order of the goals' ids.

    Raises:
        Ambiguous: several issues answer to a goal.
        NotFound: none does.
    """
    with _reading(store) as connection:
        chart = keeping.chart(store, connection)
        asked = []
        for goal in _demanded(connection, chart) if goals is None else goals:
            question = _question(connection, chart, goal, None, (), "lenient", False)
            if question is None:
                raise _no_issue(connection, goal)
            asked.append(question)
        for question in sorted(asked, key=lambda one: one.goal):
            grounds = keeping.grounds(store, connection, question.goal)
            question = replace(question, disputed=grounds.disputed)
            found = reason.deadlocks(grounds.material, question, limit=limit, seconds=seconds)
            if goals is None and found.status == "reached":
                continue
            for deadlock in found.deadlocks:
                yield line(deadlock_record(deadlock))
            if found.deadlocks:
                ways = reason.unlock(grounds.material, question, limit=limit, seconds=seconds)
                for unlocking in ways.unlockings:
                    yield line(unlocking_record(unlocking))


@contextmanager
def _reading(store: Store) -> Iterator[Connection]:
    """A transaction that reads a ledger whose claims have all been placed."""
    settle(store)
    with store.reading() as connection:
        yield connection
    keeping.set_apart()


def _left(deadline: float, seconds: float) -> float:
    """How long there is to search; what makes no sense as a time is left for the search to say."""
    return min(seconds, max(0.0, deadline - monotonic()))


def _asked(
    store: Store,
    connection: Connection,
    goal: str,
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    hypothetical: bool,
) -> tuple[Grounds, Question] | Reasoned:
    """What bears on a goal and the question, or the answer where no issue answers to the goal."""
    chart = keeping.chart(store, connection)
    question = _question(connection, chart, goal, as_of, actors, reading, hypothetical)
    if question is None:
        return _unmentioned(connection, chart, goal, as_of, reading)
    grounds = keeping.grounds(store, connection, question.goal)
    return grounds, replace(question, disputed=grounds.disputed)


def _demanded(connection: Connection, chart: Chart) -> list[str]:
    """The steps that somebody demands, by the last word on each."""
    numbers = goal_rows.demanded(connection, LEAST_SURE, chart.last_day or date.max)
    found = {chart.matter[chart.ids[number]] for number in numbers}
    return sorted(one for one in found if chart.issues[one].kind == "step")


def _question(
    connection: Connection,
    chart: Chart,
    goal: str,
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    hypothetical: bool,
) -> Question | None:
    """The question with ids for words, but for what is disputed; None where no issue answers to the goal."""
    named = goal.strip()
    if named.startswith("iss-") and named not in chart.matter:
        try:
            named = looking.full_id(connection, named, "issue")
        except NotFound:
            return None
    found = find_goal(connection, chart, named)
    if found is None:
        return None
    return Question(
        goal=found,
        as_of=as_of or chart.last_day or date.max,
        reading=reading,
        actors=frozenset(party_meant(connection, one) for one in actors) if actors else None,
        hypothetical=hypothetical,
        ignore=chart.ignored,
    )


def _droppable(connection: Connection, id_: str) -> str:
    """The whole id of a position, condition or event.

    Raises:
        NotFound: there is none.
        Ambiguous: several begin so.
    """
    for type_ in TYPES:
        try:
            return looking.full_id(connection, id_, type_)
        except NotFound:
            continue
    raise NotFound(f"There is no position, condition or event {id_!r}.", "Take an id from the answer.")


def _addition(connection: Connection, chart: Chart, words: str, as_of: date) -> Position:
    """What a what-if adds, as a position."""
    holder, act, polarity, issue = parsed(words)
    found = find_goal(connection, chart, issue)
    if found is None:
        raise _no_issue(connection, issue)
    return supposed(party_meant(connection, holder), act, found, as_of, polarity=polarity)


def _in_words(connection: Connection, chart: Chart, position: Position) -> str:
    holder = name_of(connection, position.holder)
    return f"{holder} {VERBS[position.act]} {chart.labels.get(position.issue, position.issue)}"


def _no_issue(connection: Connection, words: str) -> NotFound:
    like = naming.similar(connection, words, "issue", 3)
    hint = (
        f"Did you mean {' or '.join(f'“{one}”' for one in like)}?" if like else "List them: onrecord issues."
    )
    return NotFound(f"No issue answers to {words!r}.", hint)


def _unmentioned(
    connection: Connection, chart: Chart, goal: str, as_of: date | None, reading: Reading
) -> Reasoned:
    """The answer about a goal that no record mentions, or of a ledger that has none."""
    day = as_of or chart.last_day or date.max
    status: Status = "empty" if chart.empty else "unmentioned"
    answer = Answer(
        goal=stable_id("issue", "asked", goal),
        as_of=day,
        reading=reading,
        status=status,
        sentence=sentence(status, goal, day),
    )
    like: Iterable[str] = naming.similar(connection, goal, "issue", 3)
    return Reasoned(
        goal=goal,
        wordings=(),
        answer=answer,
        claims={},
        labels={},
        taken_as_one={},
        suggestions=tuple(like),
    )
