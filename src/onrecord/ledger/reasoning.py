"""What stands in the way of a goal, asked of a ledger: deadlocks, unlockings, what-if, history."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from onrecord import reason
from onrecord.errors import Ambiguous, NotFound
from onrecord.exchange.deadlocks import deadlock_record, unlocking_record
from onrecord.exchange.jsonl import line
from onrecord.ledger import looking, naming
from onrecord.ledger.goals import find_goal
from onrecord.ledger.grounds import Grounds, grounds_of
from onrecord.ledger.reasoned import Past, Reasoned, Supposed, Told
from onrecord.ledger.telling import reasoned, told
from onrecord.ledger.wording import VERBS, parsed
from onrecord.model import Actor, Position, Reading, stable_id
from onrecord.reason import Order, Question, supposed
from onrecord.reason.answers import Answer, Status, sentence
from onrecord.store import claim_joining, joining, judgements
from onrecord.store.engine import Store
from onrecord.text.folding import fold
from onrecord.track.days import in_force

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
) -> Reasoned:
    """See `Ledger.deadlocks`."""
    with store.reading() as connection:
        grounds = load(connection)
        asked = _question(connection, grounds, goal, as_of, actors, reading, hypothetical)
        if asked is None:
            return _unmentioned(connection, grounds, goal, as_of, reading)
    answer = reason.deadlocks(grounds.material, asked, limit=limit, seconds=seconds)
    return reasoned(grounds, grounds.material, asked, answer)


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
) -> Reasoned:
    """See `Ledger.unlock`."""
    with store.reading() as connection:
        grounds = load(connection)
        asked = _question(connection, grounds, goal, as_of, actors, reading, hypothetical)
        if asked is None:
            return _unmentioned(connection, grounds, goal, as_of, reading)
    answer = reason.unlock(grounds.material, asked, limit=limit, by=by, seconds=seconds)
    return reasoned(grounds, grounds.material, asked, answer, around=False)


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
) -> Supposed:
    """See `Ledger.what_if`."""
    with store.reading() as connection:
        grounds = load(connection)
        asked = _question(connection, grounds, goal, as_of, actors, reading, hypothetical)
        if asked is None:
            raise _no_issue(connection, goal)
        gone = [_droppable(connection, id_) for id_ in drop]
        new = [_addition(connection, grounds, words, asked.as_of) for words in add]
    found = reason.what_if(grounds.material, asked, drop=gone, add=new, limit=limit, seconds=seconds)
    changed = replace(asked, ignore=asked.ignore | set(gone))
    return Supposed(
        dropped=tuple(told(grounds, [id_], asked.as_of) for id_ in gone if id_ in grounds.entries),
        added=tuple(_in_words(grounds, one) for one in new),
        before=reasoned(grounds, grounds.material, asked, found.before, around=False),
        after=reasoned(grounds, grounds.material, changed, found.after, around=False),
        unlocking=reasoned(grounds, grounds.material, changed, found.unlocking, around=False),
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
    with store.reading() as connection:
        grounds = load(connection)
        asked = _question(connection, grounds, goal, as_of, actors, reading, False)
        if asked is None:
            raise _no_issue(connection, goal)
    past = reason.history(grounds.material, asked, limit=limit, seconds=seconds)
    claims: dict[str, Told] = {}
    groups = [members for one in past.episodes for members in one.deadlock.members]
    groups += [(id_,) for one in past.episodes for id_ in (*one.created_by, *one.resolved_by)]
    for members in groups:
        there = [id_ for id_ in members if id_ in grounds.entries]
        if there:
            one = told(grounds, there, asked.as_of)
            for id_ in there:
                claims.setdefault(id_, one)
    return Past(
        goal=grounds.labels.get(asked.goal, asked.goal),
        history=past,
        claims=claims,
        labels=dict(grounds.labels),
        as_of=asked.as_of,
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
    with store.reading() as connection:
        grounds = load(connection)
        asked = []
        for goal in _demanded(grounds) if goals is None else goals:
            question = _question(connection, grounds, goal, None, (), "lenient", False)
            if question is None:
                raise _no_issue(connection, goal)
            asked.append(question)
    for question in sorted(asked, key=lambda one: one.goal):
        found = reason.deadlocks(grounds.material, question, limit=limit, seconds=seconds)
        if goals is None and found.status == "reached":
            continue
        for deadlock in found.deadlocks:
            yield line(deadlock_record(deadlock))
        if found.deadlocks:
            ways = reason.unlock(grounds.material, question, limit=limit, seconds=seconds)
            for unlocking in ways.unlockings:
                yield line(unlocking_record(unlocking))


def _demanded(grounds: Grounds) -> list[str]:
    """The steps that somebody demands, by the last word on each."""
    last = grounds.last_day or date.max
    steps = {one.id for one in grounds.material.issues if one.kind == "step"}
    return sorted(
        {
            one.issue
            for one in grounds.material.positions
            if one.act == "demand" and one.polarity == "for" and one.issue in steps and in_force(one, last)
        }
    )


def load(connection: Connection) -> Grounds:
    """What the ledger gives to reason about."""
    return grounds_of(
        actors=[entry.actor for entry in joining.all_actors(connection)],
        issues=[entry.issue for entry in claim_joining.all_issues(connection)],
        entries=[entry for type_ in TYPES for entry in claim_joining.all_claims(connection, type_)],
        reports=list(joining.all_reports(connection)),
        judgements=judgements.load(connection, only_open=True),
    )


def _question(
    connection: Connection,
    grounds: Grounds,
    goal: str,
    as_of: date | None,
    actors: Sequence[str],
    reading: Reading,
    hypothetical: bool,
) -> Question | None:
    """The question with ids for words; None where no issue answers to the goal."""
    named = goal.strip()
    if named.startswith("iss-") and named not in grounds.matter:
        try:
            named = looking.full_id(connection, named, "issue")
        except NotFound:
            return None
    found = find_goal(grounds, named)
    if found is None:
        return None
    return Question(
        goal=found,
        as_of=as_of or grounds.last_day or date.max,
        reading=reading,
        actors=frozenset(_actor(connection, grounds, one) for one in actors) if actors else None,
        hypothetical=hypothetical,
        ignore=grounds.ignored,
        disputed=frozenset(id_ for id_ in grounds.disputed if id_.startswith("eve-")),
    )


def _actor(connection: Connection, grounds: Grounds, words: str) -> str:
    """The party that a name or id means.

    Raises:
        Ambiguous: several do.
        NotFound: none does.
    """
    if words.startswith("act-"):
        found = [looking.full_id(connection, words, "actor")]
    else:
        wanted = fold(words).removeprefix("the ")
        people = grounds.frame.actors.values()
        tests: tuple[Callable[[Actor], bool], ...] = (
            lambda one: fold(one.name).removeprefix("the ") == wanted,
            lambda one: wanted in {fold(alias).removeprefix("the ") for alias in one.aliases},
            lambda one: set(wanted.split()) <= set(fold(one.name).split()),
        )
        found = next((ids for test in tests if (ids := [one.id for one in people if test(one)])), [])
    holders = {one.holder for one in grounds.material.positions}
    holders |= {one.holder for one in grounds.material.conditions}
    parties = sorted({id_ if id_ in holders else _party(grounds, id_) for id_ in found})
    if not parties:
        like = naming.similar(connection, words, "actor", 3)
        hint = f"Did you mean {' or '.join(like)}?" if like else "List them: onrecord actors."
        raise NotFound(f"No actor answers to {words!r}.", hint)
    speaking = [one for one in parties if one in holders] or parties
    if len(speaking) > 1:
        named = ", ".join(f"{grounds.names[one]} ({one})" for one in speaking)
        raise Ambiguous(f"Several actors answer to {words!r}: {named}.", "Give one of the ids.")
    return speaking[0]


def _party(grounds: Grounds, actor: str) -> str:
    """Whom an actor speaks for, where that is one at all times."""
    known = grounds.frame.actors.get(actor)
    parties = {one.actor for one in known.acts_for} if known is not None else set()
    return parties.pop() if len(parties) == 1 else actor


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


def _addition(connection: Connection, grounds: Grounds, words: str, as_of: date) -> Position:
    """What a what-if adds, as a position."""
    holder, act, polarity, issue = parsed(words)
    found = find_goal(grounds, issue)
    if found is None:
        raise _no_issue(connection, issue)
    return supposed(_actor(connection, grounds, holder), act, found, as_of, polarity=polarity)


def _in_words(grounds: Grounds, position: Position) -> str:
    holder = grounds.names.get(position.holder, position.holder)
    return f"{holder} {VERBS[position.act]} {grounds.labels.get(position.issue, position.issue)}"


def _no_issue(connection: Connection, words: str) -> NotFound:
    like = naming.similar(connection, words, "issue", 3)
    hint = (
        f"Did you mean {' or '.join(f'“{one}”' for one in like)}?" if like else "List them: onrecord issues."
    )
    return NotFound(f"No issue answers to {words!r}.", hint)


def _unmentioned(
    connection: Connection, grounds: Grounds, goal: str, as_of: date | None, reading: Reading
) -> Reasoned:
    """The answer about a goal that no record mentions, or of a ledger that has none."""
    day = as_of or grounds.last_day or date.max
    status: Status = "empty" if grounds.material.empty else "unmentioned"
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
